"""A rule set in sentences, as shown before the poll opens and printed with the result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from summit.domain.rules.sentences import sentences

if TYPE_CHECKING:
    from summit.domain.rules import Rules

_SHARING = ("plurality", "irv", "stv", "borda")
_UNRANKED = ("for_against_abstain", "approval", "score")
_OF_ROUNDS = ("together", "earlier_rounds")
_OWN_DEFAULTS = ("keep", "against")
"""Default options that have a meaning of their own instead of a name."""


def rules_in_words(rules: Rules, language: str = "en") -> list[str]:
    """The rule set in sentences: method, seats, majority, quorum, ties, ballots, secrecy, times."""
    return [*counting_in_words(rules, language), *_conduct(rules, sentences(language))]


def counting_in_words(rules: Rules, language: str = "en") -> list[str]:
    """What decides the count alone: method, seats, majority, quorum, ties, ballots."""
    said = sentences(language)
    return [
        said[f"method.{rules.method}"],
        *_variant(rules, said),
        *_decision(rules, said),
        *_ballots(rules, said),
    ]


def hand_count_in_words(rules: Rules, language: str = "en") -> list[str]:
    """What of a rule set holds where tellers count hands or papers: no ranking, no device, no grace.

    Each hand or paper supports one option, so that rounds only strike options and tell no tie apart.
    """
    said = sentences(language)
    how = "by_hand.stances" if rules.method == "for_against_abstain" else "by_hand"
    many = ".many" if rules.seats != 1 and how == "by_hand" else ""
    decisive = replace(rules, ties=tuple(tie for tie in rules.ties if tie not in _OF_ROUNDS))
    return [said[how + many], *_decision(decisive, said), *_afterwards(rules, said), *_entitled(rules, said)]


def _variant(rules: Rules, said: dict[str, str]) -> Iterator[str]:
    """What further distinguishes the method."""
    if rules.method == "score":
        yield said["score_maximum"].format(maximum=rules.score_maximum)
    elif rules.method == "irv":
        yield from _runoff(rules, said)
    elif rules.method == "stv":
        yield from _transferable(rules, said)
    elif rules.method in ("schulze", "ranked_pairs"):
        yield said[f"strength.{rules.strength}"]
    elif rules.method == "debian_a6":
        yield from _against_default(rules, said)


def _runoff(rules: Rules, said: dict[str, str]) -> Iterator[str]:
    for name in ("batch_elimination", "fixed_threshold", "continue_until_two"):
        if getattr(rules.irv, name):
            yield said[f"irv.{name}"]
    if rules.irv.write_ins_first:
        yield said["write_ins_first"].format(options=", ".join(rules.irv.write_ins_first))


def _transferable(rules: Rules, said: dict[str, str]) -> Iterator[str]:
    if share := rules.stv.least_share:
        yield said["least_share"].format(share=f"{share.num}/{share.den}")
        yield said["least_share.first" if share.fixed_threshold else "least_share.each"]
        if share.batch_elimination:
            yield said["least_share.together"]
    else:
        yield said[f"variant.{rules.stv.variant}"]
    if rules.stv.write_ins_first:
        yield said["write_ins_first"].format(options=", ".join(rules.stv.write_ins_first))
    if rules.stv.exact:
        yield said["stv.exact"]
    elif rules.stv.places is not None:
        yield said["stv.places"].format(places=rules.stv.places)


def _against_default(rules: Rules, said: dict[str, str]) -> Iterator[str]:
    rule = rules.against_default
    if rule.developers:
        yield said["developers"].format(developers=rule.developers)
    if rule.minimum_votes:
        yield said["minimum_votes"].format(votes=rule.minimum_votes)
    for option, num, den in rule.ratios:
        yield said["ratio"].format(option=option, num=num, den=den)


def _decision(rules: Rules, said: dict[str, str]) -> Iterator[str]:
    if rules.seats != 1 and rules.stv.least_share is None:
        yield said["seats.many" if rules.seats else "seats.none"].format(seats=rules.seats)
    if rules.majority:
        least = "more_than" if rules.majority.more_than else "at_least"
        share = f"{rules.majority.num}/{rules.majority.den}"
        yield said[f"majority.{least}"].format(share=share, base=said[f"base.{rules.majority.base}"])
        if rules.method == "for_against_abstain" and rules.majority.base == "cast":
            yield said[f"abstentions.{rules.abstentions}"]
    if rules.quorum:
        kind = "share" if "/" in rules.quorum.value else "number"
        yield said[f"quorum.{kind}.{rules.quorum.base}"].format(value=rules.quorum.value)
    if rules.default_option is not None:
        own = rules.default_option if rules.default_option in _OWN_DEFAULTS else "option"
        yield said[f"default.{own}"].format(option=rules.default_option)
    yield said["ties"].format(rules="; ".join(said[f"tie.{tie}"] for tie in rules.ties) or said["ties.none"])


def _ballots(rules: Rules, said: dict[str, str]) -> Iterator[str]:
    if rules.method not in _UNRANKED:
        is_shared = rules.equal_ranks == "allowed" and rules.method in _SHARING
        yield said["equal_ranks.shared" if is_shared else f"equal_ranks.{rules.equal_ranks}"]
    if rules.maximum_ranks:
        yield said["maximum_ranks"].format(ranks=rules.maximum_ranks)
    yield said["blank.allowed" if rules.blank_allowed else "blank.refused"]
    yield from _irregular(rules, said)


def _irregular(rules: Rules, said: dict[str, str]) -> Iterator[str]:
    """How the irregular papers of a file are read; our own ballots cannot be irregular."""
    if (hygiene := rules.hygiene) is None:
        return
    yield said[f"overvote.{hygiene.overvote}"]
    if hygiene.maximum_skipped is None:
        yield said["skipped.any"]
    else:
        yield said["skipped.limit"].format(ranks=hygiene.maximum_skipped)
    yield said["duplicate.exhaust" if hygiene.exhaust_on_duplicate else "duplicate.skip"]


def _conduct(rules: Rules, said: dict[str, str]) -> Iterator[str]:
    yield said[f"secrecy.{rules.secrecy}"]
    if rules.secrecy == "secret":
        yield said[f"publication.{rules.publication}"]
        yield said["small_group_limit"].format(ballots=rules.small_group_limit)
    if rules.minimum_open_seconds:
        yield said["minimum_open"].format(seconds=rules.minimum_open_seconds)
    yield said["grace"].format(seconds=rules.grace_seconds)
    yield from _afterwards(rules, said)
    yield from _entitled(rules, said)


def _afterwards(rules: Rules, said: dict[str, str]) -> Iterator[str]:
    yield said["challenge"].format(minutes=-(-rules.challenge_seconds // 60))
    yield said["statements"].format(hours=-(-rules.statement_seconds // 3600))


def _entitled(rules: Rules, said: dict[str, str]) -> Iterator[str]:
    if rules.entitled:
        yield said["entitled"].format(body=rules.entitled)
    if rules.languages:
        yield said["languages"].format(languages=", ".join(rules.languages))
