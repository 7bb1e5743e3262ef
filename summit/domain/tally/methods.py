"""The registry of counting methods: name of the rule set's method → the function that counts."""

from __future__ import annotations

from collections.abc import Callable

from summit.domain.rules import Rules
from summit.domain.tally.approval import count_approval
from summit.domain.tally.borda import count_borda
from summit.domain.tally.condorcet_winner import count_condorcet_winner
from summit.domain.tally.debian_a6 import count_debian_a6
from summit.domain.tally.for_against_abstain import count_for_against_abstain
from summit.domain.tally.irv import count_irv
from summit.domain.tally.pairwise import Compared, compare
from summit.domain.tally.papers import Sheet, sheet_of
from summit.domain.tally.plurality import count_plurality
from summit.domain.tally.profile import Profile
from summit.domain.tally.ranked_pairs import count_ranked_pairs
from summit.domain.tally.result import Ballots, Outcome
from summit.domain.tally.schulze import count_schulze
from summit.domain.tally.score import count_score
from summit.domain.tally.stv import count_stv
from summit.domain.tally.ties import Breaker

BY_PAPERS: dict[str, Callable[[Sheet, Rules, Breaker], Outcome]] = {
    "approval": count_approval,
    "borda": count_borda,
    "for_against_abstain": count_for_against_abstain,
    "irv": count_irv,
    "plurality": count_plurality,
    "score": count_score,
    "stv": count_stv,
}
BY_PAIRS: dict[str, Callable[[Compared, Rules, Breaker], Outcome]] = {
    "condorcet_winner": count_condorcet_winner,
    "debian_a6": count_debian_a6,
    "ranked_pairs": count_ranked_pairs,
    "schulze": count_schulze,
}
METHODS = frozenset(BY_PAPERS | BY_PAIRS)


def outcome_of(profile: Profile, rules: Rules, breaker: Breaker) -> tuple[Ballots, Outcome]:
    """Sort the ballots as the method takes them and run it; without options there is nothing to run."""
    if not profile.options:
        return sheet_of(profile, rules).ballots, Outcome()
    if rules.method in BY_PAIRS:
        compared = compare(profile, rules)
        return compared.ballots, BY_PAIRS[rules.method](compared, rules, breaker)
    sheet = sheet_of(profile, rules)
    return sheet.ballots, BY_PAPERS[rules.method](sheet, rules, breaker)
