"""JSON that people can read and compare: one line for each element, always the same bytes."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def json_lines(value: Mapping[str, Any]) -> bytes:
    """An object, one member a line; the elements of a list or object in it have a line each."""
    lines = (f"{_text(name)}: {_member(one)}" for name, one in value.items())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _member(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_text, value)) + "\n]"
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"{_text(name)}: {_text(one)}" for name, one in value.items()) + "\n}"
    return _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def entries(values: Iterable[Mapping[str, Any]]) -> bytes:
    """One JSON object a line."""
    return "".join(_text(one) + "\n" for one in values).encode()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV with a head row; line ends are \\n everywhere."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()
