"""What a rule may say: names of methods and variants, ranges, and the refusal of anything else."""

from __future__ import annotations

from typing import Any

from summit.domain.errors import Unacceptable
from summit.domain.majorities import BASES
from summit.domain.rules.parts import OVERVOTES

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
MOST = 2**53 - 1
"""The largest whole number of a rule set, for it is JSON that others read."""
CHOICES = {
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


def check_choice(where: str, name: str, value: Any) -> None:
    choices = CHOICES.get(name)
    if choices and value not in choices:
        raise RulesRejected(where, f"must be one of {', '.join(choices)}, not {value!r}")
