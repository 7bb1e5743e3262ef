"""Meek's method: each elected candidate keeps just enough of every ballot, found by iteration."""

from __future__ import annotations

from fractions import Fraction

from summit.domain.rules import Rules
from summit.domain.tally.papers import CHOICES, Sheet
from summit.domain.tally.result import Outcome, Round, Votes
from summit.domain.tally.ties import Breaker

PLACES = 9
SCALE = 10**PLACES
OMEGA = 10**3
"""The surplus at which an iteration ends, 10⁻⁶ votes, in units of the last place."""


def count_meek(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """The reference rule of the PR Foundation: nine decimals, rounded up, a quota that follows the votes."""
    return MeekCount(sheet, rules, breaker).run()


class MeekCount:
    """One count; votes, quota and keep factors are in units of the ninth decimal."""

    def __init__(self, sheet: Sheet, rules: Rules, breaker: Breaker) -> None:
        self.papers = [
            ([rank[0] for rank in paper.ranks if len(rank) == 1], paper.votes) for paper in sheet.papers
        ]
        self.seats, self.breaker, self.valid = rules.seats, breaker, sheet.ballots.valid
        self.keep = dict.fromkeys(sheet.options, SCALE)
        self.hopeful, self.elected = list(sheet.options), list[str]()
        self.tally: dict[str, int] = {}
        self.residual = self.quota = self.surplus = 0
        self.rounds: list[Round] = []

    def run(self) -> Outcome:
        """Iterate until a candidate is elected or the surplus is settled; then exclude the lowest."""
        if not self.papers:
            return Outcome(quota=0, places=PLACES)
        self._distribute()
        while 0 < self.seats - len(self.elected) < len(self.hopeful):
            if fresh := self._iterate():
                self._write(fresh, ())
                continue
            loser = self._lowest()
            if loser is None:
                self._write([], ())
                return self._outcome(())
            self._write([], (loser,))
            self.hopeful.remove(loser)
            self.keep[loser] = 0
            del self.tally[loser]
        return self._finish()

    def _finish(self) -> Outcome:
        fresh = list(self.hopeful) if len(self.elected) < self.seats else []
        self.elected += fresh
        self._write(fresh, ())
        return self._outcome(tuple(self.elected))

    def _outcome(self, winners: tuple[str, ...]) -> Outcome:
        return Outcome(winners, tuple(self.rounds), _votes(self.quota), places=PLACES)

    def _distribute(self) -> None:
        """Every candidate keeps its factor's share of what reaches it on each ballot, rounded up."""
        tally = dict.fromkeys((*self.hopeful, *self.elected), 0)
        self.residual = 0
        for ranks, number in self.papers:
            left = SCALE
            for option in ranks:
                factor = self.keep[option]
                if factor:
                    kept = -(-left * factor // SCALE)
                    tally[option] += kept * number
                    left -= kept
                    if left <= 0:
                        break
            self.residual += left * number
        self.tally = tally
        self.quota = sum(tally.values()) // (self.seats + 1) + 1

    def _iterate(self) -> list[str]:
        """Repeat until somebody is elected, or the surplus is below omega or shrinks no more."""
        before = self.valid * SCALE
        while True:
            self._distribute()
            fresh = [option for option in self.hopeful if self.tally[option] >= self.quota]
            for option in fresh:
                self.hopeful.remove(option)
            self.elected += fresh
            self.surplus = max(0, sum(self.tally[option] - self.quota for option in self.elected))
            if fresh or self.surplus < OMEGA or self.surplus >= before:
                return fresh
            before = self.surplus
            for option in self.elected:
                share = -(-self.keep[option] * self.quota // SCALE)
                self.keep[option] = -(-share * SCALE // self.tally[option])

    def _lowest(self) -> str | None:
        least = min(self.tally[option] for option in self.hopeful) + self.surplus
        tied = [option for option in self.hopeful if self.tally[option] <= least]
        return self.breaker.loser(tied, len(self.rounds) + 1, [one.tally for one in self.rounds])

    def _write(self, fresh: list[str], eliminated: tuple[str, ...]) -> None:
        held = sum(self.tally.values())
        tally = {option: _votes(units) for option, units in self.tally.items()}
        lost = _votes(self.valid * SCALE - held - self.residual)
        self.rounds.append(
            Round(
                len(self.rounds) + 1,
                tally,
                tuple(fresh),
                eliminated,
                {},
                {CHOICES: _votes(self.residual)},
                _votes(held),
                _votes(self.quota),
                lost,
                "meek",
            )
        )


def _votes(units: int) -> Votes:
    whole = Fraction(units, SCALE)
    return int(whole) if whole.denominator == 1 else whole
