"""The rules under which a bare ballot file is counted when nobody states others."""

from __future__ import annotations

from summit.domain.formats.election import Election
from summit.domain.rules import Hygiene, Rules
from summit.domain.tally.profile import Profile

_KINDS = {"irv": "irv", "stv": "stv", "condorcet": "schulze"}
_COMPARED = ("schulze", "ranked_pairs", "condorcet_winner", "debian_a6")


def usual_rules(election: Election, method: str | None = None, seats: int | None = None) -> Rules:
    """The file's kind of election, else instant runoff for one seat and Scottish STV for several.

    Equal ranks share a vote, skipped ranks are passed over, an option ranked twice counts once.
    """
    places = election.seats if seats is None else seats
    chosen = method or _KINDS.get(election.kind) or ("irv" if places == 1 else "stv")
    ties = ("lots",) if chosen in _COMPARED else ("earlier_rounds", "lots")
    default = election.profile.options[-1] if chosen == "debian_a6" and election.profile.options else None
    return Rules(
        method=chosen,
        seats=places,
        ties=ties,
        equal_ranks="allowed",
        hygiene=None if election.scale else Hygiene(),
        default_option=default,
        score_maximum=election.scale or 5,
    )


def profile_for(election: Election, rules: Rules) -> Profile:
    """The ballots as the method reads them: points stay points for score, else become an order."""
    if election.scale is not None and rules.method != "score":
        return election.profile.closed_up()
    return election.profile
