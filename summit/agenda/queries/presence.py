"""Who is present at a sitting, from where, and whether that is the quorum of its body."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from summit.agenda.models import RUNNING, Presence, Sitting
from summit.agenda.queries.sittings import running_sitting
from summit.db import db
from summit.domain.errors import NotFound
from summit.domain.quorum import Assembly, QuorumStanding, quorum_standing
from summit.people.models import Attendance, Person, Seat
from summit.people.queries import in_order


def present_seats(body_id: int) -> Assembly | None:
    """Seats of the body and which of them are present at its running sitting; None while it does not sit."""
    running = running_sitting(body_id)
    return None if running is None else assemblies([running])[running.id]


def quorum_of(body_id: int, held: bool = False) -> QuorumStanding | None:
    """The present of the running sitting held against the body's quorum; None while it does not sit.

    Where they are `held`, nobody comes or goes before the commit.
    """
    running = running_sitting(body_id)
    if running is not None and held:
        _hold(running.id)
    return None if running is None else quorum_at(running)


def _hold(sitting_id: int) -> None:
    """Those who are there first, for who comes from afar into the room leaves before arriving."""
    there = select(Presence.id).where(Presence.sitting_id == sitting_id, Presence.left_at.is_(None))
    db.session.execute(there.with_for_update(read=True))
    db.session.execute(select(Sitting.id).where(Sitting.id == sitting_id).with_for_update())


def quorum_at(sitting: Sitting) -> QuorumStanding:
    """Those present at a sitting held against its body's quorum, also before it is opened."""
    return quorum_standing(
        assemblies([sitting])[sitting.id], sitting.body.quorum, sitting.body.quorum_counts_remote
    )


def assemblies(sittings: Sequence[Sitting]) -> dict[int, Assembly]:
    """By sitting: seats that are held, seats present in the room and remote, and others present."""
    if not sittings:
        return {}
    held = _seats_held({one.body_id for one in sittings})
    counted: dict[int, dict[str, int]] = {one.id: {} for one in sittings}
    for row in db.session.execute(_counts([one.id for one in sittings])):
        figures = counted[row.sitting_id]
        figures[row.mode] = row.seated
        figures["others"] = figures.get("others", 0) + row.people - row.seated
    return {
        one.id: Assembly(
            seats=held.get(one.body_id, 0),
            room=counted[one.id].get(Attendance.ROOM, 0),
            remote=counted[one.id].get(Attendance.REMOTE, 0),
            others=counted[one.id].get("others", 0),
        )
        for one in sittings
    }


