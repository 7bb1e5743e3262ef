"""Condorcet winner: only an option that beats every other option wins."""

from __future__ import annotations

from summit.domain.rules import Rules
from summit.domain.tally.pairwise import Compared, Matrix, beats
from summit.domain.tally.result import Outcome, Votes
from summit.domain.tally.ties import Breaker


def count_condorcet_winner(compared: Compared, rules: Rules, breaker: Breaker) -> Outcome:
    """The option that beats each other option, or nobody; no tie is broken, for none can matter."""
    matrix = compared.matrix
    won = beats(matrix)
    winners = tuple(option for option in compared.options if len(won[option]) == len(compared.options) - 1)
    if not compared.ballots.valid:
        winners = ()
    return Outcome(winners, pairwise=matrix, support=against_default(matrix, winners, rules))


def against_default(matrix: Matrix, winners: tuple[str, ...], rules: Rules) -> Votes | None:
    """Ballots that put a single winner above the default option; None where there is no such pair."""
    if len(winners) != 1 or rules.default_option not in matrix or winners[0] == rules.default_option:
        return None
    return matrix[winners[0]][rules.default_option]
