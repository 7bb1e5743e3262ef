"""Alternatives: which colliding amendments make one ranked poll, and what is advised for the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations as pairs_of

_MOST_COMBINATIONS = 8


@dataclass(frozen=True, slots=True)
class Group:
    """Amendments connected by collisions.

    `is_complete`: each collides with every other, so they are the options of one ranked poll (a single
    amendment is complete). `combinations`: for any other group the largest sets that can be adopted
    together, where there are at most eight, else None. `advice` is "single", "ranked", "combinations" or
    "successive".
    """

    members: tuple[int, ...]
    is_complete: bool
    combinations: tuple[tuple[int, ...], ...] | None
    advice: str


def alternatives(edges: Iterable[tuple[int, int]], numbers: Iterable[int]) -> list[Group]:
    """The amendments grouped by collision, in the order of their lowest numbers.

    Colliding is not transitive, so a connected group is one ranked poll only where every two of its members
    collide.
    """
    near: dict[int, set[int]] = {number: set() for number in sorted(numbers)}
    for one, other in edges:
        if one != other and one in near and other in near:
            near[one].add(other)
            near[other].add(one)
    groups: list[Group] = []
    seen: set[int] = set()
    for number in near:
        if number not in seen:
            members = _connected(near, number)
            seen |= members
            groups.append(_group(near, tuple(sorted(members))))
    return groups


def _connected(near: dict[int, set[int]], start: int) -> set[int]:
    found = {start}
    todo = [start]
    while todo:
        fresh = near[todo.pop()] - found
        found |= fresh
        todo.extend(fresh)
    return found


def _group(near: dict[int, set[int]], members: tuple[int, ...]) -> Group:
    if len(members) == 1:
        return Group(members, True, None, "single")
    if all(other in near[one] for one, other in pairs_of(members, 2)):
        return Group(members, True, None, "ranked")
    compatible = _compatible(near, members)
    return Group(members, False, compatible, "combinations" if compatible else "successive")


def _compatible(near: dict[int, set[int]], members: tuple[int, ...]) -> tuple[tuple[int, ...], ...] | None:
    """The largest compatible sets (Bron and Kerbosch 1973), unless too many for a ballot."""
    free = {one: set(members) - near[one] - {one} for one in members}
    found: list[tuple[int, ...]] = []
    todo: list[tuple[frozenset[int], set[int], set[int]]] = [(frozenset(), set(members), set())]
    while todo and len(found) <= _MOST_COMBINATIONS:
        chosen, open_, shut = todo.pop()
        if not open_ and not shut:
            found.append(tuple(sorted(chosen)))
            continue
        pivot = max(open_ | shut, key=lambda one: (len(free[one] & open_), -one))
        for one in sorted(open_ - free[pivot]):
            todo.append((chosen | {one}, open_ & free[one], shut & free[one]))
            open_ = open_ - {one}
            shut = shut | {one}
    return tuple(sorted(found)) if len(found) <= _MOST_COMBINATIONS and not todo else None
