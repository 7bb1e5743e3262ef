"""Refusing rule sets that no count could follow."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from summit.domain.rules.choices import COMPARED, INEXACT, MOST_PLACES, ONE_SEAT, RulesRejected, check_choice
from summit.domain.rules.parts import TIES, SingleTransferableVote

if TYPE_CHECKING:
    from summit.domain.rules import Rules


NEVER_NEGATIVE = (
    "minimum_open_seconds",
    "grace_seconds",
    "small_group_limit",
    "challenge_seconds",
    "statement_seconds",
)


def check_rules(rules: Rules) -> None:
    """Refuse what no count could follow; raises RulesRejected with the name of the rule."""
    for name in ("method", "equal_ranks", "abstentions", "secrecy", "publication", "strength"):
        check_choice(name, name, getattr(rules, name))
    if rules.seats < 0:
        raise RulesRejected("seats", "must not be negative")
    if rules.seats != 1 and rules.method in ONE_SEAT:
        raise RulesRejected("seats", f"{rules.method} fills one seat")
    for tie in rules.ties:
        if tie not in TIES:
            raise RulesRejected("ties", f"must be among {', '.join(TIES)}, not {tie!r}")
    if len(set(rules.ties)) < len(rules.ties):
        raise RulesRejected("ties", "names a rule twice")
    if rules.maximum_ranks is not None and rules.maximum_ranks < 1:
        raise RulesRejected("maximum_ranks", "must be at least 1")
    for name in NEVER_NEGATIVE:
        if getattr(rules, name) < 0:
            raise RulesRejected(name, "must not be negative")
    _check_majority(rules)
    _check_parts(rules)


def _check_majority(rules: Rules) -> None:
    majority, quorum = rules.majority, rules.quorum
    if majority is not None:
        check_choice("majority.base", "base", majority.base)
        if majority.den < 1 or not 0 <= majority.num <= majority.den:
            raise RulesRejected("majority", "must be a share between 0 and 1")
        if rules.method in ("stv", "borda", "score", "debian_a6") or rules.seats > 1:
            raise RulesRejected("majority", f"cannot be asked of {rules.method} with {rules.seats} seats")
        if rules.method in COMPARED and rules.default_option is None:
            raise RulesRejected("majority", f"{rules.method} measures it against a default option")
    if quorum is not None:
        check_choice("quorum.base", "base", quorum.base)
        if Fraction(quorum.value) < 0 or ("/" not in quorum.value and not quorum.value.isdigit()):
            raise RulesRejected("quorum.value", "must be a whole number or a share such as 1/2")
        if "/" in quorum.value and Fraction(quorum.value) > 1:
            raise RulesRejected("quorum.value", "must not be more than all")


def _check_parts(rules: Rules) -> None:
    check_choice("stv.variant", "variant", rules.stv.variant)
    _check_stv(rules.stv)
    if rules.hygiene is not None:
        check_choice("hygiene.overvote", "overvote", rules.hygiene.overvote)
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
