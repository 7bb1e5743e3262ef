"""A poll's rule set: everything that decides how its ballots are counted, as data."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from summit.domain.canonical import canonical_json, sha256_hex
from summit.domain.majorities import Majority, Quorum
from summit.domain.rules.checking import check_rules
from summit.domain.rules.choices import METHOD_NAMES, RulesRejected
from summit.domain.rules.parts import (
    AgainstDefault,
    Hygiene,
    InstantRunoff,
    LeastShare,
    SingleTransferableVote,
)
from summit.domain.rules.reading import plain, read_rules
from summit.domain.rules.words import hand_count_in_words, rules_in_words

__all__ = [
    "AMENDMENT_PRESETS",
    "METHOD_NAMES",
    "PRESETS",
    "QUESTION_PRESETS",
    "AgainstDefault",
    "Hygiene",
    "InstantRunoff",
    "LeastShare",
    "Majority",
    "Quorum",
    "Rules",
    "RulesRejected",
    "SingleTransferableVote",
    "preset",
    "usual_preset",
]


_IRV, _STV, _AGAINST = InstantRunoff(), SingleTransferableVote(), AgainstDefault()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything that decides a poll; frozen at opening, printed with the result, never edited after.

    `ties` names what breaks a tie, in order; `majority` and `quorum` None ask for nothing further;
    times are in seconds; `entitled` names the body whose seats may vote.
    """

    method: str
    seats: int = 1
    majority: Majority | None = None
    quorum: Quorum | None = None
    default_option: str | None = None
    equal_ranks: str = "refused"
    maximum_ranks: int | None = None
    blank_allowed: bool = True
    abstentions: str = "not_counted"
    ties: tuple[str, ...] = ("earlier_rounds", "lots")
    hygiene: Hygiene | None = None
    irv: InstantRunoff = _IRV
    stv: SingleTransferableVote = _STV
    strength: str = "winning_votes"
    against_default: AgainstDefault = _AGAINST
    score_maximum: int = 5
    secrecy: str = "secret"
    publication: str = "linked"
    minimum_open_seconds: int = 0
    grace_seconds: int = 10
    small_group_limit: int = 20
    challenge_seconds: int = 3600
    statement_seconds: int = 86400
    entitled: str | None = None
    languages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_rules(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Rules:
        """Read a rule set; raises RulesRejected with the name of what is unknown, missing or wrong."""
        return cls(**read_rules(cls, value))

    def as_json(self) -> dict[str, Any]:
        """Every rule by its name, in plain JSON values; `from_json` of it gives the same rule set."""
        return {field.name: plain(getattr(self, field.name)) for field in fields(self)}

    def digest(self) -> str:
        """Hexadecimal SHA-256 of the canonical JSON of the rule set."""
        return sha256_hex(canonical_json(self.as_json()))

    def in_words(self, language: str = "en", *, by_hand: bool = False) -> list[str]:
        """The rule set in sentences (languages en, es, fr; else English), as shown before the poll opens.

        `by_hand` leaves those that hold where hands or papers are counted in the room.
        """
        return hand_count_in_words(self, language) if by_hand else rules_in_words(self, language)

    def are_published_apart(self, ballots: int) -> bool:
        """Whether so many ballots are published as two lists, ids and contents, with nothing between them."""
        is_asked = self.publication == "separate" and self.secrecy == "secret"
        return is_asked and ballots >= self.small_group_limit

    def with_(self, **changes: Any) -> Rules:
        """The same rule set with some rules replaced."""
        return replace(self, **changes)


_TWO_THIRDS = Majority(2, 3)

PRESETS: dict[str, Rules] = {
    "competing-amendments": Rules(
        method="irv", default_option="keep", ties=("together", "earlier_rounds", "lots")
    ),
    "single-amendment": Rules(
        method="for_against_abstain", majority=Majority(), default_option="against", ties=("lost",)
    ),
    "two-thirds-change": Rules(
        method="for_against_abstain", majority=_TWO_THIRDS, default_option="against", ties=("lost",)
    ),
    "priority-list": Rules(method="stv", seats=3),
    "committee-election": Rules(method="stv", seats=5),
    "floor-question": Rules(method="plurality", ties=("lots",)),
    "proposal": Rules(
        method="for_against_abstain", majority=Majority(), default_option="against", ties=("lost",)
    ),
    "two-thirds-proposal": Rules(
        method="for_against_abstain", majority=_TWO_THIRDS, default_option="against", ties=("lost",)
    ),
    "approval-question": Rules(method="approval", ties=("lots",)),
    "ranked-question": Rules(method="irv", ties=("together", "earlier_rounds", "lots")),
    "points-question": Rules(method="score", ties=("lots",)),
    "pairwise-question": Rules(method="schulze", equal_ranks="allowed", ties=("lots",)),
}
AMENDMENT_PRESETS = ("single-amendment", "two-thirds-change", "competing-amendments")
"""What amendments are put by: one alone for or against, several or one against the text as it is."""
QUESTION_PRESETS = (
    "proposal",
    "two-thirds-proposal",
    "floor-question",
    "ranked-question",
    "approval-question",
    "points-question",
    "pairwise-question",
    "priority-list",
    "committee-election",
)


def usual_preset(amendments: int) -> str:
    """One amendment that collides with no other is put for or against; alternatives are ranked."""
    return "single-amendment" if amendments == 1 else "competing-amendments"


def preset(name: str, among: tuple[str, ...]) -> Rules:
    """The rules of this name; raises RulesRejected for one that is not among those offered."""
    if name not in among:
        raise RulesRejected("preset", f"must be one of {', '.join(among)}, not {name!r}")
    return PRESETS[name]
