"""Handing papers on to the next option each of them ranks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction

from summit.domain.tally.papers import CHOICES, OVERVOTE, Paper
from summit.domain.tally.profile import Order
from summit.domain.tally.result import Votes

Part = tuple[Paper, int, Fraction]
"""Another paper on a pile: the paper, the rank it counts by, the part of its vote that lies there."""

WHOLE = Fraction(1)


def hand_on(orders: Iterable[Order], receivers: Collection[str]) -> tuple[dict[str, list[Order]], int]:
    """Each paper to the first of its choices that can receive; how many papers have none left."""
    given: dict[str, list[Order]] = {option: [] for option in receivers}
    ended = 0
    for order in orders:
        for option in order:
            if option in given:
                given[option].append(order)
                break
        else:
            ended += 1
    return given, ended


def hand_on_part(part: Part, receivers: Collection[str], *, shares: bool) -> tuple[list[str], Part, str]:
    """Who receives a paper with equal ranks, from the rank it counted by on, and as what part each.

    Several options of a rank share it in equal parts where the rules allow it; elsewhere the paper
    ends there as an overvote. No receivers: the cause why it ends.
    """
    paper, rank, size = part
    for place in range(rank, len(paper.ranks)):
        left = [option for option in paper.ranks[place] if option in receivers]
        if len(left) > 1 and not shares:
            return [], part, OVERVOTE
        if left:
            return left, (paper, place, size / len(left)), CHOICES
    return [], part, paper.cause


def plain_number(votes: Votes) -> Votes:
    """Whole numbers of votes as int, for tables that read as tables."""
    return int(votes) if votes.denominator == 1 else votes
