"""What is told of all published polls besides their counts, read once for all of them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.domain.rules import Rules
from summit.export.composing.acts import Acts
from summit.export.model import Challenged, Stated
from summit.people.queries import public_name
from summit.voting.models import Challenge, LateCast, Participation, Poll, PollState, Statement
from summit.voting.models.ballots import PAPER, PHONE, TABLET


class Besides:
    """By number of the poll: late ballots, the ways of the others, challenges, statements, repeats."""

    def __init__(self) -> None:
        late = select(LateCast.poll_number, func.count()).group_by(LateCast.poll_number)
        self._late = {row[0]: row[1] for row in db.session.execute(late)}
        by_way = (Participation.poll_number, Participation.way)
        ways = db.session.execute(select(*by_way, func.count()).group_by(*by_way))
        self._ways = {(row[0], row[1]): row[2] for row in ways}
        self._challenges: dict[int, list[Challenge]] = {}
        people = (joinedload(Challenge.person), joinedload(Challenge.ruled_by))
        for one in db.session.scalars(select(Challenge).options(*people).order_by(Challenge.number)):
            self._challenges.setdefault(one.poll_number, []).append(one)
        self._statements: dict[int, list[Statement]] = {}
        whose = joinedload(Statement.person)
        for said in db.session.scalars(select(Statement).options(whose).order_by(Statement.number)):
            self._statements.setdefault(said.poll_number, []).append(said)
        self._repeated_by = _repeats()

    def late(self, number: int) -> int:
        return self._late.get(number, 0)

    def on_paper(self, number: int) -> int:
        return self._ways.get((number, PAPER), 0)

    def ways(self, number: int) -> tuple[tuple[str, int], ...]:
        """How the ballots of a poll came, with how many."""
        every = ((way, self._ways.get((number, way), 0)) for way in (TABLET, PHONE, PAPER))
        return tuple((way, count) for way, count in every if count)

    def afterwards(self, poll: Poll, acts: Acts) -> dict[str, Any]:
        """What followed the result; words that were taken back or down are left out."""
        seconds = Rules.from_json(poll.rules).challenge_seconds
        until = poll.published_at + timedelta(seconds=seconds) if poll.published_at else None
        return {
            "challenge_until": acts.local(until),
            "challenges": _challenged(self._challenges.get(poll.number, ()), acts),
            "statements": _stated(self._statements.get(poll.number, ()), acts),
            "repeats": poll.repeats_number,
            "repeated_by": self._repeated_by.get(poll.number),
        }


def _repeats() -> dict[int, int]:
    """The first repeat of each poll; one that was voided itself no longer counts."""
    counts = Poll.repeats_number.is_not(None), Poll.state.not_in((PollState.VOID, PollState.DRAFT))
    rows = db.session.execute(
        select(Poll.repeats_number, Poll.number).where(*counts).order_by(Poll.number.desc())
    )
    return {row[0] or 0: row[1] for row in rows}


def _challenged(found: Sequence[Challenge], acts: Acts) -> tuple[Challenged, ...]:
    return tuple(
        Challenged(public_name(one.person), acts.local(one.made_at), one.reason, one.is_upheld, one.ruling)
        for one in found
    )


def _stated(found: Sequence[Statement], acts: Acts) -> tuple[Stated, ...]:
    return tuple(
        Stated(str(one.kind), public_name(one.person), acts.local(one.made_at), one.words)
        for one in found
        if one.words is not None
    )
