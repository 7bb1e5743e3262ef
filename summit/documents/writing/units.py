"""Texts to translate as a DOCX file: a table with the text, its earlier translation and an empty place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from summit.documents.writing.pandoc import office_file

SHORT = 16
"""Figures of a digest that name a unit in a file; the text beside them is held against it."""
HEAD = ("Unit", "Text", "Earlier translation", "Translation")
WIDTHS = (0.12, 0.32, 0.24, 0.32)
NO_ATTRIBUTES: list[Any] = ["", [], []]


@dataclass(frozen=True, slots=True)
class Row:
    """A text that waits for its translation."""

    digest: str
    source: str
    earlier: str = ""


def units_file(rows: Sequence[Row], language: str, at: datetime | None = None) -> bytes:
    """The file; texts stand in it sign by sign, so that emphasis and notes come back as they are."""
    lines = [(one.digest[:SHORT], one.source, one.earlier, "") for one in rows]
    head = f"Texts to translate into {language}"
    said = "Write into the last column only. Keep signs such as *emphasis* and [^1] as they stand."
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in WIDTHS]
    table = {
        "t": "Table",
        "c": [
            NO_ATTRIBUTES, [None, []], columns, [NO_ATTRIBUTES, [_row(HEAD)]],
            [[NO_ATTRIBUTES, 0, [], [_row(line) for line in lines]]], [NO_ATTRIBUTES, []],
        ],
    }  # fmt: skip
    blocks = [{"t": "Header", "c": [1, NO_ATTRIBUTES, _words(head)]}, {"t": "Para", "c": _words(said)}, table]
    tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}
    return office_file(tree, "docx", at)


def _row(cells: Sequence[str]) -> list[Any]:
    drawn = [
        [NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": _words(one)}]] for one in cells
    ]
    return [NO_ATTRIBUTES, drawn]


def _words(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for place, line in enumerate(text.split("\n")):
        found += [{"t": "LineBreak"}] if place else []
        for at, word in enumerate(line.split(" ")):
            found += [{"t": "Space"}] if at else []
            found += [{"t": "Str", "c": word}] if word else []
    return found
