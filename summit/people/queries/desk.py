"""The list of people at the accreditation desk."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from summit.db import db
from summit.people.models import Person, Role, Slip
from summit.people.queries.entering import PIN_FAILURES_ALLOWED


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
