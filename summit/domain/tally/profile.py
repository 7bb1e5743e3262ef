"""Ballots as the count receives them: rankings, each with the number of ballots that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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

    A ballot stands in `rankings`, or, where it has one option at each rank, in `orders`: the options best
    first, and how many ballots say so. Orders are counted faster; the result is the same.
    """

    options: tuple[str, ...]
    rankings: tuple[Ranking, ...] = ()
    orders: Mapping[tuple[str, ...], int] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if len(set(self.options)) != len(self.options):
            raise ValueError("Two options have the same id.")

    @classmethod
    def of_orders(cls, options: Iterable[str], ballots: Iterable[tuple[str, ...]]) -> Profile:
        """The profile of single ballots with one option at each rank, best first; equal ones put together."""
        return cls(tuple(options), orders=Counter(ballots))

    def without(self, withdrawn: Iterable[str]) -> Profile:
        """The profile with options deleted from every ballot and the ranks closed up."""
        gone = frozenset(withdrawn)
        orders: Counter[tuple[str, ...]] = Counter()
        for order, number in self.orders.items():
            orders[tuple(option for option in order if option not in gone)] += number
        return Profile(
            tuple(option for option in self.options if option not in gone),
            tuple(Ranking(_closed_up(r.ranks, gone), r.count) for r in self.rankings),
            orders,
        )

    def closed_up(self) -> Profile:
        """The profile without empty ranks: for counting ballots that give points by another method."""
        rankings = (Ranking(tuple(rank for rank in r.ranks if rank), r.count) for r in self.rankings)
        return Profile(self.options, tuple(rankings))

    def aggregated(self) -> dict[Ranks, int]:
        """Number of ballots of each distinct ranking; raises ValueError for a negative number."""
        rankings = [(ranking.ranks, ranking.count) for ranking in self.rankings]
        orders = [(as_ranks(order), number) for order, number in self.orders.items()]
        return put_together(rankings + orders)


def as_ranks(order: tuple[str, ...]) -> Ranks:
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
