"""Pandoc's tables read as pipe tables."""

from collections.abc import Callable
from typing import Any

from summit.domain.text.inline import BREAK
from summit.domain.text.inline_writer import Run, write
from summit.domain.text.pandoc_inlines import Element, InlineReader
from summit.domain.text.pandoc_paragraphs import paragraphs
from summit.domain.text.reading import TableTooLarge
from summit.domain.text.tables import written_table

MOST_CELLS = 10_000


class TableReader:
    """Reads tables of one document; tells `warn` what a pipe table could not hold."""

    def __init__(self, inlines: InlineReader, warn: Callable[[str], None]) -> None:
        self.inlines, self.warn = inlines, warn

    def text(self, content: Any) -> str:
        """The pipe table of a pandoc table. Raises TableTooLarge."""
        _, _, columns, (_, head), bodies, (_, foot) = content
        rows = [row for body in bodies for row in (*body[2], *body[3])] + foot
        width = len(columns)
        if width * (len(head) + len(rows)) > MOST_CELLS:
            raise TableTooLarge(MOST_CELLS)
        grid = self._grid([*head, *rows], width)
        first = grid[0] if head else [""] * width
        if len(head) > 1:
            self.warn("further lines of a table's head are ordinary rows")
        return written_table(first, [one[0]["t"] for one in columns], grid[1:] if head else grid)

    def _grid(self, rows: list[Any], width: int) -> list[list[str]]:
        grid = [[""] * width for _ in rows]
        taken: set[tuple[int, int]] = set()
        for line, (_, cells) in enumerate(rows):
            column = 0
            for _, _, height, breadth, blocks in cells:
                while (line, column) in taken:
                    column += 1
                if height > 1 or breadth > 1:
                    self.warn("a cell over several rows or columns stands in the first of them")
                if line < len(grid) and column < width:
                    grid[line][column] = self._cell(blocks)
                down, across = min(height, len(rows) - line), min(breadth, width)
                taken |= {(line + i, column + j) for i in range(down) for j in range(across)}
                column += across
        return grid

    def _cell(self, blocks: list[Element]) -> str:
        runs: list[Run] = []
        for one in self._paragraphs(blocks):
            runs += [(" ", ()), *self.inlines.runs(one)]
        if any(BREAK in marks for _, marks in runs):
            self.warn("a line break in a cell is a space")
        return write((" ", ()) if BREAK in marks else (text, marks) for text, marks in runs)

    def _paragraphs(self, blocks: list[Element]) -> list[list[Element]]:
        if len(blocks) > 1 or any(one["t"] not in ("Para", "Plain") for one in blocks):
            self.warn("lists and paragraphs in a cell stand on one line")
        return list(paragraphs(blocks))
