"""One body's desk: order of business, polls with their checks, projector, what was said, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from summit.agenda.models import Announcement, Ruling, Sitting
from summit.agenda.queries import announcements, quorum_at, rulings
from summit.console.queries.bodies import FINISHED
from summit.console.queries.papers import Paper, papers
from summit.db import db
from summit.debates.queries import may_be_added
from summit.domain.quorum import QuorumStanding
from summit.domain.wording import poll_name
from summit.events import Event, Topic
from summit.pages.queries.projected import Projected, projected
from summit.people import queries as people
from summit.people.models import Countersign, Duty, Office, Person, Seat
from summit.voting.models import TAKING_BALLOTS, Poll, PollState, RollEntry
from summit.voting.queries import PollShown, Watch, counting, poll_shown, waiting_on, watch

LATEST = 8
LATEST_RULINGS = 3


@dataclass(frozen=True, slots=True)
class Moved:
    """A seat that changed hands while a poll is open: who votes by the roll, and who holds it now."""

    seat_id: int
    seat: str
    on_roll: str
    holder: str


@dataclass(frozen=True, slots=True)
class PollOnDesk:
    """A poll with what an officer looks at before its next step."""

    shown: PollShown
    waiting: list[Countersign]
    moved: list[Moved]
    contested_by: list[str]
    watch: Watch | None
    counted: int | None
    """How many tellers have entered their count of an open poll that is counted by hand."""

    @property
    def poll(self) -> Poll:
        return self.shown.poll


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened in the body; `subject` is the number of the poll or item it happened to."""

    at: datetime
    type: str
    subject: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on it. `paper` is the sitting whose order of business stands on it, running or to come.

    `members` of the body, by badge and name, can be put on its speakers' list while it has one.
    """

    shown: Projected
    paper: Sitting | None
    quorum: QuorumStanding | None
    chairs: Sequence[str]
    secretaries: Sequence[str]
    seats: int
    polls: list[PollOnDesk]
    papers: list[Paper]
    said: list[Announcement]
    rulings: list[Ruling]
    waiting: list[Countersign]
    latest: list[Happened]
    members: list[tuple[str, str]]


def desk(body_id: int) -> Desk:
    """Raises NotFound for an unknown body."""
    shown, plenary = projected(body_id), people.plenary()
    paper = shown.on.sitting or shown.on.coming
    return Desk(
        shown=shown,
        paper=paper,
        quorum=shown.on.quorum or (quorum_at(paper) if paper else None),
        chairs=_in_office(body_id, Duty.CHAIR),
        secretaries=_in_office(body_id, Duty.SECRETARY),
        seats=len(people.entitled_seats(body_id)),
        polls=[_on_desk(number) for number in _unfinished(body_id)],
        papers=papers(body_id, plenary.id if plenary else None, paper.items if paper else ()),
        said=announcements(body_id),
        rulings=rulings(body_id)[:LATEST_RULINGS],
        waiting=[one for one in people.waiting_for_signature() if one.body_id == body_id],
        latest=_latest(body_id, paper),
        members=may_be_added(body_id) if shown.speakers else [],
    )


def _in_office(body_id: int, duty: Duty) -> Sequence[str]:
    wanted = select(Person.name).join(Office, Office.person_id == Person.id)
    here = wanted.where(Office.body_id == body_id, Office.duty == duty, Person.withdrawn_at.is_(None))
    return db.session.scalars(here.order_by(Office.id)).all()


def _unfinished(body_id: int) -> Sequence[int]:
    wanted = select(Poll.number).where(
        Poll.body_id == body_id, Poll.practice_of.is_(None), Poll.state.not_in(FINISHED)
    )
    return db.session.scalars(wanted.order_by(Poll.number < 0, Poll.number)).all()


def _on_desk(number: int) -> PollOnDesk:
    shown = poll_shown(number)
    takes_ballots = shown.state in TAKING_BALLOTS
    by_hand = shown.poll.is_by_hand and shown.state == PollState.OPEN
    return PollOnDesk(
        shown,
        waiting_on(number),
        _moved(number) if takes_ballots and number > 0 else [],
        _contested_by(shown.poll),
        watch(shown.poll) if shown.is_watched else None,
        counting(shown.poll, None).entered if by_hand else None,
    )


def _contested_by(poll: Poll) -> list[str]:
    """Undecided polls on the same provisions: while there is one, this poll cannot open."""
    if poll.document_number is None:
        return []
    others = db.session.scalars(
        select(Poll)
        .where(Poll.document_number == poll.document_number, Poll.number != poll.number)
        .where(Poll.state.in_((*TAKING_BALLOTS, PollState.CLOSED)))
        .order_by(Poll.number)
    )
    return [f"{poll_name(other.number)}" for other in others if set(poll.provisions) & set(other.provisions)]


def _moved(number: int) -> list[Moved]:
    """Seats on the roll that somebody else holds now."""
    holds = (Seat.id == RollEntry.seat_id) & (Seat.holder_id != RollEntry.person_id)
    wanted = select(Seat, Person.name).join(RollEntry, holds).join(Person, Person.id == RollEntry.person_id)
    rows = db.session.execute(wanted.where(RollEntry.poll_number == number).order_by(Seat.number))
    return [Moved(seat.id, seat.number, name, seat.holder.name) for seat, name in rows if seat.holder]


def _latest(body_id: int, paper: Sitting | None) -> list[Happened]:
    """What the stream of the body tells of late, figures of presence and the projector left out."""
    titles = {one.id: one.title for one in paper.items} if paper else {}
    rows = db.session.execute(
        select(Event.at, Event.type, Event.payload)
        .join(Topic, Topic.id == Event.topic_id)
        .where(Topic.kind == "body", Topic.key == str(body_id), Event.type.in_(TOLD))
        .order_by(Event.seq.desc())
        .limit(LATEST)
    )
    return [Happened(row.at, row.type, _subject(row.payload, titles)) for row in rows]


TOLD = (
    "sitting_opened", "sitting_suspended", "sitting_resumed", "sitting_closed", "sitting_reopened",
    "item_taken_up", "item_done", "item_deferred", "announcement_made", "announcement_ended", "ruling_given",
    "poll_drafted", "poll_announced", "poll_opened", "poll_closing", "poll_reopened", "poll_closed",
    "poll_published", "poll_voided", "poll_paused", "poll_resumed", "poll_closing_soon",
)  # fmt: skip
"""What an officer who comes back to the desk wants to know; the words for it stand in the template."""


def _subject(payload: dict[str, object], titles: dict[int, str]) -> str:
    if "poll" in payload:
        return poll_name(int(str(payload["poll"])))
    item = payload.get("item")
    return titles.get(item, "") if isinstance(item, int) else ""
