"""Borda: a ballot gives an option one point for every option it ranks below it."""

from __future__ import annotations

from summit.domain.rules import Rules
from summit.domain.tally.papers import Sheet
from summit.domain.tally.plurality import by_most_votes
from summit.domain.tally.result import Outcome, Votes
from summit.domain.tally.ties import Breaker
from summit.domain.tally.values import shared


def count_borda(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """Points n−1, n−2, … 0; options of equal rank, and those not ranked, share the points of their places."""
    size = len(sheet.options)
    tally: dict[str, Votes] = dict.fromkeys(sheet.options, 0)
    for paper in sheet.papers:
        named = {option for rank in paper.ranks for option in rank}
        place = 0
        for rank in (*paper.ranks, tuple(option for option in sheet.options if option not in named)):
            places = range(place, place + len(rank))
            points = sum(size - 1 - each for each in places) * paper.votes
            place += len(rank)
            for option in rank:
                tally[option] += shared(points, len(rank))
    return by_most_votes(tally, {}, rules, breaker, sum(tally.values()))
