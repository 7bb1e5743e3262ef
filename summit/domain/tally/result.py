"""The result of a count: rounds, transfers, ties and how each was broken, winners or nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from summit.domain.majorities import MajorityOutcome, QuorumOutcome
from summit.domain.rules import Rules

Votes = int | Fraction
EXHAUSTED = "exhausted"
"""The key under `transfers` for votes that went to no option."""


def votes_text(votes: Votes, places: int | None = None) -> str:
    """A number of votes as exact text: with `places` decimals where the rules count in them, else p/q."""
    if not places:
        return str(votes)
    scaled = votes * 10**places
    if scaled != int(scaled):
        raise ValueError(f"{votes} has more than {places} decimals.")
    digits = str(abs(int(scaled))).rjust(places + 1, "0")
    return ("-" if scaled < 0 else "") + f"{digits[:-places]}.{digits[-places:]}"


@dataclass(frozen=True, slots=True)
class Ballots:
    """How many ballots were valid, blank and spoilt."""

    valid: int
    blank: int
    spoilt: int

    @property
    def cast(self) -> int:
        """All ballots in the count."""
        return self.valid + self.blank + self.spoilt


@dataclass(frozen=True, slots=True)
class Tie:
    """Options level where one had to be chosen; `rule` broke it, or is "unresolved"; `chosen` was picked.

    `purpose` is what was at stake: "elimination" (the chosen one goes), "surplus" (goes first), "winner".
    `left` are those among whom the last rule had to choose, after earlier rounds told some apart.
    """

    round: int
    purpose: str
    options: tuple[str, ...]
    rule: str
    chosen: str | None
    left: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "round": self.round,
            "purpose": self.purpose,
            "options": list(self.options),
            "rule": self.rule,
            "chosen": self.chosen,
        }


@dataclass(frozen=True, slots=True)
class Round:
    """One round: votes of each option, then what was decided on them and where the votes went.

    `exhausted` is cumulative, by cause; `continuing` is the sum of the votes still with an option;
    `threshold` is what was needed to win in this round, `residue` votes lost to truncation.
    """

    number: int
    tally: Mapping[str, Votes]
    elected: tuple[str, ...] = ()
    eliminated: tuple[str, ...] = ()
    transfers: Mapping[str, Mapping[str, Votes]] = field(default_factory=dict)
    exhausted: Mapping[str, Votes] = field(default_factory=dict)
    continuing: Votes = 0
    threshold: Votes | None = None
    residue: Votes = 0
    action: str = ""

    def as_json(self, places: int | None = None) -> dict[str, Any]:
        def text(votes: Mapping[str, Votes]) -> dict[str, str]:
            return {key: votes_text(number, places) for key, number in votes.items()}

        def in_order(votes: Mapping[str, Votes]) -> dict[str, str]:
            return text(dict(sorted(votes.items())))

        threshold = None if self.threshold is None else votes_text(self.threshold, places)
        return {
            "number": self.number,
            "tally": text(self.tally),
            "elected": list(self.elected),
            "eliminated": list(self.eliminated),
            "transfers": {option: in_order(to) for option, to in self.transfers.items()},
            "exhausted": in_order(self.exhausted),
            "continuing": votes_text(self.continuing, places),
            "threshold": threshold,
            "residue": votes_text(self.residue, places),
            "action": self.action,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a method found, before majority and quorum are judged; `support` is the winner's votes.

    `cast` replaces the number of valid ballots as the base "cast"; `ranking` is an order of merit in
    groups of equals, where the method has one.
    """

    winners: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    quota: Votes | None = None
    ties: tuple[Tie, ...] = ()
    pairwise: Mapping[str, Mapping[str, int]] | None = None
    dropped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    support: Votes | None = None
    cast: Votes | None = None
    places: int | None = None
    ranking: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """The whole result of a poll under one rule set; `nobody` when nothing but the default option won."""

    method: str
    rules: Rules
    options: tuple[str, ...]
    winners: tuple[str, ...]
    rounds: tuple[Round, ...]
    quota: Votes | None
    ties: tuple[Tie, ...]
    pairwise: Mapping[str, Mapping[str, int]] | None
    dropped: Mapping[str, tuple[str, ...]]
    ballots: Ballots
    majority: MajorityOutcome | None
    quorum: QuorumOutcome | None
    places: int | None = None
    ranking: tuple[tuple[str, ...], ...] = ()

    @property
    def nobody(self) -> bool:
        """No option won except, perhaps, the default option: nothing is adopted."""
        return not any(winner != self.rules.default_option for winner in self.winners)

    @property
    def is_carried(self) -> bool:
        """An option other than the default option won."""
        return not self.nobody

    @property
    def is_decided(self) -> bool:
        """No tie that mattered was left open."""
        return all(tie.rule != "unresolved" for tie in self.ties)

    def as_json(self) -> dict[str, Any]:
        """The document that `flask recount --json` prints; numbers of votes are strings."""
        pairwise = (
            None
            if self.pairwise is None
            else {
                one: {other: str(votes) for other, votes in row.items()} for one, row in self.pairwise.items()
            }
        )
        return {
            "method": self.method,
            "rules": self.rules.as_json(),
            "winners": list(self.winners),
            "is_carried": self.is_carried,
            "nobody": self.nobody,
            "is_decided": self.is_decided,
            "rounds": [one.as_json(self.places) for one in self.rounds],
            "quota": None if self.quota is None else votes_text(self.quota, self.places),
            "pairwise": pairwise,
            "dropped": {why: list(which) for why, which in self.dropped.items()},
            "ties": [tie.as_json() for tie in self.ties],
            "ranking": [list(rank) for rank in self.ranking],
            "ballots": {
                "valid": str(self.ballots.valid),
                "blank": str(self.ballots.blank),
                "spoilt": str(self.ballots.spoilt),
            },
            "majority": self.majority.as_json() if self.majority else None,
            "quorum": self.quorum.as_json() if self.quorum else None,
        }
