"""What a chair sees of an open poll: how far ballots have come, as numbers, room and remote apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from summit.agenda.models import Presence
from summit.agenda.queries import running_sitting
from summit.db import db, now
from summit.domain.rules import Rules
from summit.people.models import Attendance, Person, Seat
from summit.people.queries import in_order
from summit.voting.models import BallotShown, Envelope, Poll, RollEntry
from summit.voting.queries.standing import lost, not_found

SILENT = timedelta(seconds=150)
"""A device from which nothing was heard for so long is silent; live pages are noted once a minute."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Seats of the roll in one place. Each is received, holds the ballot or is silent.

    `slow` need more time and have not cast; `without` is how many have never been shown the ballot.
    """

    entitled: int
    received: int
    holding: int
    silent: int
    without: int
    slow: int


@dataclass(frozen=True, slots=True)
class Watch:
    """An open poll as its chair watches it: numbers, and nothing of what a ballot says.

    `seats` are those without a ballot on whose devices it has never been, so that somebody can go to them;
    `early_for` the seconds that the least time which the rules name goes on, 0 once it is over. `lost`
    ballots could not be opened any more; of these `not_back` have not been offered again.
    """

    poll: int
    room: Reached
    remote: Reached
    seats: tuple[str, ...]
    early_for: int
    minimum: int
    lost: int
    not_back: int

    @property
    def places(self) -> tuple[tuple[str, Reached], ...]:
        """In the room and remote; left out where nobody of the roll is there."""
        both = (("room", self.room), ("remote", self.remote))
        return tuple(one for one in both if one[1].entitled)

    @property
    def missing(self) -> int:
        """How many ballots have not been received."""
        return sum(one.holding + one.silent for _, one in self.places)

    @property
    def silent(self) -> int:
        return self.room.silent + self.remote.silent

    @property
    def without(self) -> int:
        return self.room.without + self.remote.without

    @property
    def slow(self) -> int:
        return self.room.slow + self.remote.slow


def watch(poll: Poll) -> Watch:
    """How far the ballots of an open poll have come, at this moment."""
    at = now()
    lines = [_line(row, at) for row in _rows(poll)]
    here = {place: [line for line in lines if line.place == place] for place in Attendance}
    rules = Rules.from_json(poll.rules)
    until = (poll.opened_at or at) + timedelta(seconds=rules.minimum_open_seconds)
    return Watch(
        poll.number,
        _reached(here[Attendance.ROOM]),
        _reached(here[Attendance.REMOTE]),
        tuple(line.seat for line in lines if line.is_without),
        max(0, round((until - at).total_seconds())),
        rules.minimum_open_seconds,
        lost(poll.number),
        not_found(poll.number),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    seat: str
    place: Attendance
    is_received: bool
    is_shown: bool
    is_heard: bool
    is_slow: bool

    @property
    def is_without(self) -> bool:
        return not (self.is_received or self.is_shown)


def _rows(poll: Poll) -> Sequence[Any]:
    sitting = running_sitting(poll.body_id)
    same = RollEntry.poll_number
    return db.session.execute(
        select(
            Seat.number.label("seat"), Person.attends, Person.more_time, Presence.mode,
            Envelope.seat_id.label("received"), BallotShown.heard_at,
        )
        .select_from(RollEntry)
        .join(Seat, Seat.id == RollEntry.seat_id)
        .join(Person, Person.id == RollEntry.person_id)
        .outerjoin(Envelope, (Envelope.poll_number == same) & (Envelope.seat_id == RollEntry.seat_id))
        .outerjoin(
            BallotShown, (BallotShown.poll_number == same) & (BallotShown.person_id == RollEntry.person_id)
        )
        .outerjoin(
            Presence,
            (Presence.person_id == RollEntry.person_id)
            & (Presence.sitting_id == (sitting.id if sitting else None))
            & Presence.left_at.is_(None),
        )
        .where(same == poll.number)
        .order_by(*in_order(Seat.number))
    ).all()  # fmt: skip


def _line(row: Any, at: datetime) -> _Line:
    is_heard = row.heard_at is not None and at - row.heard_at < SILENT
    place = Attendance(row.mode or row.attends)
    return _Line(row.seat, place, row.received is not None, row.heard_at is not None, is_heard, row.more_time)


def _reached(lines: Sequence[_Line]) -> Reached:
    left = [line for line in lines if not line.is_received]
    holding = sum(line.is_shown and line.is_heard for line in left)
    return Reached(
        entitled=len(lines),
        received=len(lines) - len(left),
        holding=holding,
        silent=len(left) - holding,
        without=sum(line.is_without for line in left),
        slow=sum(line.is_slow for line in left),
    )
