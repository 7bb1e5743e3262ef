"""For, against, abstain: one proposal is carried or lost."""

from __future__ import annotations

from summit.domain.rules import Rules
from summit.domain.tally.papers import Sheet
from summit.domain.tally.result import Outcome, Round, Votes
from summit.domain.tally.ties import Breaker

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"


def count_for_against_abstain(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """Carried with more votes for than against, and whatever majority the rules ask besides.

    A paper that says two things at once counts for neither. A tie is lost unless the rules let the chair or
    lots decide: that counts as one vote more.
    """
    tally: dict[str, Votes] = dict.fromkeys((*sheet.options, FOR, AGAINST), 0)
    for paper in sheet.papers:
        if paper.ranks and len(paper.ranks[0]) == 1:
            tally[paper.ranks[0][0]] += paper.votes
    cast = sum(tally.values())
    if rules.abstentions == "not_counted":
        cast -= tally.get(ABSTAIN, 0)
    extra = _casting_vote(tally, breaker)
    is_for = tally[FOR] + extra > tally[AGAINST]
    one = Round(1, tally, elected=(FOR,) if is_for else (), continuing=sheet.ballots.valid)
    winners = (FOR,) if is_for else ()
    return Outcome(winners, (one,), support=tally[FOR] + extra, cast=cast + extra)


def _casting_vote(tally: dict[str, Votes], breaker: Breaker) -> int:
    """1 where the vote is tied and the tie rule decides for the proposal, else 0."""
    if tally[FOR] != tally[AGAINST] or not tally[FOR]:
        return 0
    return int(breaker.winner((FOR, AGAINST), 1, ()) == FOR)
