"""Plurality: each ballot counts for the one option it puts first; the most votes win."""

from __future__ import annotations

from summit.domain.rules import Rules
from summit.domain.tally.papers import Sheet
from summit.domain.tally.result import Outcome, Round, Votes
from summit.domain.tally.seats import by_votes, fill_seats
from summit.domain.tally.ties import Breaker
from summit.domain.tally.values import shared


def count_plurality(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """Add up first preferences; equal first preferences, where allowed, share the vote."""
    tally: dict[str, Votes] = dict.fromkeys(sheet.options, 0)
    lost: dict[str, Votes] = {}
    for paper in sheet.papers:
        first = paper.ranks[0] if paper.ranks else ()
        if not first or (len(first) > 1 and rules.equal_ranks == "refused"):
            cause = "overvote" if first else paper.cause
            lost[cause] = lost.get(cause, 0) + paper.votes
            continue
        for option in first:
            tally[option] += shared(paper.votes, len(first))
    return by_most_votes(tally, lost, rules, breaker, sheet.ballots.valid)


def by_most_votes(
    tally: dict[str, Votes], lost: dict[str, Votes], rules: Rules, breaker: Breaker, valid: Votes
) -> Outcome:
    """The options with the most votes take the seats; nobody wins without a single vote."""
    if not any(tally.values()):
        return Outcome((), (Round(1, tally, exhausted=lost, continuing=0),))
    order = by_votes(tally)
    winners = fill_seats(tuple(group for group in order if tally[group[0]]), rules.seats, breaker)
    one = Round(1, tally, elected=winners, exhausted=lost, continuing=valid - sum(lost.values()))
    support = tally[winners[0]] if len(winners) == 1 else None
    return Outcome(winners, (one,), support=support, ranking=order)
