"""Cast a ballot: one statement decides, then the commit, then "received" — nothing in between."""

import json
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from sqlalchemy import and_, bindparam, select

from summit.db import clock, db, transaction
from summit.domain.ballots import BallotRejected, ballot_id, is_nonce, receipt
from summit.domain.errors import NotAllowed, Refusal
from summit.domain.wording import poll_name
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
from summit.voting.services.envelopes import sealed, store_of_device
from summit.voting.services.losing import note_not_found
from summit.voting.services.marks import Marks
from summit.voting.services.steps import known_poll
from summit.voting.services.telling import note_stored

PAUSED = (
    "Casting is paused: the poll's key has to be found or made anew. Your ballot stays on this device and is "
    "sent by itself."
)


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
    poll = _standing(person_id, poll_number)
    if not (is_nonce(marks.attempt) and is_nonce(marks.nonce) and marks.seen >= 0):
        raise BallotRejected("This ballot was sent without its numbers. Reload the page and cast again.")
    if poll.state in (PollState.DRAFT, PollState.ANNOUNCED):
        raise BallotTooEarly("This poll is not open yet. Your ranking stays on this device.")
    if poll.seat_id is None:
        raise NotAllowed("You are not on the roll of this poll.")
    seat, key = poll.seat_id, _key(poll)
    stored = _store(poll_number, person_id, key, marks, sealed(poll_number, key, seat, marks), way)
    if stored is not None:
        note_stored(person_id, poll_number, *stored)
        return Received(receipt(ballot_id(poll_number, marks.nonce)), *stored)
    if known_poll(poll_number).public_key != key:  # made anew meanwhile: nobody could open this box
        raise CastingPaused(PAUSED)
    return _answer_not_stored(poll_number, person_id, seat, marks)


_STANDING = (
    select(Poll.number, Poll.state, Poll.public_key, Poll.hand_count, RollEntry.seat_id)
    .outerjoin(
        RollEntry,
        and_(RollEntry.poll_number == Poll.number, RollEntry.person_id == bindparam("the_person")),
    )
    .where(Poll.number == bindparam("the_poll"))
)
"""Where the poll stands and which seat the person has on its roll: a courtesy, the statement proves both."""


def _standing(person_id: int, poll_number: int) -> Any:
    found = db.session.execute(_STANDING, {"the_person": person_id, "the_poll": poll_number}).first()
    return found or known_poll(poll_number)  # which raises NotFound


def _key(poll: Any) -> bytes:
    if poll.hand_count is not None:
        raise BallotRejected("This poll is counted by hand in the room: no ballot is cast on a device.")
    if poll.public_key is None:
        raise BallotTooLate(f"Poll {poll_name(poll.number)} was void before it opened.")
    key: bytes = poll.public_key
    return key


@transaction
def _store(
    poll_number: int, person_id: int, key: bytes, marks: Marks, box: bytes, way: str
) -> tuple[int, datetime] | None:
    row = store_of_device(poll_number, person_id, key, marks, box, way)
    return None if row is None else (row.revision, row.received_at)


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
        f"Your ballot in {poll.name} was received and then lost on the server, and the poll closed "
        "before it came back. It was not counted. Tell the chair: your receipt shows it."
    )


def _too_late(poll: Poll) -> str:
    if poll.state == PollState.VOID:
        return f"Poll {poll.name} is void. Your ranking stays on this device."
    closed = poll.closed_at or poll.closes_at
    when = f" at {closed:%H:%M:%S} UTC" if closed else ""
    return f"Poll {poll.name} closed{when}, before this ballot arrived. It was not counted."
