"""Several seats by elimination alone: the last goes until those left fit the seats, or all have a share."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from summit.domain.rules import LeastShare, Rules
from summit.domain.tally.irv import Piles
from summit.domain.tally.papers import Sheet
from summit.domain.tally.piles import plain_number
from summit.domain.tally.result import Outcome, Round, Votes
from summit.domain.tally.ties import Breaker


def count_bottoms_up(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """No surplus is passed on; the quota of the first round is shown but decides nothing.

    Where the rules ask for a least share of the continuing votes instead of a number of seats, everybody is
    elected as soon as all who are left have it.
    """
    piles = Piles(sheet, shares=rules.equal_ranks == "allowed")
    rounds: list[Round] = []
    need: Votes = 0
    while sheet.ballots.valid:
        one = _round(len(rounds) + 1, piles)
        need = _need(one.continuing, rules, need)
        one = replace(one, threshold=need)
        if _is_over(one, rules):
            winners = tuple(sorted(piles.tally, key=lambda option: (-piles.tally[option], option)))
            return Outcome(winners, (*rounds, replace(one, elected=winners)), need)
        gone = _gone(one, rules, breaker, rounds)
        if not gone:
            return Outcome((), (*rounds, one), need)
        rounds.append(replace(one, eliminated=tuple(gone), transfers=piles.eliminate(gone)))
    return Outcome()


def _round(number: int, piles: Piles) -> Round:
    continuing = sum(piles.tally.values())
    return Round(number, dict(piles.tally), exhausted=dict(piles.exhausted), continuing=continuing)


def _need(continuing: Votes, rules: Rules, before: Votes) -> Votes:
    """The threshold of a round; the first one stays unless the share is taken of each round's votes."""
    share = rules.stv.least_share
    if before and (share is None or share.fixed_threshold):
        return before
    if share is None:
        return continuing // (rules.seats + 1) + 1
    return plain_number(Fraction(share.num, share.den) * continuing)


def _is_over(one: Round, rules: Rules) -> bool:
    if rules.stv.least_share is None:
        return len(one.tally) <= rules.seats
    return bool(one.continuing) and all(votes >= (one.threshold or 0) for votes in one.tally.values())


def _gone(one: Round, rules: Rules, breaker: Breaker, rounds: list[Round]) -> list[str]:
    """Write-ins in the first round, else the option with the fewest votes; [] where a tie stays open."""
    write_ins = [option for option in rules.stv.write_ins_first if one.tally.get(option)]
    if write_ins and not rounds:
        return write_ins
    if rules.stv.least_share is not None and not one.continuing:
        return []
    if below := _below(one, rules.stv.least_share):
        return below
    least = min(one.tally.values())
    tied = [option for option, votes in one.tally.items() if votes == least]
    loser = breaker.loser(tied, one.number, [each.tally for each in rounds])
    return [] if loser is None else [loser]


def _below(one: Round, share: LeastShare | None) -> list[str]:
    """All without the share where they go together; [] where they go one by one, or nobody would be left."""
    if share is None or not share.batch_elimination:
        return []
    found = [option for option, votes in one.tally.items() if votes < (one.threshold or 0)]
    return found if len(found) < len(one.tally) else []
