"""The papers of a transferable vote: on whose pile each lies and what it is worth there."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from summit.domain.tally.papers import OVERVOTE, Paper, Sheet
from summit.domain.tally.result import EXHAUSTED, Round, Votes

Held = tuple[Paper, int, Votes]
"""A paper on a pile: the paper, the rank it counts by, the value of each of its ballots."""


class StvPiles:
    """Piles and tallies in units of the last decimal place (`places` None: whole votes, exact fractions)."""

    def __init__(self, sheet: Sheet, places: int | None, *, shares: bool) -> None:
        self.places, self.scale, self.shares = places, 10 ** (places or 0), shares
        self.receivers = set(sheet.options)
        self.piles: dict[str, list[Held]] = {option: [] for option in sheet.options}
        self.tally: dict[str, Votes] = dict.fromkeys(sheet.options, 0)
        self.exhausted: dict[str, Votes] = {}
        self.valid = sheet.ballots.valid
        for paper in sheet.papers:
            self._place(paper, 0, self.scale, {})

    def exclude(self, option: str) -> dict[str, Votes]:
        """Move all papers of a defeated option at their value; votes to each receiver."""
        moved: dict[str, Votes] = {}
        del self.tally[option]
        for paper, rank, value in self.piles.pop(option):
            self._place(paper, rank, value, moved)
        return self.votes(moved)

    def pass_on(self, option: str, quota: Votes) -> dict[str, Votes]:
        """Move all papers of an elected option at value × surplus ÷ its votes, cut off at the last place."""
        self.receivers.discard(option)
        total, moved = self.tally[option], dict[str, Votes]()
        surplus, cut = total - quota, self.places is not None
        worth: dict[Votes, Votes] = {}
        for paper, rank, value in self.piles[option]:
            new = worth.get(value)
            if new is None:
                exact = value * surplus
                new = worth[value] = exact // total if cut else Fraction(exact) / total
            self._place(paper, rank, new, moved)
        self.piles[option] = []
        self.tally[option] = quota
        return self.votes(moved)

    def _place(self, paper: Paper, rank: int, value: Votes, moved: dict[str, Votes]) -> None:
        receivers, cause = self.receivers, paper.cause
        votes = value * paper.votes
        for place in range(rank, len(paper.ranks)):
            here = paper.ranks[place]
            left = here if len(here) == 1 and here[0] in receivers else [o for o in here if o in receivers]
            if not left:
                continue
            if len(left) > 1 and not self.shares:
                cause = OVERVOTE
                break
            share = value if len(left) == 1 else self._share(value, len(left))
            for option in left:
                self.piles[option].append((paper, place, share))
                self.tally[option] += share * paper.votes
                moved[option] = moved.get(option, 0) + share * paper.votes
            return
        self.exhausted[cause] = self.exhausted.get(cause, 0) + votes
        moved[EXHAUSTED] = moved.get(EXHAUSTED, 0) + votes

    def _share(self, value: Votes, parts: int) -> Votes:
        return value // parts if self.places is not None else Fraction(value) / parts

    def as_votes(self, units: Votes) -> Votes:
        """A number of units as votes."""
        whole = Fraction(units) / self.scale
        return int(whole) if whole.denominator == 1 else whole

    def votes(self, units: dict[str, Votes]) -> dict[str, Votes]:
        """Units of each option as votes."""
        return {option: self.as_votes(number) for option, number in units.items()}

    def round(self, number: int, quota: Votes, elected: Collection[str], action: str) -> Round:
        """The state before an action as a round."""
        held, lost = sum(self.tally.values()), sum(self.exhausted.values())
        return Round(
            number,
            self.votes(self.tally),
            tuple(elected),
            (),
            {},
            self.votes(self.exhausted),
            self.as_votes(held),
            self.as_votes(quota),
            self.as_votes(self.valid * self.scale - held - lost),
            action,
        )
