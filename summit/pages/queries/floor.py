"""What the now page of a body shows: what is before it, its polls, what comes next, where to listen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from summit import record
from summit.agenda.models import Announcement, Channel
from summit.agenda.queries import announcements
from summit.db import db
from summit.documents import queries as documents
from summit.documents.queries import Listed
from summit.pages.queries.projected import Projected, projected
from summit.pages.queries.reading import Line, reading
from summit.voting.models import TAKING_BALLOTS, Envelope, Poll, PollState, RollEntry
from summit.voting.queries import real_polls
from summit.voting.queries.verdicts import outcome

LATEST_RESULTS = 3


@dataclass(frozen=True, slots=True)
class Decided:
    """A published poll in one line, and how it came out in a few words."""

    poll: Poll
    outcome: str
    at: datetime | None = None
    """When it was last changed: published, or voided since."""


@dataclass(frozen=True, slots=True)
class Floor:
    """What the now page shows; `lines` are the provisions that the first poll is about."""

    shown: Projected
    lines: list[Line]
    said: list[Announcement]
    channels: Sequence[Channel]
    results: list[Decided]
    documents: list[Listed]
    titles: Mapping[int, str]
    code: str


def floor(body_id: int) -> Floor:
    """Raises NotFound for an unknown body."""
    shown = projected(body_id)
    papers = documents.documents()
    return Floor(
        shown=shown,
        lines=_lines(shown.polls[0]) if shown.polls else [],
        said=announcements(body_id),
        channels=shown.on.sitting.channels if shown.on.sitting else [],
        results=[_decided(poll) for poll in _published(body_id)],
        documents=papers,
        titles={paper.number: paper.title for paper in papers},
        code=record.head_code(),
    )


def ballots_of(person_id: int, body_id: int) -> tuple[frozenset[int], frozenset[int]]:
    """The open polls of the body on whose roll this person stands, and those for which a ballot is stored."""
    own = (Envelope.poll_number == Poll.number) & (Envelope.seat_id == RollEntry.seat_id)
    rows = db.session.execute(
        select(Poll.number, Envelope.seat_id)
        .join(RollEntry, RollEntry.poll_number == Poll.number)
        .outerjoin(Envelope, own)
        .where(Poll.body_id == body_id, Poll.state.in_(TAKING_BALLOTS), RollEntry.person_id == person_id)
    ).all()
    return frozenset(number for number, _ in rows), frozenset(number for number, seat in rows if seat)


def _published(body_id: int) -> list[Poll]:
    wanted = real_polls().where(Poll.state == PollState.PUBLISHED, Poll.body_id == body_id).order_by(None)
    latest = wanted.order_by(Poll.published_at.desc()).limit(LATEST_RESULTS)
    return list(db.session.scalars(latest.options(selectinload(Poll.options))))


def decisions(most: int) -> list[Decided]:
    """The latest decisions of all bodies, the last changed first; one that is void since says so."""
    voided = {one.payload["poll"]: one.at for one in db.session.scalars(_voidings())}
    wanted = real_polls().where(Poll.published_at.is_not(None)).options(selectinload(Poll.options))
    found = [
        Decided(poll, outcome(poll), voided.get(poll.number, poll.published_at))
        for poll in db.session.scalars(wanted)
    ]
    return sorted(found, key=lambda one: (one.at, one.poll.number), reverse=True)[:most]


def _voidings() -> Select[record.RecordEntry]:
    return select(record.RecordEntry).where(record.RecordEntry.kind == "poll_voided")


def _lines(poll: Poll) -> list[Line]:
    if poll.document_number is None or poll.base is None:
        return []
    lines = reading(poll.document_number, poll.base).lines
    return [line for line in lines if line.provision.id in poll.provisions]


def _decided(poll: Poll) -> Decided:
    return Decided(poll, outcome(poll))
