"""The list of people at the accreditation desk: who is looked for, and how each can come in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from summit.db import clock, db
from summit.domain.badges import folded, written_badge
from summit.people.models import Attendance, Delegation, Office, Person, Role, Seat, Slip
from summit.people.queries.entering import PIN_FAILURES_ALLOWED, Awaiting, without_pin
from summit.people.queries.persons import in_order

PER_PAGE = 50
MOST_WORDS = 50
"""So many different words fit nobody; a database refuses a condition of a thousand."""


class WayIn(StrEnum):
    """How somebody can come in, as the desk sees it."""

    NONE = "no slip yet"
    SLIP = "slip not used yet"
    PIN = "has a PIN"
    LOCKED = "closed to new devices"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom the desk looks for; what is left out does not matter. `words` are of name, badge, delegation."""

    words: str = ""
    body_id: int | None = None
    role: Role | None = None
    attends: Attendance | None = None
    way_in: WayIn | None = None


EVERYBODY = Wanted()


@dataclass(frozen=True, slots=True)
class Accredited:
    """A line of the list; `seats` are the names of the bodies in which a seat is held."""

    id: int
    badge: str
    name: str
    role: Role
    delegation: str
    seats: tuple[str, ...]
    attends: Attendance
    way_in: WayIn
    more_time: bool


def accredited(
    wanted: Wanted = EVERYBODY, page: int | None = None, badges: Sequence[str] | None = None
) -> list[Accredited]:
    """Who is looked for, organisers first, then by badge; only one page of them where one is asked for.

    Who has been withdrawn is left out unless looked for.
    """
    organisers_first = case((Person.role == Role.ORGANISER, 0), else_=1)
    statement = _found(wanted).order_by(organisers_first, *in_order(Person.badge))
    if badges is not None:
        statement = statement.where(Person.badge.in_([written_badge(badge) for badge in badges]))
    if page is not None:
        statement = statement.offset((page - 1) * PER_PAGE).limit(PER_PAGE)
    seats = selectinload(Person.seats).joinedload(Seat.body)
    people = db.session.scalars(statement.options(seats, joinedload(Person.delegation))).all()
    with_slip = set(db.session.scalars(select(Slip.person_id).where(*OPEN)))
    return [_line(one, one.id in with_slip) for one in people]


def number_of(wanted: Wanted) -> int:
    """How many are found."""
    return db.session.scalar(select(func.count()).select_from(_found(wanted).subquery())) or 0


def with_way_in(wanted: Wanted, way_in: WayIn) -> Wanted:
    """The same people, of them those who can come in this way; nobody where another way was looked for."""
    return replace(wanted, way_in=way_in)


def ids_of(wanted: Wanted) -> list[int]:
    """Whom one finds, by number."""
    return list(db.session.scalars(_found(wanted).with_only_columns(Person.id)))


def waiting_for_way_in(wanted: Wanted, attends: Attendance, *, by_organiser: bool) -> list[Awaiting]:
    """Who is looked for, takes part like this, and has neither a PIN nor an unused way in.

    The desk gives organisers none: only an organiser does.
    """
    found = {one.badge for one in accredited(wanted)}
    return [
        one
        for one in without_pin()
        if one.badge in found
        and one.attends == attends
        and not one.has_way_in
        and (by_organiser or one.role != Role.ORGANISER)
    ]


def delegations() -> list[tuple[int, str, int]]:
    """(number, name, how many people) of every delegation, by name."""
    rows = db.session.execute(
        select(Delegation.id, Delegation.name, func.count(Person.id))
        .outerjoin(Person, Person.delegation_id == Delegation.id)
        .group_by(Delegation.id, Delegation.name)
        .order_by(Delegation.name)
    )
    return [(row[0], row[1], row[2]) for row in rows]


OPEN = (Slip.used_at.is_(None), Slip.revoked_at.is_(None), Slip.expires_at > clock())


def _found(wanted: Wanted) -> Select[Any]:
    words = set(folded(wanted.words).split())
    conditions = [Person.sought.contains(word, autoescape=True) for word in words]
    if len(words) > MOST_WORDS:
        return select(Person).where(false())
    if wanted.body_id is not None:
        conditions.append(_sits_in(wanted.body_id))
    if wanted.role is not None:
        conditions.append(Person.role == wanted.role)
    if wanted.attends is not None:
        conditions.append(Person.attends == wanted.attends)
    return select(Person).where(*conditions, *_way_in(wanted.way_in))


def _sits_in(body_id: int) -> ColumnElement[bool]:
    owned = select(Seat.owner_id).where(Seat.body_id == body_id, Seat.owner_id.is_not(None))
    held = select(Seat.holder_id).where(Seat.body_id == body_id, Seat.holder_id.is_not(None))
    in_office = select(Office.person_id).where(Office.body_id == body_id)
    return or_(Person.id.in_(owned), Person.id.in_(held), Person.id.in_(in_office))


def _way_in(way_in: WayIn | None) -> list[ColumnElement[bool]]:
    if way_in == WayIn.WITHDRAWN:
        return [Person.withdrawn_at.is_not(None)]
    has_slip = Person.id.in_(select(Slip.person_id).where(*OPEN))
    locked, has_pin = Person.failures >= PIN_FAILURES_ALLOWED, Person.pin_hash.is_not(None)
    more: dict[WayIn | None, list[ColumnElement[bool]]] = {
        WayIn.NONE: [~has_pin, ~has_slip],
        WayIn.SLIP: [has_slip],
        WayIn.PIN: [has_pin],
        WayIn.LOCKED: [locked, has_pin],
        None: [],
    }
    return [Person.withdrawn_at.is_(None), *more[way_in]]


def _line(person: Person, has_slip: bool) -> Accredited:
    return Accredited(
        id=person.id,
        badge=person.badge,
        name=person.name,
        role=Role(person.role),
        delegation=person.delegation.name if person.delegation else "",
        seats=tuple(seat.body.name for seat in person.seats),
        attends=Attendance(person.attends),
        way_in=way_in(person, has_slip),
        more_time=person.more_time,
    )


def way_in(person: Person, has_slip: bool) -> WayIn:
    """How this person can come in now."""
    if person.withdrawn_at is not None:
        return WayIn.WITHDRAWN
    if person.pin_hash is None:
        return WayIn.SLIP if has_slip else WayIn.NONE
    return WayIn.LOCKED if person.failures >= PIN_FAILURES_ALLOWED else WayIn.PIN


def has_open_slip(person_id: int) -> bool:
    """Whether an unused slip or link would let this person in."""
    return db.session.scalar(select(Slip.id).where(Slip.person_id == person_id, *OPEN).limit(1)) is not None
