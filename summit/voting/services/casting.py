"""Cast a ballot: one statement decides, then the commit, then "received" — nothing in between."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from sqlalchemy import ColumnElement, Integer, LargeBinary, String, and_, literal, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from summit.db import clock, db, is_sqlite, transaction
from summit.domain.ballots import (
    BallotRejected,
    ballot_id,
    enclosed,
    is_nonce,
    marked,
    padded_length,
    receipt,
)
from summit.domain.errors import NotAllowed, Refusal
from summit.domain.marking import Rank, paper_of
from summit.domain.rules import Rules
from summit.voting.models import (
    PAPER,
    TABLET,
    TAKING_BALLOTS,
    Ballot,
    CalledVote,
    Envelope,
    LateCast,
    Participation,
    Poll,
    PollState,
    RollEntry,
)
from summit.voting.services import keys
from summit.voting.services.losing import note_not_found
from summit.voting.services.steps import known_poll
from summit.voting.services.telling import note_stored

PAUSED = (
    "Casting is paused: the poll's key has to be found or made anew. Your ballot stays on this device and is "
    "sent by itself."
)
COLUMNS = ("poll_number", "seat_id", "person_id", "revision", "attempt", "box", "received_at", "way")


class BallotTooLate(Refusal):
    """The poll takes no ballots any more; the message says since when."""


class BallotTooEarly(Refusal):
    """The poll does not take ballots yet."""


class CastingPaused(Refusal):
    """The poll's key is missing: what is cast now might never be opened. The device tries again by itself."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class BallotChangedElsewhere(Refusal):
    """Another device or tab has cast since this page was made; nothing was overwritten."""


class BallotOnPaper(BallotChangedElsewhere):
    """Two tellers have entered a paper ballot for the seat: there is one ballot for a seat."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a device sends: its two random numbers (hex), the revision it knows, and the marked paper.

    `receipt` comes with a ballot that was received once and is offered again.
    """

    attempt: str
    nonce: str
    seen: int
    ranking: Sequence[Rank]
    blank: bool = False
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """The answer after the commit; `at` is None when the poll has closed since."""

    receipt: str
    revision: int
    at: datetime | None


def cast_ballot(person_id: int, poll_number: int, marks: Marks, way: str = TABLET) -> Received:
    """Store a person's ballot under their seat, sealed; answers only when it is on disk.

    The same attempt sent again is answered "received" again, also after closing and publication. Raises
    BallotRejected, BallotTooEarly, BallotTooLate, BallotChangedElsewhere, NotAllowed (not on the roll),
    NotFound.
    """
    poll = known_poll(poll_number)
    if not (is_nonce(marks.attempt) and is_nonce(marks.nonce) and marks.seen >= 0):
        raise BallotRejected("This ballot was sent without its numbers. Reload the page and cast again.")
    if poll.state in (PollState.DRAFT, PollState.ANNOUNCED):
        raise BallotTooEarly("This poll is not open yet. Your ranking stays on this device.")
    seat = db.session.scalar(_seat_of(person_id, poll_number))
    if seat is None:
        raise NotAllowed("You are not on the roll of this poll.")
    key, box = _public_key(poll), sealed(poll, seat, marks)
    stored = _store(poll_number, person_id, marks, box, key, way)
    if stored is not None:
        note_stored(person_id, poll_number, *stored)
        return Received(receipt(ballot_id(poll_number, marks.nonce)), *stored)
    if known_poll(poll_number).public_key != key:  # made anew meanwhile: nobody could open this box
        raise CastingPaused(PAUSED)
    return _answer_not_stored(poll_number, person_id, seat, marks)


def sealed(poll: Poll, seat: int, marks: Marks) -> bytes:
    """The marked paper of a seat in its box. Raises BallotRejected, BallotTooLate."""
    return keys.seal(_public_key(poll), _content(poll, seat, marks))


def _seat_of(person_id: int, poll_number: int) -> Any:
    return select(RollEntry.seat_id).where(
        RollEntry.poll_number == poll_number, RollEntry.person_id == person_id
    )


def _public_key(poll: Poll) -> bytes:
    if poll.is_by_hand:
        raise BallotRejected("This poll is counted by hand in the room: no ballot is cast on a device.")
    if poll.public_key is None:
        raise BallotTooLate(f"Poll {poll.name} was void before it opened.")
    return poll.public_key


def _content(poll: Poll, seat: int, marks: Marks) -> bytes:
    options = [option.id for option in poll.options]
    rules = Rules.from_json(poll.rules)
    if marks.blank and not rules.blank_allowed:
        raise BallotRejected("This poll takes no blank ballots.")
    paper = paper_of(rules)
    ballot = marked(marks.ranking, options, blank=marks.blank, paper=paper)
    return enclosed(poll.number, seat, marks.nonce, ballot, padded_length(poll.number, options, paper))


@transaction
def _store(
    poll_number: int, person_id: int, marks: Marks, box: bytes, key: bytes, way: str
) -> tuple[int, datetime] | None:
    """The one statement: state, key, right to vote and revision are proved where the envelope is written.

    Poll and roll are held until the commit, so that neither a close nor another person on the roll passes it.
    """
    row = db.session.execute(_cast_statement(poll_number, person_id, marks, box, key, way)).first()
    return None if row is None else (row.revision, row.received_at)


