"""Reading a rule set from JSON strictly: what is unknown, missing or wrong is named."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from summit.domain.errors import Unacceptable
from summit.domain.majorities import BASES, Majority, Quorum
from summit.domain.rules.parts import (
    OVERVOTES,
    TIES,
    AgainstDefault,
    Hygiene,
    InstantRunoff,
    LeastShare,
    SingleTransferableVote,
)

if TYPE_CHECKING:
    from summit.domain.rules import Rules

METHOD_NAMES = (
    "for_against_abstain",
    "plurality",
    "approval",
    "irv",
    "stv",
    "schulze",
    "ranked_pairs",
    "borda",
    "score",
    "debian_a6",
    "condorcet_winner",
)
ONE_SEAT = ("irv", "for_against_abstain", "debian_a6", "condorcet_winner")
COMPARED = ("schulze", "ranked_pairs", "condorcet_winner")
STV_VARIANTS = (
    "scottish",
    "wigm",
    "wigm_batch",
    "cfer",
    "cfer_batch",
    "minneapolis",
    "meek",
    "meek_fine",
    "bottoms_up",
    "rounds",
    "rounds_hare",
)
INEXACT = ("meek", "meek_fine", "bottoms_up")
"""Variants without a count in exact fractions: those of Meek would grow with each iteration."""
MOST_PLACES = 30
_PARTS: dict[str, Any] = {
    "majority": Majority,
    "quorum": Quorum,
    "hygiene": Hygiene,
    "irv": InstantRunoff,
    "stv": SingleTransferableVote,
    "least_share": LeastShare,
    "against_default": AgainstDefault,
}
_OPTIONAL = {
    "majority",
    "quorum",
    "default_option",
    "maximum_ranks",
    "hygiene",
    "entitled",
    "places",
    "maximum_skipped",
    "developers",
    "more_than",
    "least_share",
}
_CHOICES = {
    "method": METHOD_NAMES,
    "equal_ranks": ("allowed", "refused"),
    "abstentions": ("counted", "not_counted"),
    "secrecy": ("secret", "roll_call"),
    "publication": ("linked", "separate"),
    "strength": ("winning_votes", "margins"),
    "base": BASES,
    "overvote": OVERVOTES,
    "variant": STV_VARIANTS,
}


class RulesRejected(Unacceptable):
    """A rule set that cannot be used; `rule` is its name, the text may be shown."""

    def __init__(self, rule: str, sentence: str) -> None:
        super().__init__(f"{rule}: {sentence}")
        self.rule = rule


def plain(value: Any) -> Any:
    """A rule as plain JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def read_rules(kind: type[Rules], value: Any) -> dict[str, Any]:
    """The arguments of `Rules` from JSON; raises RulesRejected."""
    return _read(kind, value, "")


