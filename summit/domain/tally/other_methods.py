"""The same ballots under the other methods: information beside a result, never part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from summit.domain.rules import Rules
from summit.domain.tally.counting import count
from summit.domain.tally.pairwise import beats
from summit.domain.tally.profile import Profile
from summit.domain.tally.result import Count, votes_text

ONE_SEAT: tuple[str, ...] = (
    "plurality",
    "irv",
    "schulze",
    "ranked_pairs",
    "borda",
    "condorcet_winner",
    "debian_a6",
)
SEVERAL_SEATS = ("plurality", "stv", "schulze", "ranked_pairs", "borda")


def under_other_methods(profile: Profile, rules: Rules, lots: tuple[str, ...] = ()) -> dict[str, Count]:
    """The same ballots under the other ranked methods, for information only, by name of the method.

    Majority and quorum are left out, and so is what the default option would win where nobody does. For one
    seat only methods that fill one seat are tried, and the Debian procedure only where there is a default
    option. Points count as the order they give; ballots for or against one proposal rank nothing, so that
    there is nothing else to count.
    """
    if rules.method == "for_against_abstain":
        return {}
    names = ONE_SEAT if rules.seats == 1 else SEVERAL_SEATS
    if rules.default_option is None:
        names = tuple(name for name in names if name != "debian_a6")
    plain = rules.with_(majority=None, quorum=None)
    if rules.method in ("approval", "score"):
        plain, profile = plain.with_(equal_ranks="allowed"), profile.closed_up()
    return {
        name: count(profile, plain.with_(method=name, default_option=_default(name, rules)), lots)
        for name in names
        if name != rules.method
    }


def _default(method: str, rules: Rules) -> str | None:
    return rules.default_option if method == "debian_a6" else None


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A count in short: who is in front and by which figures.

    `votes` of `whole` are the winner's ballots in the last round of those that still count; in comparing
    methods the options it beats of all others; points have no whole. Both are None where there is not one
    winner. `tied` are those between whom nothing decides; `by_lot` says that lots broke a tie.
    """

    winners: tuple[str, ...]
    tied: tuple[str, ...]
    by_lot: bool
    votes: str | None = None
    whole: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "winners": list(self.winners),
            "tied": list(self.tied),
            "by_lot": self.by_lot,
            "votes": self.votes,
            "whole": self.whole,
        }


def in_short(result: Count) -> Otherwise:
    """What of a count is told where it only informs."""
    open_ties = [tie.options for tie in result.ties if tie.rule == "unresolved"]
    by_lot = any(tie.rule == "lots" for tie in result.ties)
    votes, whole = _figures(result, result.winners[0]) if len(result.winners) == 1 else (None, None)
    return Otherwise(result.winners, open_ties[0] if open_ties else (), by_lot, votes, whole)


def _figures(result: Count, winner: str) -> tuple[str | None, str | None]:
    if result.pairwise is not None:
        return str(len(beats(result.pairwise)[winner])), str(len(result.options) - 1)
    last = result.rounds[-1] if result.rounds else None
    if last is None or winner not in last.tally:
        return None, None
    whole = None if result.method == "borda" else votes_text(last.continuing, result.places)
    return votes_text(last.tally[winner], result.places), whole
