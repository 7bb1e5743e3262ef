"""The rule sets that election/1 files state with their results, as rule sets of this engine."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from summit.domain.rules import (
    AgainstDefault,
    Hygiene,
    InstantRunoff,
    LeastShare,
    Rules,
    SingleTransferableVote,
)
from summit.domain.tally.profile import Profile

DROOP = {
    "scotland-fixed-p5-d5": SingleTransferableVote("scottish"),
    "wigm-prf-fixed-p4-d4": SingleTransferableVote("wigm"),
    "wigm-prf-batch-fixed-p4-d4": SingleTransferableVote("wigm_batch"),
    "wigm-rational-d12": SingleTransferableVote("wigm", exact=True),
    "wigm-guarded-p18-g9-d18": SingleTransferableVote("wigm", exact=True),
    "cfer-fixed-p5-d5": SingleTransferableVote("cfer"),
    "cfer-batch-fixed-p5-d5": SingleTransferableVote("cfer_batch"),
    "mpls-fixed-p4-d4": SingleTransferableVote("minneapolis"),
    "meek-prf-o6-fixed-p9-d9": SingleTransferableVote("meek"),
    "meek-o10-rational-d12": SingleTransferableVote("meek_fine", places=20),
    "meek-o9-guarded-p18-g9-d18": SingleTransferableVote("meek_fine"),
}
"""In the Gregory family guarded arithmetic stands for exact fractions shown with 18 decimals. Under Meek
fractions would grow with each iteration: 20 decimals and ten to guard them stand for those shown with 12."""

SEVERAL_WINNERS = {
    "rctab:bottomsUp": "bottoms_up",
    "rctab:bottomsUpUsingPercentageThreshold": "bottoms_up",
    "rctab:multiWinnerAllowMultipleWinnersPerRound": "rounds",
}

TIE_RULES = {
    "candidate_order": ("lots",),
    "java_random": ("chair",),
    "previousRoundCountsThenRandom": ("earlier_rounds", "chair"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """A rule set of the file, ready to count: rules, the options it concerns, how ties were drawn."""

    rules: Rules
    profile: Profile
    expected: dict[str, Any]
    draw: str = ""
    seed: int = 0
    lots: tuple[str, ...] = ()


def task_of(document: dict[str, Any], entry: dict[str, Any], profile: Profile) -> Task | None:
    """What to count for one entry of `expected`; None where its rule set is not implemented."""
    stated = entry["rules"]
    method = stated["method"]
    if method == "irv":
        draw = "" if stated["tie_break"] == "candidate_order" else stated["tie_break"]
        return Task(_irv(document, stated), profile, entry, draw, stated.get("seed") or 0, profile.options)
    if method in SEVERAL_WINNERS:
        draw = "" if stated["tie_break"] == "candidate_order" else stated["tie_break"]
        rules = _several_winners(document, entry)
        return Task(rules, profile, entry, draw, stated.get("seed") or 0, profile.options)
    if method == "scottish-stv-2007" or method.removeprefix("droop:") in DROOP:
        stv = DROOP.get(method.removeprefix("droop:"), SingleTransferableVote("scottish"))
        ties = ("earlier_rounds", "chair") if stv.variant == "scottish" else ("chair",)
        equal = "allowed" if stv.variant == "meek_fine" else "refused"
        rules = Rules(method="stv", seats=document["seats"], stv=stv, ties=ties, equal_ranks=equal)
        return Task(rules, profile, entry, "tie_break_order")
    return _pairwise_task(document, entry, profile)


def _irv(document: dict[str, Any], stated: dict[str, Any]) -> Rules:
    variant = InstantRunoff(
        stated["batch_elimination"],
        bool(stated.get("first_round_threshold")),
        bool(stated.get("continue_until_two")),
        _write_ins(document),
    )
    return Rules(
        method="irv",
        ties=TIE_RULES[stated["tie_break"]],
        hygiene=_hygiene(stated),
        maximum_ranks=stated.get("max_rankings"),
        irv=variant,
    )


def _several_winners(document: dict[str, Any], entry: dict[str, Any]) -> Rules:
    stated, variant = entry["rules"], SEVERAL_WINNERS[entry["rules"]["method"]]
    stv = SingleTransferableVote(
        variant + "_hare" * (stated["hare_quota"] and variant == "rounds"),
        write_ins_first=_write_ins(document),
        least_share=_least_share(document, entry) if "PercentageThreshold" in stated["method"] else None,
    )
    return Rules(
        method="stv",
        seats=document["seats"],
        ties=TIE_RULES[stated["tie_break"]],
        hygiene=_hygiene(stated),
        maximum_ranks=stated["max_rankings"],
        stv=stv,
    )


def _least_share(document: dict[str, Any], entry: dict[str, Any]) -> LeastShare:
    """The file states no share, but the first threshold that follows from it; its title says “cutoff”."""
    first = entry["rounds"][0]
    share = Fraction(first["threshold"]) / sum(Fraction(votes) for votes in first["tally"].values())
    is_cut_off = "Cutoff Eliminate" in str(document.get("title"))
    return LeastShare(
        share.numerator, share.denominator, bool(entry["rules"]["first_round_threshold"]), is_cut_off
    )


def _hygiene(stated: dict[str, Any]) -> Hygiene:
    return Hygiene(stated["overvote"], stated["max_skipped_ranks"], bool(stated.get("exhaust_on_duplicate")))


def _write_ins(document: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(each["id"]) for each in document["candidates"] if each.get("undeclared_write_in"))


def _pairwise_task(document: dict[str, Any], entry: dict[str, Any], profile: Profile) -> Task | None:
    stated = entry["rules"]
    names = {
        "debian-a6": "debian_a6",
        "schulze": "schulze",
        "ranked-pairs": "ranked_pairs",
        "condorcet-winner": "condorcet_winner",
    }
    if stated["method"] not in names:
        return None
    rules = Rules(
        method=names[stated["method"]],
        ties=(),
        equal_ranks="allowed",
        default_option=_text(stated.get("default_option")),
        strength=stated.get("strength", "winning_votes"),
        against_default=_against_default(stated),
    )
    if stated.get("candidates") == "surviving only":
        surviving = {str(option) for other in document["expected"] for option in other.get("surviving", ())}
        profile = profile.without(option for option in profile.options if option not in surviving)
    return Task(rules, profile, entry)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _against_default(stated: dict[str, Any]) -> AgainstDefault:
    ratios = tuple(
        (option, Fraction(ratio).numerator, Fraction(ratio).denominator)
        for option, ratio in sorted(stated.get("majority", {}).items())
    )
    return AgainstDefault(stated.get("developers"), ratios=ratios)
