"""Where a person stands in a poll, and how many ballots were received; never what a ballot says."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select

from summit.db import db
from summit.voting.models import (
    PAPER,
    TAKING_BALLOTS,
    Envelope,
    LateCast,
    LostEnvelope,
    Participation,
    Poll,
    RollEntry,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's own standing in a poll.

    `revision` is that of their sealed envelope, 0 without one; `took_part` is known once the poll has closed.
    """

    is_on_roll: bool
    revision: int
    received_at: datetime | None
    took_part: bool
    is_on_paper: bool = False


NOBODY = Standing(False, 0, None, False)


def standing(poll_number: int, person_id: int | None) -> Standing:
    """What the roll, the envelope's outside and the register say about this person."""
    if person_id is None:
        return NOBODY
    row = db.session.execute(
        select(
            Envelope.revision, Envelope.received_at, Envelope.way, Participation.seat_id.label("took_part")
        )
        .select_from(RollEntry)
        .outerjoin(
            Envelope,
            (Envelope.poll_number == RollEntry.poll_number) & (Envelope.seat_id == RollEntry.seat_id),
        )
        .outerjoin(
            Participation,
            (Participation.poll_number == RollEntry.poll_number)
            & (Participation.seat_id == RollEntry.seat_id),
        )
        .where(RollEntry.poll_number == poll_number, RollEntry.person_id == person_id)
    ).first()
    if row is None:
        return NOBODY
    return Standing(
        True, row.revision or 0, row.received_at, row.took_part is not None, is_on_paper=row.way == PAPER
    )


def turnout(poll: Poll) -> int:
    """How many ballots were received up to now."""
    if poll.is_by_hand or poll.state not in TAKING_BALLOTS:
        return poll.turnout
    return count_rows(Envelope, poll.number)


def late(poll_number: int) -> int:
    """How many on the roll, without a ballot, tried to cast after the close."""
    return count_rows(LateCast, poll_number)


def lost(poll_number: int) -> int:
    """How many received ballots were lost and asked for again."""
    return count_rows(LostEnvelope, poll_number)


def not_found(poll_number: int) -> int:
    """Of the ballots that were lost, how many have not come back: receipts without a ballot."""
    seat, number = LostEnvelope.seat_id, LostEnvelope.poll_number
    back = [
        exists().where(kind.poll_number == number, kind.seat_id == seat) for kind in (Envelope, Participation)
    ]
    wanted = select(func.count()).select_from(LostEnvelope).where(number == poll_number, ~or_(*back))
    return db.session.scalar(wanted) or 0


def on_paper(poll_number: int) -> int:
    """How many of the ballots of a closed poll came on paper."""
    on_paper = (Participation.poll_number == poll_number, Participation.way == PAPER)
    return db.session.scalar(select(func.count()).where(*on_paper)) or 0


def count_rows(kind: type[Envelope] | type[LateCast] | type[LostEnvelope], poll_number: int) -> int:
    return db.session.scalar(select(func.count()).where(kind.poll_number == poll_number)) or 0
