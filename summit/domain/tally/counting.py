"""Counting a poll: sort the ballots, run the method, judge majority and quorum."""

from __future__ import annotations

from summit.domain.majorities import MajorityOutcome, majority_outcome, quorum_outcome
from summit.domain.rules import Rules
from summit.domain.tally.methods import outcome_of
from summit.domain.tally.profile import Profile
from summit.domain.tally.result import Ballots, Count, Outcome
from summit.domain.tally.ties import Breaker, Decisions


def count(
    profile: Profile,
    rules: Rules,
    lots: tuple[str, ...] = (),
    entitled: int | None = None,
    present: int | None = None,
    decisions: Decisions | None = None,
    present_for_quorum: int | None = None,
) -> Count:
    """Count `profile` under `rules`; the same input always gives the same result.

    `lots` is the order that breaks ties (first wins), `entitled` and `present` are numbers of seats, and so
    is `present_for_quorum` where not all who are present count for a quorum of those present. `decisions` is
    the chair's order of the options of a tie. A tie that no rule breaks leaves no winner;
    no ballots raise. Raises ValueError for two options of one id or a negative number of ballots.
    """
    breaker = Breaker(rules.ties, lots, decisions or {})
    ballots, outcome = outcome_of(profile, rules, breaker)
    majority = _majority(outcome, ballots, rules, entitled, present)
    there = present if present_for_quorum is None else present_for_quorum
    quorum = None if rules.quorum is None else quorum_outcome(rules.quorum, ballots.cast, there, entitled)
    failed = (majority is not None and not majority.is_reached) or (quorum is not None and not quorum.is_met)
    ties = (*breaker.ties, *outcome.ties)
    is_open = any(tie.rule == "unresolved" for tie in ties)
    winners = () if failed or is_open else outcome.winners
    return Count(
        rules.method,
        rules,
        profile.options,
        winners if winners or is_open else _default(profile, rules),
        outcome.rounds,
        outcome.quota,
        ties,
        outcome.pairwise,
        outcome.dropped,
        ballots,
        majority,
        quorum,
        outcome.places,
        outcome.ranking,
    )


def _default(profile: Profile, rules: Rules) -> tuple[str, ...]:
    """The default option, which stands where no other option won."""
    return (rules.default_option,) if rules.default_option in profile.options else ()


def _majority(
    outcome: Outcome, ballots: Ballots, rules: Rules, entitled: int | None, present: int | None
) -> MajorityOutcome | None:
    """Judge the winner's support; the default option needs no majority to stand."""
    if rules.majority is None or outcome.support is None or outcome.winners == (rules.default_option,):
        return None
    cast = ballots.valid if outcome.cast is None else outcome.cast
    sizes = {"cast": cast, "present": present, "entitled": entitled}
    return majority_outcome(rules.majority, outcome.support, sizes)
