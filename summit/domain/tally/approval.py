"""Approval: each ballot approves any number of options; the most approvals win."""

from __future__ import annotations

from summit.domain.rules import Rules
from summit.domain.tally.papers import Sheet
from summit.domain.tally.plurality import by_most_votes
from summit.domain.tally.result import Outcome, Votes
from summit.domain.tally.ties import Breaker


def count_approval(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """Every option a ballot names, at whatever rank, has one approval of it."""
    tally: dict[str, Votes] = dict.fromkeys(sheet.options, 0)
    for paper in sheet.papers:
        for rank in paper.ranks:
            for option in rank:
                tally[option] += paper.votes
    return by_most_votes(tally, {}, rules, breaker, sheet.ballots.valid)
