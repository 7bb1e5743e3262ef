"""Filling the seats from an order of merit, breaking only the ties that decide who has one."""

from __future__ import annotations

from collections.abc import Mapping

from summit.domain.tally.result import Votes
from summit.domain.tally.ties import Breaker

Groups = tuple[tuple[str, ...], ...]


def by_votes(tally: Mapping[str, Votes]) -> Groups:
    """Options in groups of equal votes, most first."""
    groups: dict[Votes, list[str]] = {}
    for option, votes in tally.items():
        groups.setdefault(votes, []).append(option)
    return tuple(tuple(sorted(groups[votes])) for votes in sorted(groups, reverse=True))


def fill_seats(order: Groups, seats: int, breaker: Breaker) -> tuple[str, ...]:
    """The first `seats` options of the order; () where a tie for a seat stays open or is lost."""
    winners: list[str] = []
    for group in order:
        left = list(group)
        if len(left) <= seats - len(winners):
            winners += left
            continue
        while left and len(winners) < seats:
            one = breaker.winner(left, 1, ())
            if one is None:
                return ()
            winners.append(one)
            left.remove(one)
        break
    return tuple(winners)