def _read(kind: Any, value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RulesRejected(where or "rules", "must be an object with named rules")
    known = {field.name: field for field in fields(kind)}
    for name in value:
        if name not in known:
            raise RulesRejected(where + str(name), "there is no rule of this name")
    for name, field in known.items():
        if field.default is MISSING and name not in value:
            raise RulesRejected(where + name, "is missing")
    return {name: _read_rule(known[name], item, where) for name, item in value.items()}


def _read_rule(field: Any, value: Any, where: str) -> Any:
    name = field.name
    if value is None:
        if name in _OPTIONAL:
            return None
        raise RulesRejected(where + name, "may not be empty")
    if name in _PARTS:
        return _part(_PARTS[name], value, f"{where}{name}.")
    return _scalar(str(field.type), name, value, where)


def _part(kind: Any, value: Any, where: str) -> Any:
    read = _read(kind, value, where)
    try:
        return kind(**read)
    except (ValueError, ZeroDivisionError) as error:
        raise RulesRejected(where.rstrip("."), "is not a number or a ratio") from error


def _scalar(kind: str, name: str, value: Any, where: str) -> Any:
    if kind.startswith("tuple"):
        return _tuple(kind, where + name, value)
    wanted: tuple[type, str] = (
        (bool, "true or false")
        if kind.startswith("bool")
        else (int, "a whole number")
        if kind.startswith("int")
        else (str, "text")
    )
    if not isinstance(value, wanted[0]) or (wanted[0] is int and isinstance(value, bool)):
        raise RulesRejected(where + name, f"must be {wanted[1]}")
    _check_choice(where + name, name, value)
    return value


def _tuple(kind: str, name: str, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise RulesRejected(name, "must be a list")
    if kind == "tuple[str, ...]":
        if not all(isinstance(item, str) for item in value):
            raise RulesRejected(name, "must be a list of texts")
        return tuple(value)
    try:
        return tuple((str(option), int(num), int(den)) for option, num, den in value)
    except (TypeError, ValueError) as error:
        raise RulesRejected(name, "must be a list of [option, num, den]") from error


def _check_choice(where: str, name: str, value: Any) -> None:
    choices = _CHOICES.get(name)
    if choices and value not in choices:
        raise RulesRejected(where, f"must be one of {', '.join(choices)}, not {value!r}")


def check_rules(rules: Rules) -> None:
    """Refuse what no count could follow; raises RulesRejected with the name of the rule."""
    for name in ("method", "equal_ranks", "abstentions", "secrecy", "publication", "strength"):
        _check_choice(name, name, getattr(rules, name))
    if rules.seats < 0:
        raise RulesRejected("seats", "must not be negative")
    if rules.seats != 1 and rules.method in ONE_SEAT:
        raise RulesRejected("seats", f"{rules.method} fills one seat")
    for tie in rules.ties:
        if tie not in TIES:
            raise RulesRejected("ties", f"must be among {', '.join(TIES)}, not {tie!r}")
    if rules.maximum_ranks is not None and rules.maximum_ranks < 1:
        raise RulesRejected("maximum_ranks", "must be at least 1")
    for name in ("minimum_open_seconds", "grace_seconds", "small_group_limit"):
        if getattr(rules, name) < 0:
            raise RulesRejected(name, "must not be negative")
    _check_majority(rules)
    _check_parts(rules)


def _check_majority(rules: Rules) -> None:
    majority, quorum = rules.majority, rules.quorum
    if majority is not None:
        _check_choice("majority.base", "base", majority.base)
        if majority.den < 1 or not 0 <= majority.num <= majority.den:
            raise RulesRejected("majority", "must be a share between 0 and 1")
        if rules.method in ("stv", "borda", "score", "debian_a6") or rules.seats > 1:
            raise RulesRejected("majority", f"cannot be asked of {rules.method} with {rules.seats} seats")
        if rules.method in COMPARED and rules.default_option is None:
            raise RulesRejected("majority", f"{rules.method} measures it against a default option")
    if quorum is not None:
        _check_choice("quorum.base", "base", quorum.base)
        if Fraction(quorum.value) < 0 or ("/" not in quorum.value and not quorum.value.isdigit()):
            raise RulesRejected("quorum.value", "must be a whole number or a share such as 1/2")


def _check_parts(rules: Rules) -> None:
    _check_choice("stv.variant", "variant", rules.stv.variant)
    _check_stv(rules.stv)
    if rules.hygiene is not None:
        _check_choice("hygiene.overvote", "overvote", rules.hygiene.overvote)
    if rules.method == "debian_a6" and rules.default_option is None:
        raise RulesRejected("default_option", "is needed by debian_a6")
    if rules.score_maximum < 1:
        raise RulesRejected("score_maximum", "must be at least 1")
    for option, num, den in rules.against_default.ratios:
        if num < 1 or den < 1:
            raise RulesRejected("against_default.ratios", f"the ratio of {option} must be positive")


def _check_stv(stv: SingleTransferableVote) -> None:
    if stv.exact and stv.variant in INEXACT:
        raise RulesRejected("stv.exact", f"{stv.variant} is not counted in fractions")
    if stv.places is not None and stv.variant in ("meek", "bottoms_up"):
        raise RulesRejected("stv.places", f"{stv.variant} has decimals of its own, or none")
    if stv.places is not None and not 0 <= stv.places <= MOST_PLACES:
        raise RulesRejected("stv.places", f"must be from 0 to {MOST_PLACES}")
    if (share := stv.least_share) is not None:
        if stv.variant != "bottoms_up":
            raise RulesRejected("stv.least_share", "belongs to the variant bottoms_up")
        if not 0 < share.num <= share.den:
            raise RulesRejected("stv.least_share", "must be a share above 0, up to 1")
