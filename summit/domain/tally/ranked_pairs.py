"""Ranked pairs: victories are locked in from the strongest down, leaving out those that close a circle."""

from __future__ import annotations

from itertools import groupby

from summit.domain.rules import Rules
from summit.domain.tally.condorcet_winner import against_default
from summit.domain.tally.pairwise import Compared, Matrix
from summit.domain.tally.result import Outcome
from summit.domain.tally.seats import fill_seats
from summit.domain.tally.ties import Breaker

Pair = tuple[str, str]
Locked = frozenset[Pair]
LIMIT = 4000
"""Orders of equal victories looked at before all options count as possible winners."""


def count_ranked_pairs(compared: Compared, rules: Rules, breaker: Breaker) -> Outcome:
    """Tideman's method; an option that wins in some order of equally strong victories is tied to win."""
    matrix = compared.matrix
    order = ranked_pairs_order(matrix, rules.strength)
    winners = fill_seats(order, rules.seats, breaker) if compared.ballots.valid else ()
    support = against_default(matrix, winners, rules)
    return Outcome(winners, pairwise=matrix, support=support, ranking=order)


def ranked_pairs_order(matrix: Matrix, strength: str) -> tuple[tuple[str, ...], ...]:
    """Groups of possible winners, best first: of all options, then of those left, and so on."""
    left, order = set(matrix), []
    while left:
        rest = {one: {other: matrix[one][other] for other in left if other != one} for one in left}
        best = possible_winners(rest, strength)
        order.append(best)
        left -= set(best)
    return tuple(order)


def possible_winners(matrix: Matrix, strength: str) -> tuple[str, ...]:
    """Options that nothing is locked in above, in at least one order of equally strong victories."""
    states: set[Locked] = {frozenset()}
    for _, level in groupby(_victories(matrix, strength), key=lambda pair: _weight(matrix, pair, strength)):
        pairs = list(level)
        states = {after for state in states for after in _lock_level(state, pairs)}
        if len(states) > LIMIT:
            return tuple(sorted(matrix))
    return tuple(sorted({one for state in states for one in matrix if all(b != one for _, b in state)}))


def _weight(matrix: Matrix, pair: Pair, strength: str) -> tuple[int, int]:
    """How strong a victory is; among equal winning votes the smaller opposition is stronger."""
    votes, against = matrix[pair[0]][pair[1]], matrix[pair[1]][pair[0]]
    return (votes - against, 0) if strength == "margins" else (votes, -against)


def _victories(matrix: Matrix, strength: str) -> list[Pair]:
    won = [(a, b) for a in matrix for b in matrix[a] if matrix[a][b] > matrix[b][a]]
    return sorted(won, key=lambda pair: (_weight(matrix, pair, strength), pair), reverse=True)


def _lock_level(locked: Locked, pairs: list[Pair]) -> set[Locked]:
    """Every way to lock in equally strong victories; `locked` is kept closed (a > b > c holds a > c)."""
    open_pairs = [pair for pair in pairs if pair not in locked and (pair[1], pair[0]) not in locked]
    whole = locked
    for pair in open_pairs:
        whole = _with(whole, pair)
    if all((b, a) not in whole for a, b in whole):
        return {whole}
    seen, found, todo = {locked}, set(), [locked]
    while todo and len(seen) <= LIMIT:
        state = todo.pop()
        fits = [pair for pair in open_pairs if pair not in state and (pair[1], pair[0]) not in state]
        if not fits:
            found.add(state)
        for pair in fits:
            after = _with(state, pair)
            if after not in seen:
                seen.add(after)
                todo.append(after)
    return found


def _with(locked: Locked, pair: Pair) -> Locked:
    """`locked` and the pair, closed again under a > b > c."""
    winner, loser = pair
    over = {winner, *(a for a, b in locked if b == winner)}
    under = {loser, *(b for a, b in locked if a == loser)}
    return locked | {(a, b) for a in over for b in under}
