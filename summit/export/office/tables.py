"""Tables of pandoc's syntax tree: facts with their names in the first column, figures, tables of a text."""

from collections.abc import Sequence

from summit.export.office.inlines import NO_ATTRIBUTES, Node, node, words

Cell = list[Node]
LEFT, RIGHT = "AlignLeft", "AlignRight"
NAMES, VALUES = 0.24, 0.76
"""Shares of the width for the names of facts and for what they say."""
NARROW, WIDE, LINE = 11, 24, 70
"""Signs that a column of a table has at least and at most, and those of a line."""


def facts(lines: Sequence[tuple[str, Cell]]) -> Node:
    rows = [[[node("Strong", words(name))], said] for name, said in lines]
    return _table([], [(LEFT, NAMES), (LEFT, VALUES)], [], rows, named=1)


def figures(
    caption: str, head: Sequence[str], rows: Sequence[Sequence[str | None]], *, is_words: bool = False
) -> Node:
    """A head row that is repeated on every page, and rows that their first cell names."""
    sides = [LEFT, *[LEFT if is_words else RIGHT] * (len(head) - 1)]
    columns = list(zip(sides, _shares([head, *rows], is_words), strict=True))
    cells = [[words("–" if one is None else one) for one in row] for row in rows]
    return _table(words(caption), columns, [words(one) for one in head], cells, named=1)


def _shares(rows: Sequence[Sequence[str | None]], is_words: bool) -> list[float]:
    """Shares of the width by what stands in the columns: words take all of it, figures stand close."""
    places = range(len(rows[0]))
    signs = [max(len(row[at] or "") for row in rows if at < len(row)) + 2 for at in places]
    signs = [min(max(one, NARROW), WIDE) for one in signs]
    whole = sum(signs) if is_words else max(sum(signs), LINE)
    return [one / whole for one in signs]


def table(rows: Sequence[Sequence[Cell]]) -> Node:
    """A table of a text: its first row is the head."""
    columns = [(LEFT, 1 / len(rows[0]))] * len(rows[0])
    return _table([], columns, rows[0], rows[1:], named=0)


def _table(
    caption: Cell,
    columns: Sequence[tuple[str, float | None]],
    head: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    named: int,
) -> Node:
    above = [node("Plain", caption)] if caption else []
    widths = [
        [node(side), node("ColWidthDefault") if width is None else node("ColWidth", width)]
        for side, width in columns
    ]
    body = [NO_ATTRIBUTES, named, [], [_row(row) for row in rows]]
    top = [NO_ATTRIBUTES, [_row(head)] if head else []]
    return node("Table", [NO_ATTRIBUTES, [None, above], widths, top, [body], [NO_ATTRIBUTES, []]])


def _row(cells: Sequence[Cell]) -> list[object]:
    return [
        NO_ATTRIBUTES,
        [[NO_ATTRIBUTES, node("AlignDefault"), 1, 1, [node("Plain", cell)]] for cell in cells],
    ]
