"""Ballots under Meek's method: every candidate keeps a part of what reaches it and hands the rest down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from summit.domain.tally.papers import Paper, Sheet
from summit.domain.tally.profile import Ranks


@dataclass(frozen=True, slots=True)
class Precision:
    """How finely votes, quota and keep factors are counted, in decimal places.

    An iteration ends at a surplus below 10^-`omega`. Numbers that differ by less than half of the last place
    before the `guard` are equal. Without a guard every result is rounded up instead, and so is the quota.
    """

    places: int
    omega: int
    guard: int = 0

    def over(self, number: int, by: int) -> int:
        """number ÷ by in whole units."""
        return number // by if self.guard else -(-number // by)


class Keeping:
    """Keep factors, and the votes that follow from them, in units of the last decimal."""

    def __init__(self, sheet: Sheet, precision: Precision, *, shares: bool) -> None:
        self.precision, self.shares = precision, shares
        self.scale = 10**precision.places
        self.papers: list[Paper] = list(sheet.papers)
        self.keep = dict.fromkeys(sheet.options, self.scale)
        self.tally: dict[str, int] = dict.fromkeys(sheet.options, 0)
        self.residual = Counter[str]()
        """What nobody keeps, by the reason why the papers end."""

    def distribute(self) -> None:
        """Find every candidate's votes anew from the keep factors."""
        self.tally, self.residual = dict.fromkeys(self.tally, 0), Counter()
        for paper in self.papers:
            left = self._hand_down(paper.ranks, self.scale, paper.votes)
            self.residual[paper.cause] += left * paper.votes

    def _hand_down(self, ranks: Ranks, left: int, votes: int) -> int:
        """Give each rank its part of a ballot; what is left. Equal options share what reaches them."""
        for place, rank in enumerate(ranks):
            here = [option for option in rank if self.keep[option]]
            if len(here) > 1:
                if not self.shares:
                    return left
                each, lost = divmod(left, len(here))
                below = ranks[place + 1 :]
                return lost + sum(self._hand_down(((option,), *below), each, votes) for option in here)
            for option in here:
                kept = self.precision.over(left * self.keep[option], self.scale)
                self.tally[option] += kept * votes
                left -= kept
            if left <= 0:
                break
        return left

    def keep_quota(self, elected: Collection[str], quota: int) -> None:
        """Lower the keep factors of the elected so that each comes nearer to the quota."""
        for option in elected:
            share = self.precision.over(self.keep[option] * quota, self.scale)
            self.keep[option] = self.precision.over(share * self.scale, self.tally[option])

    def exclude(self, options: Collection[str]) -> None:
        """Count as if these had not stood; their votes show at once where they go."""
        for option in options:
            self.keep[option] = 0
            del self.tally[option]
        if options:
            self.distribute()