def _seats_held(bodies: set[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(Seat.body_id, func.count().label("held"))
        .where(Seat.body_id.in_(bodies), Seat.holder_id.is_not(None))
        .group_by(Seat.body_id)
    )
    return {row.body_id: row.held for row in rows}


def _counts(sittings: Sequence[int]) -> Select[int, Attendance, int, int]:
    """One row for each sitting and mode; who has been withdrawn is present nowhere."""
    return (
        select(
            Presence.sitting_id,
            Presence.mode,
            func.count(Seat.id).label("seated"),
            func.count().label("people"),
        )
        .join(Sitting, Sitting.id == Presence.sitting_id)
        .join(Person, Person.id == Presence.person_id)
        .outerjoin(Seat, (Seat.holder_id == Presence.person_id) & (Seat.body_id == Sitting.body_id))
        .where(Presence.sitting_id.in_(sittings), Presence.left_at.is_(None), Person.withdrawn_at.is_(None))
        .group_by(Presence.sitting_id, Presence.mode)
    )


@dataclass(frozen=True, slots=True)
class Attending:
    """A line of the attendance list. `mode` None is absent; `seat` None is somebody without a vote."""

    seat: str | None
    person: Person
    mode: Attendance | None
    since: datetime | None


def attendance(sitting: Sitting) -> list[Attending]:
    """Every seat that is held, in order, with whether its holder is present; then others who are present."""
    here = {
        row.person_id: row
        for row in db.session.scalars(
            select(Presence)
            .where(Presence.sitting_id == sitting.id, Presence.left_at.is_(None))
            .options(joinedload(Presence.person))
            .order_by(Presence.arrived_at, Presence.id)
            .execution_options(populate_existing=True)
        )
    }
    seats = db.session.scalars(
        select(Seat)
        .where(Seat.body_id == sitting.body_id, Seat.holder_id.is_not(None))
        .options(joinedload(Seat.holder))
        .order_by(*in_order(Seat.number))
    )
    lines = [_attending(one.number, one.holder, here.pop(one.holder.id, None)) for one in seats if one.holder]
    others = [_attending(None, row.person, row) for row in here.values()]
    return [line for line in (*lines, *others) if line.person.withdrawn_at is None]


def _attending(seat: str | None, person: Person, row: Presence | None) -> Attending:
    if row is None:
        return Attending(seat, person, None, None)
    return Attending(seat, person, Attendance(row.mode), row.arrived_at)


@dataclass(frozen=True, slots=True)
class Visit:
    """One coming and going of a person; `was_taken_back` when the scan was undone."""

    id: int
    sitting_id: int
    person: Person
    mode: Attendance
    arrived_at: datetime
    left_at: datetime | None
    dropped: bool

    @property
    def was_taken_back(self) -> bool:
        return self.left_at == self.arrived_at


def visits(sitting_id: int, person_id: int | None = None, latest: int | None = None) -> list[Visit]:
    """Every coming and going at a sitting, of one person or of all, the latest first."""
    wanted = (
        select(Presence)
        .where(Presence.sitting_id == sitting_id)
        .options(joinedload(Presence.person))
        .order_by(Presence.id.desc())
        .limit(latest)
        .execution_options(populate_existing=True)
    )
    if person_id is not None:
        wanted = wanted.where(Presence.person_id == person_id)
    return [_visit(row) for row in db.session.scalars(wanted)]


def visit(presence_id: int) -> Visit:
    """One coming and going. Raises NotFound."""
    row = db.session.get(Presence, presence_id, populate_existing=True)
    if row is None:
        raise NotFound("There is no such scan.")
    return _visit(row)


def _visit(row: Presence) -> Visit:
    return Visit(
        row.id, row.sitting_id, row.person, Attendance(row.mode), row.arrived_at, row.left_at, row.dropped
    )


@dataclass(frozen=True, slots=True)
class OwnPresence:
    """Where a person stands at a running sitting; `mode` None is absent, `was_dropped` for silence."""

    sitting: Sitting
    mode: Attendance | None
    since: datetime | None
    was_dropped: bool


def own_presence(person_id: int) -> list[OwnPresence]:
    """Where a person stands at every running sitting at which they have been seen, in the order of bodies."""
    rows = db.session.scalars(_SEEN, {"the_person": person_id})
    last = {row.sitting_id: row for row in rows}
    running = db.session.scalars(_SAT_AT, {"the_sittings": list(last)}) if last else ()
    return [
        _own(one, last[one.id]) for one in sorted(running, key=lambda one: (one.body.position, one.body_id))
    ]


_SEEN = (
    select(Presence)
    .join(Sitting, Sitting.id == Presence.sitting_id)
    .where(Presence.person_id == bindparam("the_person"), Sitting.state.in_(RUNNING))
    .order_by(Presence.id)
    .execution_options(populate_existing=True)
)
_SAT_AT = (
    select(Sitting)
    .where(Sitting.id.in_(bindparam("the_sittings", expanding=True)))
    .options(joinedload(Sitting.body))
)
"""Built once, for the top of every page."""


def presence_at(sitting: Sitting, person_id: int) -> OwnPresence:
    """Where a person stands at a sitting, also before it begins and when they have not been seen."""
    row = db.session.scalar(
        select(Presence)
        .where(Presence.sitting_id == sitting.id, Presence.person_id == person_id)
        .order_by(Presence.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return OwnPresence(sitting, None, None, False) if row is None else _own(sitting, row)


def _own(sitting: Sitting, row: Presence) -> OwnPresence:
    if row.left_at is None:
        return OwnPresence(sitting, Attendance(row.mode), row.arrived_at, False)
    return OwnPresence(sitting, None, row.left_at, row.dropped)
