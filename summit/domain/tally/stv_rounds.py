"""Several seats in rounds: all who reach the quota are elected together, their surpluses pass on together."""

from __future__ import annotations

from dataclasses import replace

from summit.domain.rules import Rules
from summit.domain.tally.papers import Sheet
from summit.domain.tally.result import Outcome, Round, Votes
from summit.domain.tally.stv_piles import StvPiles
from summit.domain.tally.ties import Breaker

PLACES = 4
LAST_SURPLUS = "last_surplus"
"""Votes of the last elected that are above the quota: nobody is left to receive them."""


def count_rounds(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """Count as RCTab does with several winners in a round.

    The quota follows from the votes of the first round: ⌊votes/(seats+1)⌋+1, or ⌈votes/seats⌉ (Hare). The
    fraction of a surplus and the value of each ballot are both cut off at the last decimal. The last round
    shows what the last elected had above the quota.
    """
    return RoundsCount(sheet, rules, breaker).run()


class RoundsCount:
    """One count."""

    def __init__(self, sheet: Sheet, rules: Rules, breaker: Breaker) -> None:
        self.rules, self.breaker, self.places = rules, breaker, _places(rules)
        self.piles = StvPiles(sheet, self.places, shares=rules.equal_ranks == "allowed")
        self.continuing, self.left = set(sheet.options), rules.seats
        self.winners: list[str] = []
        self.rounds: list[Round] = []
        self.is_empty = not sheet.ballots.valid
        self.quota = self._quota(sum(self.piles.tally.values()) // self.piles.scale) * self.piles.scale

    def _quota(self, votes: int) -> int:
        if self.rules.stv.variant == "rounds_hare":
            return max(1, -(-votes // max(1, self.rules.seats)))
        return votes // (self.rules.seats + 1) + 1

    def run(self) -> Outcome:
        """Elect or eliminate in each round; the round after the last seat was filled is the last."""
        while not self.is_empty:
            is_full, fresh = self._is_full(), self._reach()
            gone = [] if fresh or is_full else self._gone()
            self.rounds.append(self.piles.round(len(self.rounds) + 1, self.quota, fresh, "round"))
            if fresh:
                self._elect(fresh)
            elif gone:
                self._eliminate(gone)
            else:
                return self._outcome(tuple(self.winners) if is_full else ())
        return self._outcome(())

    def _outcome(self, winners: tuple[str, ...]) -> Outcome:
        return Outcome(winners, tuple(self.rounds), self.piles.as_votes(self.quota), places=self.places)

    def _reach(self) -> list[str]:
        """Who is elected in this round, most votes first: who has the quota, or all who are left."""
        tally = self.piles.tally
        if self._is_full() or self._write_ins():
            return []
        enough = [option for option in self.continuing if tally[option] >= self.quota]
        fresh = self.continuing if len(self.continuing) <= self.left else enough
        return sorted(fresh, key=lambda option: (-tally[option], option))

    def _is_full(self) -> bool:
        return self.left <= 0 or not self.continuing

    def _write_ins(self) -> list[str]:
        """Names written in that have votes: they go before anything else."""
        return [
            option
            for option in self.rules.stv.write_ins_first
            if option in self.continuing and self.piles.tally[option]
        ]

    def _elect(self, fresh: list[str]) -> None:
        self.winners += fresh
        self.left -= len(fresh)
        self.continuing.difference_update(fresh)
        self.piles.receivers.difference_update(fresh)
        if self._is_full():
            self.piles.receivers.clear()
            self.piles.ending = LAST_SURPLUS
        above = [option for option in fresh if self.piles.tally[option] > self.quota]
        self._note({option: self.piles.pass_on(option, self.quota, cuts_fraction=True) for option in above})

    def _gone(self) -> list[str]:
        """Names written in, else the option with the fewest votes; [] where a tie stays open."""
        if write_ins := self._write_ins():
            return write_ins
        tally = self.piles.tally
        least = min(tally[option] for option in self.continuing)
        tied = [option for option in self.continuing if tally[option] == least]
        one = self.breaker.loser(tied, len(self.rounds) + 1, [each.tally for each in self.rounds])
        return [] if one is None else [one]

    def _eliminate(self, gone: list[str]) -> None:
        self.continuing.difference_update(gone)
        self.piles.receivers.difference_update(gone)
        self._note({option: self.piles.exclude(option) for option in gone}, tuple(gone))

    def _note(self, transfers: dict[str, dict[str, Votes]], eliminated: tuple[str, ...] = ()) -> None:
        self.rounds[-1] = replace(self.rounds[-1], transfers=transfers, eliminated=eliminated)


def _places(rules: Rules) -> int | None:
    if rules.stv.exact:
        return None
    return PLACES if rules.stv.places is None else rules.stv.places
