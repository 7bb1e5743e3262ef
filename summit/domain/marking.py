"""What a ballot paper of each counting method can say, and its one written form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from summit.domain.rules import Rules

Rank = str | tuple[str, ...]
"""One option, or several (or none) that share a rank."""

STANCES = ("for", "against", "abstain")
"""What a ballot on one proposal says; the ids of its options."""


class Way(StrEnum):
    """How a paper is marked: stance on one proposal, one option, several, points, or a ranking."""

    STANCE = "stance"
    ONE = "one"
    SEVERAL = "several"
    POINTS = "points"
    RANKED = "ranked"


WAYS = {
    "for_against_abstain": Way.STANCE,
    "plurality": Way.ONE,
    "approval": Way.SEVERAL,
    "score": Way.POINTS,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """How a paper is marked; `maximum` ranks or approved options, `points` the most for one option."""

    way: Way = Way.RANKED
    maximum: int | None = None
    equal: bool = False
    points: int = 0


def paper_of(rules: Rules) -> Paper:
    """The paper that a rule set asks for."""
    way = WAYS.get(rules.method, Way.RANKED)
    if way in (Way.STANCE, Way.ONE):
        return Paper(way, maximum=1)
    if way is Way.SEVERAL:
        return Paper(way, rules.maximum_ranks, equal=True)
    if way is Way.POINTS:
        return Paper(way, equal=True, points=rules.score_maximum)
    return Paper(way, rules.maximum_ranks, equal=rules.equal_ranks == "allowed")


def ranks_of(ranking: Iterable[Rank | Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Every rank as a tuple of its options."""
    return tuple((rank,) if isinstance(rank, str) else tuple(rank) for rank in ranking)


def written(ranks: Iterable[Sequence[str]], options: Sequence[str]) -> tuple[Rank, ...]:
    """The one form of a ranking: options of a rank in the order of the paper, nothing after the last one."""
    place = {option: at for at, option in enumerate(options)}
    found = [tuple(sorted(rank, key=lambda one: place.get(one, len(place)))) for rank in ranks]
    while found and not found[-1]:
        found.pop()
    return tuple(rank[0] if len(rank) == 1 else rank for rank in found)


def as_line(ranking: Iterable[Rank]) -> str:
    """A ranking as forms carry it: ranks parted by commas, options of one rank by signs of equality."""
    return ",".join("=".join(rank) for rank in ranks_of(ranking))


def from_line(line: str) -> tuple[Rank, ...]:
    """The ranking that a form carries; `as_line` of it gives the line again."""
    if not line:
        return ()
    ranks = [tuple(id for id in rank.split("=") if id) for rank in line.split(",")]
    return tuple(rank[0] if len(rank) == 1 else rank for rank in ranks)


def points_given(ranking: Iterable[Rank], most: int) -> dict[str, int]:
    """The points that a ballot of points gives, by option; options without any are left out."""
    return {id: most - place for place, rank in enumerate(ranks_of(ranking)) for id in rank}


def by_points(points: dict[str, int], most: int) -> tuple[Rank, ...]:
    """A ballot of points as ranks: the first holds those with the most points, options without any none."""
    ranks: list[tuple[str, ...]] = [
        tuple(id for id, given in points.items() if given == level) for level in range(most, 0, -1)
    ]
    return written(ranks, list(points))


def content_ranks(content: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """The ranks of a stored ballot that can be read."""
    return ranks_of(content["ranking"])
