"""Presence in the room: people are seen in and out at the door by the number on their badge."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import exists, update
from sqlalchemy.orm import aliased

from summit.agenda.models import Presence, Sitting, SittingState
from summit.agenda.permissions import may_scan
from summit.agenda.queries import quorum_at, sitting
from summit.agenda.services.being_there import arrive, end, tell_person
from summit.db import clock, db, now, transaction
from summit.domain.badges import written_badge
from summit.domain.errors import NotFound, Refusal, require
from summit.domain.quorum import QuorumStanding
from summit.people import queries as people
from summit.people.models import Attendance, Person
from summit.record import keep


class Direction(StrEnum):
    """Which way somebody goes through the door."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan came to: who, which seat of the body (None without a vote), who is there now.

    `is_new` is False when the person was in already.
    """

    presence_id: int
    direction: Direction
    name: str
    seat: str | None
    is_new: bool
    quorum: QuorumStanding


@transaction
def scan_in(actor_id: int, sitting_id: int, badge: str) -> Scanned:
    """See somebody into the room; who takes part from afar is in the room from now on.

    Raises NotAllowed, NotFound (no such badge), Refusal once the sitting is closed.
    """
    place, person = _at_the_door(actor_id, sitting_id, badge)
    at = now()  # one moment for both, by which a scan that is taken back finds what it ended
    end(sitting_id, person.id, Attendance.REMOTE, at)
    presence_id, is_new = arrive(sitting_id, person.id, Attendance.ROOM, at)
    if not is_new and end(sitting_id, person.id, Attendance.REMOTE, at) is not None:
        presence_id, is_new = arrive(sitting_id, person.id, Attendance.ROOM, at)  # they tapped at that moment
    if is_new:
        keep("scanned_in", sitting=sitting_id, person=person.id, by=actor_id)
        tell_person(person.id, place, Attendance.ROOM)
    return _scanned(presence_id, Direction.IN, person, is_new)


@transaction
def scan_out(actor_id: int, sitting_id: int, badge: str) -> Scanned:
    """See somebody out of the room. Raises NotAllowed, NotFound, Refusal when they were not in it."""
    place, person = _at_the_door(actor_id, sitting_id, badge)
    presence_id = end(sitting_id, person.id, Attendance.ROOM)
    if presence_id is None:
        raise Refusal(f"{person.name} is not in the room, so nobody was seen out.")
    keep("scanned_out", sitting=sitting_id, person=person.id, by=actor_id)
    tell_person(person.id, place, None)
    return _scanned(presence_id, Direction.OUT, person, is_new=True)


@transaction
def undo_scan(actor_id: int, presence_id: int, direction: Direction) -> Scanned:
    """Take a scan back: who was seen in was never in the room (and takes part from afar again, if they did
    until then), who was seen out is there as before.

    Raises NotAllowed, NotFound, Refusal when something else happened to that presence since, and for a
    presence from afar, which no scan has made.
    """
    row = db.session.get(Presence, presence_id, populate_existing=True)
    if row is None:
        raise NotFound("There is no such scan.")
    person = people.person(row.person_id)
    place = sitting(row.sitting_id)
    _require_door(actor_id, place)
    if person is None or not _take_back(presence_id, direction):
        raise Refusal("This scan cannot be taken back any more: something else happened since.")
    keep("scan_taken_back", sitting=place.id, person=person.id, direction=direction.value, by=actor_id)
    mode = Attendance.ROOM if direction == Direction.OUT else _from_afar_again(row)
    tell_person(person.id, place, mode)
    return _scanned(presence_id, direction, person, is_new=False)


def scanned(presence_id: int, direction: Direction, is_new: bool = True) -> Scanned:
    """What the answer to a scan shows, also when the page is loaded again. Raises NotFound."""
    row = db.session.get(Presence, presence_id, populate_existing=True)
    person = None if row is None else people.person(row.person_id)
    if person is None:
        raise NotFound("There is no such scan.")
    return _scanned(presence_id, direction, person, is_new)


def _take_back(presence_id: int, direction: Direction) -> bool:
    """One conditional write; a stay that ended as it began stands in the history as taken back."""
    other = aliased(Presence)
    back_already = exists().where(
        other.sitting_id == Presence.sitting_id,
        other.person_id == Presence.person_id,
        other.id > Presence.id,
    )
    running = exists().where(Sitting.id == Presence.sitting_id, Sitting.state != SittingState.CLOSED)
    in_room = Presence.mode == Attendance.ROOM
    statement = update(Presence).where(Presence.id == presence_id, in_room, running, ~back_already)
    if direction == Direction.IN:
        statement = statement.where(Presence.left_at.is_(None)).values(left_at=Presence.arrived_at)
    else:
        statement = statement.where(
            Presence.left_at.is_not(None), Presence.left_at != Presence.arrived_at
        ).values(left_at=None, dropped=False, seen_at=clock())
    written = db.session.execute(
        statement.returning(Presence.id).execution_options(synchronize_session=False)
    )
    return written.first() is not None


def _from_afar_again(row: Presence) -> Attendance | None:
    """Let the presence from afar go on that ended because this person was seen in."""
    again = db.session.execute(
        update(Presence)
        .where(
            Presence.sitting_id == row.sitting_id,
            Presence.person_id == row.person_id,
            Presence.mode == Attendance.REMOTE,
            Presence.left_at == row.arrived_at,
        )
        .values(left_at=None, seen_at=clock())
        .returning(Presence.id)
        .execution_options(synchronize_session=False)
    )
    return None if again.first() is None else Attendance.REMOTE


def _at_the_door(actor_id: int, sitting_id: int, badge: str) -> tuple[Sitting, Person]:
    place = sitting(sitting_id)
    _require_door(actor_id, place)
    if place.state == SittingState.CLOSED:
        raise Refusal(f"“{place.title}” is closed. Nobody is seen in or out any more.")
    number = written_badge(badge)
    person = people.person_by_badge(number)
    if person is None:
        raise NotFound(f"No badge has the number “{number}”." if number else "Scan or type a badge number.")
    if person.withdrawn_at is not None:
        raise Refusal(f"Badge {number} of {person.name} was withdrawn. Ask the accreditation desk.")
    return place, person


def _require_door(actor_id: int, place: Sitting) -> None:
    allowed = may_scan(people.person(actor_id), place.body_id)
    require(allowed, f"Only officers of {place.body.name} and the accreditation desk see people in and out.")


def _scanned(presence_id: int, direction: Direction, person: Person, is_new: bool) -> Scanned:
    row = db.session.get_one(Presence, presence_id, populate_existing=True)
    place = sitting(row.sitting_id)
    seat = next((one.number for one in person.seats if one.body_id == place.body_id), None)
    return Scanned(presence_id, direction, person.name, seat, is_new, quorum_at(place))
