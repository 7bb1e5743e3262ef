"""Single transferable vote: quota, surpluses passed on at a fraction, the last excluded, round by round."""

from __future__ import annotations

from dataclasses import replace

from summit.domain.rules import Rules
from summit.domain.tally.papers import Sheet
from summit.domain.tally.result import Outcome, Round, Votes
from summit.domain.tally.stv_batches import sure_losers
from summit.domain.tally.stv_bottoms_up import count_bottoms_up
from summit.domain.tally.stv_meek import count_meek
from summit.domain.tally.stv_piles import StvPiles
from summit.domain.tally.stv_rounds import count_rounds
from summit.domain.tally.stv_variants import Variant, quota_of, variant_of
from summit.domain.tally.ties import Breaker


def count_stv(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """Count under the variant the rules name; with as many candidates as seats all are elected."""
    if rules.stv.variant in ("meek", "meek_fine"):
        return count_meek(sheet, rules, breaker)
    if rules.stv.variant == "bottoms_up":
        return count_bottoms_up(sheet, rules, breaker)
    if rules.stv.variant in ("rounds", "rounds_hare"):
        return count_rounds(sheet, rules, breaker)
    return TransferableCount(sheet, rules, breaker).run()


class TransferableCount:
    """One count of the weighted inclusive Gregory family."""

    def __init__(self, sheet: Sheet, rules: Rules, breaker: Breaker) -> None:
        self.variant: Variant = variant_of(rules.stv)
        self.piles = StvPiles(sheet, self.variant.places, shares=rules.equal_ranks == "allowed")
        self.seats, self.breaker = rules.seats, breaker
        self.quota = quota_of(sheet.ballots.valid, rules.seats, self.variant, self.piles.scale)
        self.continuing = set(sheet.options)
        self.elected: list[str] = []
        self.pending: list[str] = []
        self.rounds: list[Round] = []
        self.has_ballots = bool(sheet.ballots.valid)

    def run(self) -> Outcome:
        """Elect, then pass on a surplus or exclude, until the seats are filled."""
        while self.has_ballots:
            fresh = self._reach_quota()
            if self._is_full():
                self._finish(fresh)
                return self._outcome(tuple(self.elected))
            if not self._step(fresh):
                break
        return self._outcome(())

    def _outcome(self, winners: tuple[str, ...]) -> Outcome:
        quota = self.piles.as_votes(self.quota)
        return Outcome(winners, tuple(self.rounds), quota, places=self.variant.places)

    def _reach_quota(self) -> list[str]:
        """Elect every continuing option with the quota, most votes first."""
        tally = self.piles.tally
        fresh = sorted(
            (o for o in self.continuing if self._has_quota(tally[o])),
            key=lambda option: (-tally[option], option),
        )
        self.continuing.difference_update(fresh)
        if not self.variant.pending_receive:
            self.piles.receivers.difference_update(fresh)
        self.elected += fresh
        self.pending += fresh
        return fresh

    def _has_quota(self, votes: Votes) -> bool:
        if self.variant.places is None and self.variant.quota == "fraction":
            return votes > self.quota
        return votes >= self.quota

    def _left(self) -> int:
        return self.seats - len(self.elected)

    def _is_full(self) -> bool:
        if self._left() <= 0:
            return True
        waits = self.variant.pending_receive and self.pending
        return len(self.continuing) <= self._left() and not waits

    def _finish(self, fresh: list[str]) -> None:
        """Elect whoever continues while seats are left, and write down the last round."""
        if self._left() > 0:
            tally = self.piles.tally
            rest = sorted(self.continuing, key=lambda option: (-tally[option], option))
            self.elected += rest
            fresh = fresh + rest
            self.continuing.clear()
        self._write(fresh, "complete")

    def _write(self, fresh: list[str], action: str) -> Round:
        one = self.piles.round(len(self.rounds) + 1, self.quota, fresh, action)
        self.rounds.append(one)
        return one

    def _note(self, transfers: dict[str, dict[str, Votes]], eliminated: tuple[str, ...] = ()) -> None:
        self.rounds[-1] = replace(self.rounds[-1], transfers=transfers, eliminated=eliminated)

    def _step(self, fresh: list[str]) -> bool:
        """One action of the count; False where a tie stays open."""
        losers = sure_losers(
            self.piles.tally,
            self.continuing,
            self._surplus(),
            self._left(),
            len(self.elected),
            self.seats,
            self.quota,
            self.variant.batch,
        )
        if losers:
            self._write(fresh, "exclude")
            self._defeat(losers, checks=self.variant.is_checked_first in ("batch", "always"))
            return True
        if self.pending:
            return self._pass_on_surplus(fresh)
        self._write(fresh, "exclude")
        loser = self._lowest()
        if loser is not None:
            self._defeat([loser], checks=self.variant.is_checked_first in ("single", "always"))
        return loser is not None

    def _surplus(self) -> Votes:
        return sum(self.piles.tally[option] - self.quota for option in self.pending)

    def _defeat(self, losers: list[str], *, checks: bool) -> None:
        self.continuing.difference_update(losers)
        if checks and len(self.continuing) <= self._left():
            self._note({}, tuple(losers))
            return
        self.piles.receivers.difference_update(losers)
        self._note({loser: self.piles.exclude(loser) for loser in losers}, tuple(losers))

    def _pass_on_surplus(self, fresh: list[str]) -> bool:
        if self.variant.surpluses == "all":
            for option in sorted(self.pending):
                self._write(fresh, "surplus")
                fresh = []
                self._note({option: self.piles.pass_on(option, self.quota)})
            self.pending.clear()
            return True
        self._write(fresh, "surplus")
        most = max(self.piles.tally[option] for option in self.pending)
        tied = [option for option in self.pending if self.piles.tally[option] == most]
        one = self.breaker.winner(tied, len(self.rounds), self._earlier(), "surplus")
        if one is not None:
            self.pending.remove(one)
            self._note({one: self.piles.pass_on(one, self.quota)})
        return one is not None

    def _lowest(self) -> str | None:
        tally = self.piles.tally
        least = min(tally[option] for option in self.continuing)
        tied = [option for option in self.continuing if tally[option] == least]
        return self.breaker.loser(tied, len(self.rounds), self._earlier())

    def _earlier(self) -> list[dict[str, Votes]]:
        return [dict(one.tally) for one in self.rounds[:-1]]
