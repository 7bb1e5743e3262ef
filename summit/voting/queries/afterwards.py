"""What followed a published result: challenges and rulings, recounts, statements, repeats of void polls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.domain.errors import NotFound
from summit.domain.rules import Rules
from summit.record import RecordEntry
from summit.voting.models import Challenge, Poll, PollState, Statement


@dataclass(frozen=True, slots=True)
class Recount:
    """The last recount of stored ballots: when, how many, and what differed, in sentences."""

    at: datetime
    ballots: int
    is_equal: bool
    differences: Sequence[str]


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Until when a result can be challenged and spoken about, and what was said up to now."""

    challenge_until: datetime
    statements_until: datetime
    challenges: Sequence[Challenge]
    statements: Sequence[Statement]
    recount: Recount | None

    def is_challengeable(self, at: datetime) -> bool:
        return at < self.challenge_until

    def takes_statements(self, at: datetime) -> bool:
        return at < self.statements_until


def afterwards(poll: Poll) -> Afterwards | None:
    """None before publication, and for practice."""
    if poll.published_at is None or poll.is_practice:
        return None
    rules = Rules.from_json(poll.rules)
    return Afterwards(
        poll.published_at + timedelta(seconds=rules.challenge_seconds),
        poll.published_at + timedelta(seconds=rules.statement_seconds),
        challenges(poll.number),
        statements(poll.number),
        recount(poll.number),
    )


def poll_of(kind: type[Challenge] | type[Statement], number: int) -> int:
    """The poll that a challenge or a statement is about. Raises NotFound."""
    found = db.session.scalar(select(kind.poll_number).where(kind.number == number))
    if found is None:
        raise NotFound("There is no such thing.")
    return found


def challenges(number: int) -> Sequence[Challenge]:
    """The challenges of a result in their order."""
    wanted = select(Challenge).options(joinedload(Challenge.person), joinedload(Challenge.ruled_by))
    return db.session.scalars(wanted.where(Challenge.poll_number == number).order_by(Challenge.number)).all()


def statements(number: int) -> Sequence[Statement]:
    """The statements on a result in their order, also those whose words are gone."""
    wanted = select(Statement).options(joinedload(Statement.person))
    return db.session.scalars(wanted.where(Statement.poll_number == number).order_by(Statement.number)).all()


def recount(number: int) -> Recount | None:
    """The last one that the record keeps; None where nobody asked for one."""
    wanted = RecordEntry.kind == "poll_recounted", RecordEntry.payload["poll"].as_integer() == number
    entry = db.session.scalar(select(RecordEntry).where(*wanted).order_by(RecordEntry.seq.desc()).limit(1))
    if entry is None:
        return None
    told = entry.payload
    return Recount(entry.at, told["ballots"], told["is_equal"], told["differences"])


@dataclass(frozen=True, slots=True)
class Repeats:
    """The void poll that this one repeats, with the reason, and the one that repeats it."""

    of: int | None
    reason: str
    by: int | None


def repeats(poll: Poll) -> Repeats:
    """Both directions of a repeat; a repeat that was voided itself no longer counts."""
    old = db.session.get(Poll, poll.repeats_number) if poll.repeats_number else None
    by = db.session.scalar(
        select(Poll.number)
        .where(Poll.repeats_number == poll.number, Poll.state.not_in((PollState.VOID, PollState.DRAFT)))
        .order_by(Poll.number)
    )
    return Repeats(poll.repeats_number, (old.void_reason or "") if old else "", by)
