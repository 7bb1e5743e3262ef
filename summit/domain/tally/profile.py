"""Ballots as the count receives them: rankings, each with the number of ballots that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

UNREADABLE = "*"
"""Stands in a rank for marks that nobody could read (an overvote of unknown content)."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a ballot says, best first; two ids in a rank are equal, no ranks is a blank ballot.

    `count` is the number of ballots that say so (a ballot of weight w counts as w).
    """

    ranks: tuple[tuple[str, ...], ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """The options that can be ranked and all rankings; an option that was withdrawn is not among them."""

    options: tuple[str, ...]
    rankings: tuple[Ranking, ...]

    def __post_init__(self) -> None:
        if len(set(self.options)) != len(self.options):
            raise ValueError("Two options have the same id.")

    @classmethod
    def of(cls, options: Iterable[str], ballots: Iterable[tuple[tuple[str, ...], ...]]) -> Profile:
        """The profile of single ballots, equal ones put together."""
        numbers = Counter(ballots)
        return cls(tuple(options), tuple(Ranking(ranks, number) for ranks, number in numbers.items()))

    def without(self, withdrawn: Iterable[str]) -> Profile:
        """The profile with options deleted from every ballot and the ranks closed up."""
        gone = frozenset(withdrawn)
        options = tuple(option for option in self.options if option not in gone)
        return Profile(options, tuple(Ranking(_closed_up(r.ranks, gone), r.count) for r in self.rankings))

    def closed_up(self) -> Profile:
        """The profile without empty ranks: for counting ballots that give points by another method."""
        rankings = (Ranking(tuple(rank for rank in r.ranks if rank), r.count) for r in self.rankings)
        return Profile(self.options, tuple(rankings))

    def aggregated(self) -> dict[tuple[tuple[str, ...], ...], int]:
        """Number of ballots of each distinct ranking; raises ValueError for a negative number."""
        numbers: dict[tuple[tuple[str, ...], ...], int] = {}
        for ranking in self.rankings:
            if ranking.count < 0:
                raise ValueError("A number of ballots is negative.")
            numbers[ranking.ranks] = numbers.get(ranking.ranks, 0) + ranking.count
        return {ranks: number for ranks, number in numbers.items() if number}


def _closed_up(ranks: tuple[tuple[str, ...], ...], gone: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    kept = []
    for rank in ranks:
        left = tuple(option for option in rank if option not in gone)
        if left or not rank:
            kept.append(left)
    return tuple(kept)
