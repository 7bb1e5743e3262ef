"""Condorcet winner: only an option that beats every other option wins."""

from __future__ import annotations

from summit.domain.rules import Rules
from summit.domain.tally.pairwise import Matrix, beats, pairwise
from summit.domain.tally.papers import Sheet
from summit.domain.tally.result import Outcome, Votes
from summit.domain.tally.ties import Breaker


def count_condorcet_winner(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """The option that beats each other option, or nobody; no tie is broken, for none can matter."""
    matrix = pairwise(sheet)
    won = beats(matrix)
    winners = tuple(option for option in sheet.options if len(won[option]) == len(sheet.options) - 1)
    if not sheet.ballots.valid:
        winners = ()
    return Outcome(winners, pairwise=matrix, support=against_default(matrix, winners, rules))


def against_default(matrix: Matrix, winners: tuple[str, ...], rules: Rules) -> Votes | None:
    """Ballots that put a single winner above the default option; None where there is no such pair."""
    if len(winners) != 1 or rules.default_option not in matrix or winners[0] == rules.default_option:
        return None
    return matrix[winners[0]][rules.default_option]
