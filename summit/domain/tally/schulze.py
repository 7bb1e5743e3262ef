"""Schulze: an option wins whose strongest chains of victories are as strong as the chains back."""

from __future__ import annotations

from summit.domain.rules import Rules
from summit.domain.tally.condorcet_winner import against_default
from summit.domain.tally.pairwise import Compared, Matrix
from summit.domain.tally.result import Outcome
from summit.domain.tally.seats import Groups, fill_seats
from summit.domain.tally.ties import Breaker


def count_schulze(compared: Compared, rules: Rules, breaker: Breaker) -> Outcome:
    """Order the options by strongest paths (M. Schulze, 2011), strength by winning votes or margins."""
    matrix = compared.matrix
    order = schulze_order(matrix, rules.strength)
    winners = fill_seats(order, rules.seats, breaker) if compared.ballots.valid else ()
    support = against_default(matrix, winners, rules)
    return Outcome(winners, pairwise=matrix, support=support, ranking=order)


def schulze_order(matrix: Matrix, strength: str) -> Groups:
    """Options in groups, best first: a group is what no remaining option has a stronger path to."""
    paths = strongest_paths(matrix, strength)
    left, order = sorted(matrix), []
    while left:
        best = tuple(
            one
            for one in left
            if all(paths[one][other] >= paths[other][one] for other in left if other != one)
        )
        order.append(best)
        left = [option for option in left if option not in best]
    return tuple(order)


def strongest_paths(matrix: Matrix, strength: str) -> Matrix:
    """Strength of the strongest path between each two options; 0 where there is none."""
    paths = {
        one: {other: _victory(matrix, one, other, strength) for other in row} for one, row in matrix.items()
    }
    for middle in matrix:
        for one in matrix:
            if one == middle:
                continue
            reach, row = paths[one][middle], paths[one]
            for other, onward in paths[middle].items():
                if other != one:
                    row[other] = max(row[other], min(reach, onward))
    return paths


def _victory(matrix: Matrix, one: str, other: str, strength: str) -> int:
    votes, against = matrix[one][other], matrix[other][one]
    if votes <= against:
        return 0
    return votes if strength == "winning_votes" else votes - against
