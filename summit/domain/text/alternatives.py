"""Alternatives: which colliding amendments make one ranked poll, and how the others can be put."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations as pairs_of
from typing import Literal

MOST_COMBINATIONS = 8
"""So many options, beside "keep the text as it is", can still be compared on one ballot."""

Edges = Iterable[tuple[int, int]]
Combination = tuple[int, ...]


class Way(StrEnum):
    """How amendments connected by collisions can be put."""

    SINGLE = "single"
    RANKED = "ranked"
    COMBINATIONS = "combinations"
    SUCCESSIVE = "successive"


@dataclass(frozen=True, slots=True)
class Group:
    """Amendments connected by collisions.

    `is_complete`: each collides with every other, so they are the options of one ranked poll (a single
    amendment is complete). Of any other group `apart` are the pairs that do not collide, `combinations` all
    that can be adopted together (one, two or more amendments), where there are at most eight, else None,
    and `successive` the order for polls one after the other. `advice` is the way the software advises.
    """

    members: tuple[int, ...]
    is_complete: bool
    combinations: tuple[Combination, ...] | None
    advice: Way
    apart: tuple[tuple[int, int], ...] = ()
    successive: tuple[int, ...] = ()


def alternatives(edges: Edges, numbers: Iterable[int], reach: Mapping[int, int] | None = None) -> list[Group]:
    """The amendments grouped by collision, in the order of their lowest numbers.

    Colliding is not transitive, so a connected group is one ranked poll only where every two of its members
    collide. `reach` (amendment to words changed) orders successive polls, the furthest-reaching first;
    where two reach as far, the one that collides with more, then the lower number.
    """
    near = _near(edges, numbers)
    groups: list[Group] = []
    seen: set[int] = set()
    for number in near:
        if number not in seen:
            members = _connected(near, number)
            seen |= members
            groups.append(_group(near, tuple(sorted(members)), reach or {}))
    return groups


def _near(edges: Edges, numbers: Iterable[int]) -> dict[int, set[int]]:
    near: dict[int, set[int]] = {number: set() for number in sorted(numbers)}
    for one, other in edges:
        if one != other and one in near and other in near:
            near[one].add(other)
            near[other].add(one)
    return near


def _connected(near: dict[int, set[int]], start: int) -> set[int]:
    found = {start}
    todo = [start]
    while todo:
        fresh = near[todo.pop()] - found
        found |= fresh
        todo.extend(fresh)
    return found


def _group(near: dict[int, set[int]], members: tuple[int, ...], reach: Mapping[int, int]) -> Group:
    if len(members) == 1:
        return Group(members, True, None, Way.SINGLE)
    apart = tuple((one, other) for one, other in pairs_of(members, 2) if other not in near[one])
    if not apart:
        return Group(members, True, None, Way.RANKED)
    found = _combinations(near, members)
    order = tuple(sorted(members, key=lambda one: (-reach.get(one, 0), -len(near[one]), one)))
    return Group(members, False, found, Way.COMBINATIONS if found else Way.SUCCESSIVE, apart, order)


def _combinations(near: dict[int, set[int]], members: tuple[int, ...]) -> tuple[Combination, ...] | None:
    """Every set of members of which no two collide, unless there are too many for a ballot."""
    found: list[Combination] = []
    todo: list[tuple[Combination, tuple[int, ...]]] = [((), members)]
    while todo:
        chosen, free = todo.pop()
        for place, one in enumerate(free):
            found.append((*chosen, one))
            if len(found) > MOST_COMBINATIONS:
                return None
            todo.append((found[-1], tuple(other for other in free[place + 1 :] if other not in near[one])))
    return tuple(sorted(found, key=lambda one: (len(one), one)))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A set that the chair draws by hand, judged.

    `verdict` is "ranked" where each collides with every other; "apart" where `pairs` of it do not collide,
    so that both could be adopted; "empty". `outside` are amendments that collide with a member and are left
    out: they stay pending, and are carried over to whatever is adopted.
    """

    verdict: Literal["ranked", "apart", "empty"]
    pairs: tuple[tuple[int, int], ...]
    outside: tuple[int, ...]


def drawn(edges: Edges, chosen: Sequence[int]) -> Drawn:
    """Whether a set of amendments can be the options of one ranked poll, and what it leaves out."""
    met = {(min(pair), max(pair)) for pair in edges}
    wanted = sorted(set(chosen))
    apart = tuple(pair for pair in pairs_of(wanted, 2) if pair not in met)
    beside = {one for pair in met for one in pair if not set(pair).isdisjoint(wanted)} - set(wanted)
    return Drawn("apart" if apart else "ranked" if wanted else "empty", apart, tuple(sorted(beside)))
