"""Rows of pipe tables in a Markdown file that have more cells than the head: pandoc cuts those cells off.

The head of such a table is widened in the source and the file read again, so that every word stays.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from summit.domain.text.pandoc_tables import MOST_CELLS
from summit.domain.text.reading import ReadingWarning, RowsTooWide, TableTooLarge

Tree = dict[str, Any]
Reader = Callable[[str, str], Tree]

_PIPE = re.compile(r"(?<!\\)\|")  # as pandoc takes it, whatever stands before the backslash
_RULE = re.compile(r"[^-\w]*-[\s|:-]*")
_SPAN = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")


@dataclass(frozen=True, slots=True)
class _Table:
    """A table: its columns, the line of its head (from 0), its other rows, and where lines of it begin."""

    width: int
    head: int
    rows: int
    starts: dict[int, int]

    def widest(self, lines: Sequence[str]) -> int:
        """The cells of its widest row; one more where it stands in a quotation of a note."""
        below = range(self.head + 2, self.head + 2 + self.rows)
        return max([self.width, *(_cells(_from_column(lines[at], self.starts.get(at, 1))) for at in below)])


def with_wide_rows(text: str, tree: Tree, read: Reader) -> tuple[Tree, list[ReadingWarning]]:
    """The tree of a Markdown file with all cells of its tables, and what is to be said of it.

    `read` makes the tree of a text in one of pandoc's FORMATS; it is asked only where a line could have
    more cells than a table has columns. Raises TableTooLarge, and RowsTooWide where a table is not found.
    """
    lines = text.split("\n")
    narrowest = min(map(_width, _tables(tree["blocks"])), default=len(text))
    if all(line.count("|") < narrowest or _cells(line) <= narrowest for line in lines):
        return tree, []
    tables = [_placed(one, lines) for one in _tables(read(text, "markdown_placed")["blocks"])]
    widths = [one.widest(lines) for one in tables]
    wide = read("\n".join(_widened(tables, widths, lines)), "markdown")
    found = [*_tables(wide["blocks"])]
    if [*map(_width, found)] != widths:
        raise RowsTooWide
    for node, table in zip(found, tables, strict=True):
        _trim(node, table.width)
    return wide, [*_said(found, tables)]


def _tables(value: Any) -> Iterator[Tree]:
    if isinstance(value, list):
        for one in value:
            yield from _tables(one)
    elif isinstance(value, dict):
        if value.get("t") == "Table":
            yield value
        else:
            yield from _tables(value.get("c"))


def _width(table: Tree) -> int:
    return len(table["c"][2])


def _rows(table: Tree) -> list[Any]:
    return [row for body in table["c"][4] for row in body[3]]


def _placed(table: Tree, lines: Sequence[str]) -> _Table:
    """The table with its place: its own, or that of its first words (a table in a note has none)."""
    own = [value for name, value in table["c"][0][2] if name == "data-pos"][-1:]
    starts = {int(one[1]) - 1: int(one[2]) for place in own for one in _SPAN.finditer(place)}
    first = min(starts or _lines_of_words(table["c"][3:]), default=0)
    # Where the cells of a head are empty, the first words stand below the rule.
    head = next((at - 1 for at in range(first + 1, 0, -1) if _is_rule(lines, at)), None)
    if head is None:
        raise RowsTooWide
    return _Table(_width(table), head, len(_rows(table)), starts)


def _is_rule(lines: Sequence[str], at: int) -> bool:
    return at < len(lines) and _RULE.fullmatch(lines[at]) is not None


def _lines_of_words(value: Any) -> Iterator[int]:
    if isinstance(value, list):
        for one in value:
            yield from _lines_of_words(one)
    elif isinstance(value, dict):
        if value.get("t") == "Span":
            places = [place for name, place in value["c"][0][2] if name == "data-pos"]
            yield from (int(one[1]) - 1 for place in places for one in _SPAN.finditer(place))
        yield from _lines_of_words(value.get("c"))


def _from_column(line: str, column: int) -> str:
    """The line from a column on, as pandoc counts them: a tab goes on to the next fourth."""
    return line if column == 1 else line.expandtabs(4)[column - 1 :]


def _pipes(row: str) -> list[int]:
    return [pipe.start() for pipe in _PIPE.finditer(row)]


def _cells(row: str) -> int:
    row = row.strip(" \t")
    pipes = _pipes(row)
    return len(pipes) + 1 - (0 in pipes[:1]) - (len(row) - 1 in pipes[-1:])


def _widened(tables: Sequence[_Table], widths: Sequence[int], lines: Sequence[str]) -> list[str]:
    written = list(lines)
    for table, width in zip(tables, widths, strict=True):
        if width == table.width:
            continue
        if width * (table.rows + 1) > MOST_CELLS:
            raise TableTooLarge(MOST_CELLS)
        for at, cell in ((table.head, "  |"), (table.head + 1, "---|")):
            row = lines[at].rstrip(" \t")  # not of `written`: a note that is referred to twice comes twice
            written[at] = (
                row + ("" if _pipes(row)[-1:] == [len(row) - 1] else " |") + cell * (width - table.width)
            )
    return written


def _trim(table: Tree, width: int) -> None:
    """Take away the last columns beyond a width, as long as nothing is in them."""
    content = table["c"]
    rows = [row[1] for row in (*content[3][1], *_rows(table))]
    while len(content[2]) > width and not any(row[-1][4] for row in rows):
        for one in (content[2], *rows):
            one.pop()


def _said(found: Sequence[Tree], tables: Sequence[_Table]) -> Iterator[ReadingWarning]:
    for node, table in zip(found, tables, strict=True):
        if _width(node) > table.width:
            what = "a row has more cells than the head of its table, which is widened"
            line = table.head + 1
            yield ReadingWarning(f"line {line}", what)
