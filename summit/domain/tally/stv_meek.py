"""Meek's method: each elected candidate keeps just enough of every ballot, found by iteration."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from summit.domain.rules import Rules
from summit.domain.tally.papers import Sheet
from summit.domain.tally.piles import plain_number
from summit.domain.tally.result import Outcome, Round, Votes
from summit.domain.tally.stv_batches import sure_losers
from summit.domain.tally.stv_keeping import Keeping, Precision
from summit.domain.tally.ties import Breaker

REFERENCE = Precision(9, omega=6)
"""The reference rule of the PR Foundation."""
FINE = 18


def precision_of(rules: Rules) -> Precision:
    """Nine decimals for `meek`; for `meek_fine` 18, or as the rules say, and half as many to guard them."""
    if rules.stv.variant == "meek":
        return REFERENCE
    places = FINE if rules.stv.places is None else rules.stv.places
    return Precision(places + places // 2, omega=places // 2, guard=places // 2)


def count_meek(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """Elect who reaches a quota that follows the votes; exclude the last, or sure losers, in between."""
    return MeekCount(sheet, rules, breaker).run()


class MeekCount:
    """One count; votes and quota are in units of the last decimal."""

    def __init__(self, sheet: Sheet, rules: Rules, breaker: Breaker) -> None:
        self.precision = precision_of(rules)
        self.votes = Keeping(sheet, self.precision, shares=rules.equal_ranks == "allowed")
        self.seats, self.breaker, self.valid = rules.seats, breaker, sheet.ballots.valid
        self.hopeful, self.elected = list(sheet.options), list[str]()
        self.quota = self.surplus = 0
        self.rounds: list[Round] = []

    def run(self) -> Outcome:
        """Iterate until a candidate is elected or the surplus is settled; then exclude the lowest."""
        if not self.valid:
            return Outcome(quota=0, places=self.precision.places)
        self._distribute()
        while 0 < self.seats - len(self.elected) < len(self.hopeful):
            fresh, losers = self._iterate()
            losers = losers or ([] if fresh else self._lowest())
            self._write(fresh, losers)
            if not fresh and not losers:
                return self._outcome(())
            self._exclude(losers)
        return self._finish()

    def _exclude(self, losers: list[str]) -> None:
        self.hopeful = [option for option in self.hopeful if option not in losers]
        self.votes.exclude(losers)

    def _finish(self) -> Outcome:
        """Elect who is left while there are seats; with a guard, else exclude them before the last table."""
        fresh = list(self.hopeful) if len(self.elected) < self.seats else []
        self.elected += fresh
        if not fresh and self.rounds and self.precision.guard:
            self.rounds[-1] = replace(self.rounds[-1], eliminated=tuple(self.hopeful))
            self._exclude(self.hopeful)
        self._write(fresh, [])
        return self._outcome(tuple(self.elected))

    def _outcome(self, winners: tuple[str, ...]) -> Outcome:
        return Outcome(winners, tuple(self.rounds), self._shown(self.quota), places=self.precision.places)

    def _distribute(self) -> None:
        """Distribute the votes anew; the quota follows those that are still with a candidate."""
        self.votes.distribute()
        above = 0 if self.precision.guard else 1
        self.quota = sum(self.votes.tally.values()) // (self.seats + 1) + above

    def _iterate(self) -> tuple[list[str], list[str]]:
        """Repeat until somebody is elected or surely lost, or the surplus is below omega or stable."""
        before = self.valid * self.votes.scale
        omega = self.votes.scale // 10**self.precision.omega
        while True:
            self._distribute()
            fresh = self._reach()
            self.surplus = max(0, sum(self.votes.tally[option] - self.quota for option in self.elected))
            if fresh or self.surplus < omega or self.surplus >= before:
                return fresh, []
            if losers := self._sure_losers():
                return [], losers
            before = self.surplus
            self.votes.keep_quota(self.elected, self.quota)

    def _reach(self) -> list[str]:
        """Elect who has the quota, most votes first; with a guard, who has more than the quota."""
        tally, more = self.votes.tally, 10**self.precision.guard // 2
        fresh = [option for option in self.hopeful if tally[option] - self.quota >= more]
        fresh.sort(key=lambda option: (-tally[option], option))
        self.hopeful = [option for option in self.hopeful if option not in fresh]
        self.elected += fresh
        return fresh

    def _sure_losers(self) -> list[str]:
        batch, elected = "prf" if self.precision.guard else "none", len(self.elected)
        return sure_losers(
            self.votes.tally,
            self.hopeful,
            self.surplus,
            self.seats - elected,
            elected,
            self.seats,
            self.quota,
            batch,
        )

    def _lowest(self) -> list[str]:
        """The last, where everybody within the surplus of the fewest votes is tied; [] if that stays open."""
        tally = self.votes.tally
        least = min(tally[option] for option in self.hopeful) + self.surplus
        tied = [option for option in self.hopeful if tally[option] <= least]
        one = self.breaker.loser(tied, len(self.rounds) + 1, [each.tally for each in self.rounds])
        return [] if one is None else [one]

    def _write(self, fresh: list[str], eliminated: list[str]) -> None:
        tally, residual = self.votes.tally, self.votes.residual
        held, lost = sum(tally.values()), residual.total()
        self.rounds.append(
            Round(
                len(self.rounds) + 1,
                {option: self._shown(units) for option, units in tally.items()},
                tuple(fresh),
                tuple(eliminated),
                {},
                {cause: self._shown(units) for cause, units in residual.items()},
                self._shown(held),
                self._shown(self.quota),
                self._shown(self.valid * self.votes.scale - held - lost),
                "meek",
            )
        )

    def _shown(self, units: int) -> Votes:
        return plain_number(Fraction(units, self.votes.scale))
