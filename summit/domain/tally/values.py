"""Exact numbers of votes: equal parts of a vote, and percentages of a stated base."""

from __future__ import annotations

from fractions import Fraction

from summit.domain.tally.result import Votes, votes_text


def shared(votes: Votes, parts: int) -> Votes:
    """`votes` in equal parts, exactly; a whole number stays a whole number."""
    if parts == 1:
        return votes
    share = Fraction(votes) / parts
    return int(share) if share.denominator == 1 else share


def percent(votes: Votes, base: Votes, places: int = 1) -> str:
    """`votes` as a percentage of `base`, rounded half up to `places` decimals; "0" of an empty base.

    The one place where percentages are made: screen, paper and files print this text.
    """
    scaled = Fraction(votes) * 100 * 10**places / base if base else Fraction(0)
    return votes_text(Fraction((scaled + Fraction(1, 2)) // 1, 10**places), places)
