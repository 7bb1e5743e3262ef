"""In which polls the register says that a person took part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from summit.db import db
from summit.people.models import Seat
from summit.voting.models import Envelope, Participation, Poll, PollState, RollEntry


@dataclass(frozen=True, slots=True)
class OwnPoll:
    """A poll on whose roll a person stands: what is stored for their seat, never what it says.

    `received_at` of the sealed ballot while the poll is open; `took_part` is None until it has closed. Where
    hands are counted nobody knows who took part.
    """

    number: int
    title: str
    state: PollState
    opened_at: datetime
    seat: str
    received_at: datetime | None
    took_part: bool | None
    is_by_hand: bool


def own_polls(person_id: int) -> Sequence[OwnPoll]:
    """The latest first."""
    same = RollEntry.poll_number
    rows = db.session.execute(
        select(
            Poll.number, Poll.title, Poll.state, Poll.opened_at, Seat.number.label("seat"), Poll.closed_at,
            Poll.hand_count,
            Envelope.received_at, Participation.seat_id.label("took_part"),
        )
        .join(RollEntry, same == Poll.number)
        .join(Seat, Seat.id == RollEntry.seat_id)
        .outerjoin(Envelope, (Envelope.poll_number == same) & (Envelope.seat_id == RollEntry.seat_id))
        .outerjoin(
            Participation,
            (Participation.poll_number == same) & (Participation.seat_id == RollEntry.seat_id),
        )
        .where(RollEntry.person_id == person_id, Poll.number > 0)  # practice is in no register
        .order_by(Poll.number.desc())
    ).all()  # fmt: skip
    return [
        OwnPoll(
            row.number,
            row.title,
            PollState(row.state),
            row.opened_at,
            row.seat,
            row.received_at,
            row.took_part is not None if row.closed_at is not None else None,
            row.hand_count is not None,
        )
        for row in rows
    ]
