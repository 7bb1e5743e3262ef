"""Score: each ballot gives each option points from the maximum down to none; the most points win."""

from __future__ import annotations

from summit.domain.rules import Rules
from summit.domain.tally.papers import Sheet
from summit.domain.tally.plurality import by_most_votes
from summit.domain.tally.result import Outcome, Votes
from summit.domain.tally.ties import Breaker


def count_score(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """Rank k (from 0) of a ballot holds the options given `score_maximum` − k points; others have none."""
    tally: dict[str, Votes] = dict.fromkeys(sheet.options, 0)
    for paper in sheet.papers:
        for place, rank in enumerate(paper.ranks):
            for option in rank:
                tally[option] += max(0, rules.score_maximum - place) * paper.votes
    return by_most_votes(tally, {}, rules, breaker, sum(tally.values()))
