"""Lists of a text nested as word processors nest them, each with its own sign and first number."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from summit.domain.text import Kind
from summit.domain.text.numbering import from_letters, from_roman
from summit.export.blocks import Drawn
from summit.export.office.inlines import Node, node

Inside = Callable[[Sequence[Drawn], int], list[Node]]
_NUMBERED = re.compile(r"(\(?)(\d+|[A-Za-z]+)([.)]?)")
_AROUND = {("(", ")"): "TwoParens", ("", ")"): "OneParen", ("", "."): "Period"}


def parted(drawn: Sequence[Drawn], depth: int) -> Iterator[tuple[bool, list[Drawn]]]:
    """Stretches that stand in more than `depth` lists, and those that do not."""
    for deeper, group in groupby(drawn, key=lambda one: _lists_around(one) > depth):
        yield deeper, list(group)


def _lists_around(one: Drawn) -> int:
    if one.kind is Kind.ITEM:
        return max(one.provision.depth, 1)
    return 0 if one.kind is Kind.HEADING else one.provision.depth


def listed(drawn: Sequence[Drawn], depth: int, inside: Inside) -> list[Node]:
    """The lists that a stretch makes: a new one wherever the items' sign is of another kind."""
    lists: list[tuple[str, list[list[Node]]]] = []
    for marker, members in _items(drawn, depth):
        if not lists or lists[-1][0] != marker:
            lists.append((marker, []))
        lists[-1][1].append(inside(members, depth))
    return [_list(marker, items) for marker, items in lists]


def _items(drawn: Sequence[Drawn], depth: int) -> list[tuple[str, list[Drawn]]]:
    """Each item of this depth with all that belongs to it; what comes before the first belongs to none."""
    items: list[tuple[str, list[Drawn]]] = []
    for one in drawn:
        begins = one.kind is Kind.ITEM and max(one.provision.depth, 1) == depth
        if begins or not items:
            items.append((one.provision.marker if begins else "", []))
        items[-1][1].append(one)
    return items


def _list(marker: str, items: list[list[Node]]) -> Node:
    attributes = _attributes(marker)
    return node("BulletList", items) if attributes is None else node("OrderedList", [attributes, items])


def _attributes(marker: str) -> list[Any] | None:
    """First number, its style and what is around it; None for a list without numbers."""
    numbered = _NUMBERED.fullmatch(marker.strip())
    if numbered is None:
        return None
    before, first, after = numbered.groups()
    around = node(_AROUND.get((before, after), "DefaultDelim"))
    if first.isdecimal():
        return [int(first), node("Decimal"), around]
    case = "Lower" if first.islower() else "Upper"
    low = first.lower()
    if len(low) == 1 and low != "i":
        return [from_letters(low), node(f"{case}Alpha"), around]
    return [from_roman(low), node(f"{case}Roman"), around]
