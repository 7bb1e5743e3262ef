"""Ranked pairs: victories are locked in from the strongest down, leaving out those that close a circle."""

from __future__ import annotations

from itertools import groupby

from summit.domain.rules import Rules
from summit.domain.tally.condorcet_winner import against_default
from summit.domain.tally.locking import MOST_STEPS, Locked, Orders
from summit.domain.tally.pairwise import Compared, Matrix, smith_set
from summit.domain.tally.result import Outcome
from summit.domain.tally.seats import fill_seats
from summit.domain.tally.ties import Breaker

Pair = tuple[str, str]


def count_ranked_pairs(compared: Compared, rules: Rules, breaker: Breaker) -> Outcome:
    """Tideman's method; an option that wins in some order of equally strong victories is tied to win."""
    matrix = compared.matrix
    order = ranked_pairs_order(matrix, rules.strength)
    winners = fill_seats(order, rules.seats, breaker) if compared.ballots.valid else ()
    support = against_default(matrix, winners, rules)
    return Outcome(winners, pairwise=matrix, support=support, ranking=order)


def ranked_pairs_order(matrix: Matrix, strength: str) -> tuple[tuple[str, ...], ...]:
    """Groups of possible winners, best first: of all options, then of those left, and so on."""
    left, order, orders = set(matrix), [], Orders(MOST_STEPS)
    while left:
        rest = {one: {other: matrix[one][other] for other in left if other != one} for one in left}
        best = possible_winners(rest, strength, orders)
        order.append(best)
        left -= set(best)
    return tuple(order)


def possible_winners(matrix: Matrix, strength: str, orders: Orders) -> tuple[str, ...]:
    """Options that nothing is locked in above, in at least one order of equally strong victories.

    They are in the Smith set, whose members beat everybody outside, so only victories inside it matter.
    Where there are too many orders to look at, the whole set counts as possible winners.
    """
    best = smith_set(matrix)
    place = {option: index for index, option in enumerate(best)}
    states: set[Locked] = {(0,) * len(best)}
    won = _victories(matrix, best, strength)
    for _, level in groupby(won, key=lambda pair: _weight(matrix, pair, strength)):
        victories = [(place[winner], place[loser]) for winner, loser in level]
        states = {after for state in states for after in orders.of(state, victories)}
        if orders.are_too_many:
            return best
    return tuple(one for one in best if any(_is_on_top(place[one], state) for state in states))


def _is_on_top(place: int, state: Locked) -> bool:
    return not any(below >> place & 1 for below in state)


def _victories(matrix: Matrix, options: tuple[str, ...], strength: str) -> list[Pair]:
    won = [(a, b) for a in options for b in options if a != b and matrix[a][b] > matrix[b][a]]
    return sorted(won, key=lambda pair: (_weight(matrix, pair, strength), pair), reverse=True)


def _weight(matrix: Matrix, pair: Pair, strength: str) -> tuple[int, int]:
    """How strong a victory is; among equal winning votes the smaller opposition is stronger."""
    votes, against = matrix[pair[0]][pair[1]], matrix[pair[1]][pair[0]]
    return (votes - against, 0) if strength == "margins" else (votes, -against)
