"""The words of provisions taken apart for drawing: runs of visible text, and the cells of pipe tables."""

from collections.abc import Iterable
from itertools import groupby

from summit.domain.text import Kind
from summit.domain.text.inline import BREAK, NOTE, Marks, parse
from summit.domain.text.shown import VisibleRun
from summit.domain.text.tables import table_cells

SCHEMES = ("http://", "https://", "mailto:")
Row = tuple[tuple[VisibleRun, ...], ...]


def runs(text: str) -> tuple[VisibleRun, ...]:
    """Inline Markdown as runs of one look each; a link to anything but web or mail is plain words."""
    found: list[VisibleRun] = []
    for marks, atoms in groupby(parse(text), key=lambda atom: _safe(atom.marks)):
        pieces = [atom.text for atom in atoms]
        # Two notes beside each other are two, whatever their marks have in common.
        words = pieces if NOTE in marks or BREAK in marks else ["".join(pieces)]
        found += [VisibleRun("equal", marks, one) for one in words]
    return tuple(found)


def of_kind(kind: str, found: Iterable[VisibleRun]) -> tuple[VisibleRun, ...]:
    """The same words as deleted or inserted ones, links made safe."""
    return tuple(
        VisibleRun(kind if one.kind == "equal" else one.kind, _safe(one.marks), one.text)  # type: ignore[arg-type]
        for one in found
    )


def _safe(marks: Marks) -> Marks:
    return tuple(one for one in marks if one[0] != "link" or one[1].lower().startswith(SCHEMES))


def literal(text: str, kind: Kind) -> tuple[VisibleRun, ...]:
    """Runs of a provision of any kind: code and tables stand as they are."""
    return (VisibleRun("equal", (), text),) if kind in (Kind.CODE, Kind.TABLE) else runs(text)


def table(text: str) -> tuple[Row, ...]:
    """The rows of a pipe table, the head first, every row as wide as the widest."""
    head, _, body = table_cells(text)
    rows = [head, *body]
    wide = max(len(row) for row in rows)
    return tuple(tuple(runs(cell) for cell in [*row, *[""] * (wide - len(row))]) for row in rows if row)
