"""Reads about the summit and its people."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from summit.db import clock, db
from summit.domain.errors import NotFound
from summit.events import TopicName
from summit.people.models import Body, Countersign, CountersignState, Person, Role, Seat, SignIn, Slip, Summit

PIN_FAILURES_ALLOWED = 5


def the_summit() -> Summit | None:
    """The summit that this deployment serves, or None before `flask summit init`."""
    return db.session.get(Summit, 1)


def bodies() -> list[Body]:
    """Every body in the summit's order, the plenary first."""
    return list(db.session.scalars(select(Body).order_by(Body.position, Body.id)))


def body(body_id: int) -> Body:
    """This body, fresh from the database. Raises NotFound."""
    found = db.session.get(Body, body_id, populate_existing=True)
    if found is None:
        raise NotFound("There is no such body.")
    return found


def plenary() -> Body | None:
    """The first body, in which everybody sits; None before the summit is founded."""
    return db.session.scalar(select(Body).order_by(Body.position, Body.id).limit(1))


def person(person_id: int | None) -> Person | None:
    """This person with their seats and offices, fresh from the database; None for who has been withdrawn."""
    if person_id is None:
        return None
    wanted = [selectinload(Person.seats).joinedload(Seat.body), selectinload(Person.offices)]
    found = db.session.get(Person, person_id, populate_existing=True, options=wanted)
    return None if found is None or found.withdrawn_at is not None else found


def own_topic(person_id: int) -> TopicName:
    """The stream that only this person may follow."""
    return TopicName("person", str(person_id), "person")


def person_by_badge(badge: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.badge == badge.strip().upper()))


def holders() -> dict[str, str]:
    """Name by badge of everybody who is accredited."""
    return {row.badge: row.name for row in db.session.execute(select(Person.badge, Person.name))}


def signed_in(token: str) -> SignIn | None:
    """The running sign-in that belongs to a device's token, with its person."""
    return db.session.scalar(
        select(SignIn)
        .where(SignIn.token_hash == token_hash(token), SignIn.ended_at.is_(None))
        .options(joinedload(SignIn.person))
    )


def token_hash(token: str) -> str:
    """What is stored of a code or token: its SHA-256; a random 80 bits or more needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Accredited:
    """A line of the list at the accreditation desk."""

    badge: str
    name: str
    role: Role
    seat: str | None
    has_pin: bool
    is_locked: bool
    has_open_slip: bool


def accredited() -> list[Accredited]:
    """Everybody, organisers first, then by badge."""
    open_slips = set(
        db.session.scalars(select(Slip.person_id).where(Slip.used_at.is_(None), Slip.revoked_at.is_(None)))
    )
    people = db.session.scalars(select(Person).options(selectinload(Person.seats)).order_by(Person.badge))
    order = list(Role)
    lines = [
        Accredited(
            badge=one.badge,
            name=one.name,
            role=Role(one.role),
            seat=one.seats[0].number if one.seats else None,
            has_pin=one.pin_hash is not None,
            is_locked=one.failures >= PIN_FAILURES_ALLOWED,
            has_open_slip=one.id in open_slips,
        )
        for one in people
    ]
    return sorted(lines, key=lambda line: (order.index(line.role), line.badge))


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Somebody without a PIN; `has_way_in` if an unused slip or a sign-in would end by a new one."""

    badge: str
    name: str
    role: Role
    has_way_in: bool


def without_pin() -> list[Awaiting]:
    """Everybody who has no PIN yet, by badge."""
    slips = select(Slip.person_id).where(
        Slip.used_at.is_(None), Slip.revoked_at.is_(None), Slip.expires_at > clock()
    )
    running = select(SignIn.person_id).where(SignIn.ended_at.is_(None))
    ways_in = set(db.session.scalars(slips)) | set(db.session.scalars(running))
    people = db.session.scalars(select(Person).where(Person.pin_hash.is_(None)).order_by(Person.badge))
    return [Awaiting(one.badge, one.name, Role(one.role), one.id in ways_in) for one in people]


def seat_numbers(body_id: int) -> dict[int, str]:
    """The number of every seat of the body, by the seat's id."""
    rows = db.session.execute(select(Seat.id, Seat.number).where(Seat.body_id == body_id))
    return {row.id: row.number for row in rows}


def entitled_seats(body_id: int) -> list[tuple[int, int]]:
    """(seat, person) of every seat of the body that somebody holds, in order of seat."""
    rows = db.session.execute(
        select(Seat.id, Seat.holder_id)
        .where(Seat.body_id == body_id, Seat.holder_id.is_not(None))
        .order_by(Seat.id)
    )
    return [(row.id, row.holder_id) for row in rows]


def waiting_for_signature() -> list[Countersign]:
    """Acts that wait for their second officer, the oldest first."""
    wanted = select(Countersign).where(Countersign.state == CountersignState.ASKED).order_by(Countersign.id)
    return list(db.session.scalars(wanted.options(joinedload(Countersign.asked_by))))


def lately_signed(most: int = 20) -> list[Countersign]:
    """Acts that have been signed, refused or taken back, the latest first."""
    wanted = select(Countersign).where(Countersign.state != CountersignState.ASKED)
    both = joinedload(Countersign.asked_by), joinedload(Countersign.answered_by)
    return list(
        db.session.scalars(wanted.order_by(Countersign.answered_at.desc()).limit(most).options(*both))
    )
