"""The papers of a transferable vote: on whose pile each lies and what it is worth there."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from summit.domain.tally.papers import CHOICES, Sheet
from summit.domain.tally.piles import WHOLE, Part, hand_on, hand_on_part, plain_number
from summit.domain.tally.profile import Order
from summit.domain.tally.result import EXHAUSTED, Round, Votes

Parcels = dict[tuple[Votes, int], list[Order]]
"""Plain papers under the value of each of their ballots and the number of ballots that say the same."""


class StvPiles:
    """Piles and tallies in units of the last decimal place (`places` None: whole votes, exact fractions)."""

    def __init__(self, sheet: Sheet, places: int | None, *, shares: bool) -> None:
        self.places, self.scale, self.shares = places, 10 ** (places or 0), shares
        self.receivers = set(sheet.options)
        self.parcels: dict[str, Parcels] = {option: {} for option in sheet.options}
        self.parts: dict[str, list[tuple[Votes, Part]]] = {option: [] for option in sheet.options}
        self.tally: dict[str, Votes] = dict.fromkeys(sheet.options, 0)
        self.exhausted: dict[str, Votes] = {}
        self.ending = ""
        """Why papers end from now on, whatever they say; empty while their own reasons count."""
        self.valid = sheet.ballots.valid
        for number, orders in sheet.plain.items():
            self._move(orders, number, self.scale, {})
        for paper in sheet.others:
            self._move_part((paper, 0, WHOLE), self.scale, {})

    def exclude(self, option: str) -> dict[str, Votes]:
        """Move all papers of a defeated option at their value; votes to each receiver."""
        del self.tally[option]
        return self._move_all(option, WHOLE)

    def pass_on(self, option: str, quota: Votes, *, cuts_fraction: bool = False) -> dict[str, Votes]:
        """Move all papers of an elected option at value × surplus ÷ its votes, cut off at the last place.

        With `cuts_fraction` so is surplus ÷ votes before it multiplies a value.
        """
        total = self.tally[option]
        self.receivers.discard(option)
        self.tally[option] = quota
        fraction = Fraction(total - quota) / total
        if cuts_fraction:
            fraction = Fraction(self._cut(fraction * self.scale)) / self.scale
        return self._move_all(option, fraction)

    def _move_all(self, option: str, fraction: Fraction) -> dict[str, Votes]:
        moved: dict[str, Votes] = {}
        parcels, parts = self.parcels[option], self.parts[option]
        self.parcels[option], self.parts[option] = {}, []
        for (value, number), orders in parcels.items():
            self._move(orders, number, self._cut(value * fraction), moved)
        for value, part in parts:
            self._move_part(part, self._cut(value * fraction), moved)
        return self.votes(moved)

    def _cut(self, value: Votes) -> Votes:
        """The value without what is beyond the last place."""
        return value if self.places is None else value // 1

    def _move(self, orders: list[Order], number: int, value: Votes, moved: dict[str, Votes]) -> None:
        given, ended = hand_on(orders, self.receivers)
        for option, received in given.items():
            if received:
                self.parcels[option].setdefault((value, number), []).extend(received)
                self._add(option, value * number * len(received), moved)
        if ended:
            self._end(self.ending or CHOICES, value * number * ended, moved)

    def _move_part(self, part: Part, value: Votes, moved: dict[str, Votes]) -> None:
        """Move a paper with equal ranks; its value is shared among them and cut off like any other."""
        paper, rank, _ = part
        receivers, share, cause = hand_on_part((paper, rank, WHOLE), self.receivers, shares=self.shares)
        each = self._cut(value * share[2])
        for option in receivers:
            self.parts[option].append((each, share))
            self._add(option, each * paper.votes, moved)
        if not receivers:
            self._end(self.ending or cause, value * paper.votes, moved)

    def _add(self, option: str, units: Votes, moved: dict[str, Votes]) -> None:
        self.tally[option] += units
        moved[option] = moved.get(option, 0) + units

    def _end(self, cause: str, units: Votes, moved: dict[str, Votes]) -> None:
        self.exhausted[cause] = self.exhausted.get(cause, 0) + units
        moved[EXHAUSTED] = moved.get(EXHAUSTED, 0) + units

    def as_votes(self, units: Votes) -> Votes:
        """A number of units as votes."""
        return plain_number(Fraction(units) / self.scale)

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
            exhausted=self.votes(self.exhausted),
            continuing=self.as_votes(held),
            threshold=self.as_votes(quota),
            residue=self.as_votes(self.valid * self.scale - held - lost),
            action=action,
        )
