"""Who may plan sittings, see people in and out, take part from afar, set deadlines, announce, rule."""

from summit.people.models import Attendance, Duty, Person
from summit.people.permissions import has_duty, is_officer_of, is_organiser, may_accredit


def sits_in(person: Person | None, body_id: int) -> bool:
    """Whether a person holds a seat or an office in the body."""
    if person is None:
        return False
    has_seat = any(seat.body_id == body_id for seat in person.seats)
    return has_seat or any(office.body_id == body_id for office in person.offices)


def may_plan(person: Person | None, body_id: int) -> bool:
    """Plan sittings of the body and their agenda items; what moves the floor asks for its driver besides."""
    return is_officer_of(person, body_id)


def may_scan(person: Person | None, body_id: int) -> bool:
    """See people in and out at the door of the body: its officers and the accreditation desk."""
    return is_officer_of(person, body_id) or may_accredit(person)


def may_take_part(person: Person | None, body_id: int) -> bool:
    """Be present from afar: who is accredited as remote and sits in the body."""
    return person is not None and person.attends == Attendance.REMOTE and sits_in(person, body_id)


def may_rule(person: Person | None, body_id: int) -> bool:
    """Decide on procedure: the chair of the body, or an organiser in the chair's place."""
    return is_organiser(person) or has_duty(person, Duty.CHAIR, body_id)


def may_announce(person: Person | None, body_id: int) -> bool:
    """Say something to those in a body. To say it to everybody is for officers of the plenary."""
    return is_officer_of(person, body_id)


def may_set_deadlines(person: Person | None, plenary_id: int) -> bool:
    """Say until when an act is open in the whole summit: officers of the plenary."""
    return is_officer_of(person, plenary_id)
