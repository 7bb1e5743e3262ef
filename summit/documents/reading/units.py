"""A DOCX file with translated texts read back: each unit with its text and what stands in the last column."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from summit.documents.reading.files import LARGEST
from summit.documents.reading.pandoc import syntax_tree
from summit.documents.reading.refusals import EmptyFile, FileTooLarge, Unreadable
from summit.domain.text import source_digest
from summit.domain.text.pandoc_paragraphs import paragraphs

COLUMNS = 4
SIGNS = {"Emph": "*", "Strong": "**", "Code": "`"}


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """A row of the file; `problem` says why it cannot be used."""

    row: int
    source: str
    words: str
    problem: str = ""


def read_units(content: bytes) -> list[ReadUnit]:
    """The translated rows, those left empty without. Raises ReadingRefused where there is no such table."""
    if not content:
        raise EmptyFile
    if len(content) > LARGEST:
        raise FileTooLarge(LARGEST)
    rows = list(_rows(syntax_tree(content, "docx")["blocks"]))
    if not rows:
        raise Unreadable("The file holds no table of texts to translate, as it is given out here.")
    read = [_unit(number, cells) for number, cells in enumerate(rows, 1)]
    return [one for one in read if one.words]


def _unit(number: int, cells: Sequence[str]) -> ReadUnit:
    name, source, _, words = cells
    source = source.strip()
    if "\n" not in source:
        words = " ".join(words.split())
    if not name or not source_digest(source).startswith(name.strip()):
        return ReadUnit(number, source, words, "the first two columns were changed in the file")
    return ReadUnit(number, source, words)


def _rows(blocks: Sequence[dict[str, Any]]) -> Iterator[list[str]]:
    for block in blocks:
        if block["t"] == "Table":
            for body in block["c"][4]:
                for _, cells in (*body[2], *body[3]):
                    if len(cells) == COLUMNS:
                        yield [unicodedata.normalize("NFC", _cell(one[4])) for one in cells]


def _cell(blocks: Sequence[dict[str, Any]]) -> str:
    lines = [_line(one) for one in paragraphs(list(blocks))]
    return "\n".join(lines).strip()


def _line(inlines: Sequence[dict[str, Any]]) -> str:
    return "".join(map(_said, inlines))


def _said(one: dict[str, Any]) -> str:
    kind, content = one["t"], one.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak"):
        return " "
    if kind == "LineBreak":
        return "\n"
    if kind == "Code":
        return f"`{content[1]}`"  # type: ignore[index]
    inside = content[-1] if kind in ("Span", "Quoted") else content[1] if kind == "Link" else content  # type: ignore[index]
    if not isinstance(inside, list):
        return ""
    sign = SIGNS.get(kind, "")
    return f"{sign}{_line(inside)}{sign}"
