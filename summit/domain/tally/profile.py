"""Ballots as the count receives them: rankings, each with the number of ballots that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Order = tuple[str, ...]
"""What the common ballot says: one option at each rank, best first."""

Ranks = tuple[tuple[str, ...], ...]

UNREADABLE = "*"
"""Stands in a rank for marks that nobody could read (an overvote of unknown content)."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a ballot says, best first; two ids in a rank are equal, no ranks is a blank ballot.

    `count` is the number of ballots that say so (a ballot of weight w counts as w).
    """

    ranks: Ranks = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """The options that can be ranked and all ballots; an option that was withdrawn is not among them.

    A ballot stands in `rankings`, or, where it has one option at each rank, by itself in `singles`. Those
    are counted faster and are never copied: whoever gives a list leaves it alone while it is counted.
    """

    options: tuple[str, ...]
    rankings: tuple[Ranking, ...] = ()
    singles: Sequence[Order] = field(default=(), hash=False)

    def __post_init__(self) -> None:
        if len(set(self.options)) != len(self.options):
            raise ValueError("Two options have the same id.")

    @classmethod
    def of_orders(cls, options: Iterable[str], ballots: Iterable[Order]) -> Profile:
        """The profile of single ballots with one option at each rank, best first."""
        return cls(tuple(options), singles=ballots if isinstance(ballots, Sequence) else tuple(ballots))

    @property
    def size(self) -> int:
        """The number of all ballots."""
        return len(self.singles) + sum(ranking.count for ranking in self.rankings)

    def without(self, withdrawn: Iterable[str]) -> Profile:
        """The profile with options deleted from every ballot and the ranks closed up."""
        gone = frozenset(withdrawn)
        return Profile(
            tuple(option for option in self.options if option not in gone),
            tuple(Ranking(_closed_up(r.ranks, gone), r.count) for r in self.rankings),
            tuple(tuple(option for option in order if option not in gone) for order in self.singles),
        )

    def closed_up(self) -> Profile:
        """The profile without empty ranks: for counting ballots that give points by another method."""
        rankings = (Ranking(tuple(rank for rank in r.ranks if rank), r.count) for r in self.rankings)
        return Profile(self.options, tuple(rankings), self.singles)

    def aggregated(self) -> dict[Ranks, int]:
        """Number of ballots of each distinct ranking; raises ValueError for a negative number."""
        rankings = [(ranking.ranks, ranking.count) for ranking in self.rankings]
        singles = [(as_ranks(order), number) for order, number in Counter(self.singles).items()]
        return put_together(rankings + singles)


def as_ranks(order: Order) -> Ranks:
    """An order of options as ranks of one option each."""
    return tuple((option,) for option in order)


def put_together(ballots: Iterable[tuple[Ranks, int]]) -> dict[Ranks, int]:
    """Equal ballots added up, numbers of nought left out; raises ValueError for a negative number."""
    numbers: dict[Ranks, int] = {}
    for ranks, number in ballots:
        if number < 0:
            raise ValueError("A number of ballots is negative.")
        numbers[ranks] = numbers.get(ranks, 0) + number
    return {ranks: number for ranks, number in numbers.items() if number}


def _closed_up(ranks: Ranks, gone: frozenset[str]) -> Ranks:
    kept = []
    for rank in ranks:
        left = tuple(option for option in rank if option not in gone)
        if left or not rank:
            kept.append(left)
    return tuple(kept)
