"""Exact numbers of votes: equal parts of a vote."""

from __future__ import annotations

from fractions import Fraction

from summit.domain.tally.result import Votes


def shared(votes: Votes, parts: int) -> Votes:
    """`votes` in equal parts, exactly; a whole number stays a whole number."""
    if parts == 1:
        return votes
    share = Fraction(votes) / parts
    return int(share) if share.denominator == 1 else share
