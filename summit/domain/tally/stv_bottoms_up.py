"""Several seats by elimination alone: the last goes until as many are left as there are seats."""

from __future__ import annotations

from dataclasses import replace

from summit.domain.rules import Rules
from summit.domain.tally.irv import Piles
from summit.domain.tally.papers import Sheet
from summit.domain.tally.result import Outcome, Round
from summit.domain.tally.ties import Breaker


def count_bottoms_up(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """No surplus is passed on; the quota of the first round is shown but decides nothing."""
    piles = Piles(sheet, shares=rules.equal_ranks == "allowed")
    rounds: list[Round] = []
    quota = sum(piles.tally.values()) // (rules.seats + 1) + 1
    while sheet.ballots.valid:
        one = Round(
            len(rounds) + 1,
            dict(piles.tally),
            exhausted=dict(piles.exhausted),
            continuing=sum(piles.tally.values()),
            threshold=quota,
        )
        if len(piles.tally) <= rules.seats:
            winners = tuple(sorted(piles.tally, key=lambda option: (-piles.tally[option], option)))
            return Outcome(winners, (*rounds, replace(one, elected=winners)), quota)
        gone = _gone(piles, rules, breaker, rounds)
        if not gone:
            return Outcome((), (*rounds, one), quota)
        rounds.append(replace(one, eliminated=tuple(gone), transfers=piles.eliminate(gone)))
    return Outcome()


def _gone(piles: Piles, rules: Rules, breaker: Breaker, rounds: list[Round]) -> list[str]:
    """Write-ins in the first round, else the option with the fewest votes; [] where a tie stays open."""
    write_ins = [option for option in rules.stv.write_ins_first if piles.tally.get(option)]
    if write_ins and not rounds:
        return write_ins
    least = min(piles.tally.values())
    tied = [option for option, votes in piles.tally.items() if votes == least]
    one = breaker.loser(tied, len(rounds) + 1, [each.tally for each in rounds])
    return [] if one is None else [one]