def _cast_statement(poll_number: int, person_id: int, marks: Marks, box: bytes, key: bytes, way: str) -> Any:
    whose = and_(RollEntry.person_id == person_id, Poll.public_key == key)
    entitled = entitled_to_cast(poll_number, whose, marks, box, way)
    dialect = sqlite if is_sqlite() else postgresql
    insert = dialect.insert(Envelope).from_select(COLUMNS, entitled)
    excluded = insert.excluded
    return insert.on_conflict_do_update(
        index_elements=["poll_number", "seat_id"],
        set_={name: excluded[name] for name in COLUMNS[2:]},
        where=and_(Envelope.revision == excluded.revision - 1, Envelope.way != PAPER),
    ).returning(Envelope.revision, Envelope.received_at)


def entitled_to_cast(poll_number: int, whose: ColumnElement[bool], marks: Marks, box: bytes, way: str) -> Any:
    """The envelope of a seat on the roll while the poll takes ballots, and no row otherwise."""
    return (
        select(
            RollEntry.poll_number,
            RollEntry.seat_id,
            RollEntry.person_id,
            literal(marks.seen + 1, Integer),
            literal(marks.attempt, String),
            literal(box, LargeBinary),
            clock(),
            literal(way, String),
        )
        .join(Poll, Poll.number == RollEntry.poll_number)
        .where(
            Poll.number == poll_number,
            whose,
            Poll.state.in_(TAKING_BALLOTS),
            Poll.paused_at.is_(None),
            or_(Poll.closes_at.is_(None), Poll.closes_at > clock()),
        )
        .with_for_update(read=True, of=[Poll, RollEntry])
    )


def _answer_not_stored(poll_number: int, person_id: int, seat: int, marks: Marks) -> Received:
    """Why the statement wrote nothing: the same attempt again, too late, or changed elsewhere."""
    identity = ballot_id(poll_number, marks.nonce)
    if known_poll(poll_number).paused_at is not None:
        raise CastingPaused(PAUSED)
    stored = db.session.get(Envelope, (poll_number, seat), populate_existing=True)
    if stored is not None and stored.attempt == marks.attempt:
        _require_same_ballot(_nonce_in(poll_number, stored.box) in (marks.nonce, None))
        return Received(receipt(identity), stored.revision, stored.received_at)
    if stored is not None and stored.way == PAPER:
        raise BallotOnPaper("A ballot on paper was entered for your seat. It counts; this one does not.")
    if (
        stored is not None
        and known_poll(poll_number).state in TAKING_BALLOTS
        and not _has_passed(poll_number)
    ):
        raise BallotChangedElsewhere(
            "Your ballot was changed on another device or tab since this page was made. Look again before "
            "casting; nothing was overwritten."
        )
    took_part = db.session.get(Participation, (poll_number, seat), populate_existing=True)
    if took_part is not None and took_part.attempt in (marks.attempt, None):
        # Publication blanks the attempt; a nonce that was counted nobody knows but the voter's own device.
        is_counted = _is_counted(poll_number, seat, identity)
        _require_same_ballot(is_counted or took_part.attempt is None)
        if is_counted:
            return Received(receipt(identity), 0, None)
    is_void = known_poll(poll_number).state == PollState.VOID
    if took_part is None and not is_void and marks.receipt and marks.receipt == receipt(identity):
        _note_lost(poll_number, seat)
        raise BallotTooLate(_lost(known_poll(poll_number)))
    _note_late(poll_number, person_id, seat)
    raise BallotTooLate(_too_late(known_poll(poll_number)))


def _is_counted(poll_number: int, seat: int, identity: str) -> bool:
    """Whether this very ballot was among those of the closing; in a roll call, under the voter's seat."""
    called = db.session.get(CalledVote, (poll_number, seat))
    if called is not None:
        return called.id == identity
    return db.session.get(Ballot, (poll_number, identity)) is not None


def _nonce_in(poll_number: int, box: bytes) -> str | None:
    """The nonce of a stored ballot; None where the key is missing, which must not turn a voter away."""
    try:
        (inside,) = keys.unseal(poll_number, [box])
    except keys.KeyMissing:
        return None
    nonce: str | None = None if inside is None else json.loads(inside)["nonce"]
    return nonce


def _require_same_ballot(is_same: bool) -> None:
    """A receipt stands for what is stored, not for other numbers sent under an answered attempt."""
    if not is_same:
        raise BallotRejected("This attempt was answered for another ballot. Reload the page and look again.")


def _has_passed(poll_number: int) -> bool:
    passed = select(Poll.number).where(Poll.number == poll_number, Poll.closes_at <= clock())
    return db.session.scalar(passed) is not None


@transaction
def _note_late(poll_number: int, person_id: int, seat: int) -> None:
    """Count a voter without a ballot who came too late, once, however often the device tries."""
    has_ballot = db.session.get(Participation, (poll_number, seat)) or db.session.get(
        Envelope, (poll_number, seat)
    )
    if has_ballot is None and db.session.get(LateCast, (poll_number, person_id)) is None:
        db.session.add(LateCast(poll_number=poll_number, person_id=person_id))


@transaction
def _note_lost(poll_number: int, seat: int) -> None:
    """Shown to the chair before any result; afterwards the device is only told."""
    if known_poll(poll_number).state == PollState.CLOSED:
        note_not_found(poll_number, seat)


def _lost(poll: Poll) -> str:
    return (
        f"Your ballot in V-{poll.number:02} was received and then lost on the server, and the poll closed "
        "before it came back. It was not counted. Tell the chair: your receipt shows it."
    )


def _too_late(poll: Poll) -> str:
    if poll.state == PollState.VOID:
        return f"Poll {poll.name} is void. Your ranking stays on this device."
    closed = poll.closed_at or poll.closes_at
    when = f" at {closed:%H:%M:%S} UTC" if closed else ""
    return f"Poll {poll.name} closed{when}, before this ballot arrived. It was not counted."
