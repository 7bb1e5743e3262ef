"""Persons: who somebody is, and who has which badge."""

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from summit.db import db
from summit.domain.badges import written_badge
from summit.events import TopicName
from summit.people.models import Person, Seat


def person(person_id: int | None) -> Person | None:
    """This person with their seats and offices, fresh from the database; None for who has been withdrawn."""
    if person_id is None:
        return None
    found = db.session.scalars(_WHOLE, {"the_person": person_id}).unique().one_or_none()
    return None if found is None or found.withdrawn_at is not None else found


_WHOLE = (
    select(Person)
    .where(Person.id == bindparam("the_person"))
    .options(joinedload(Person.seats).joinedload(Seat.body), joinedload(Person.offices))
    .execution_options(populate_existing=True)
)
"""Built once and read at once: every page begins with it."""


def person_alone(person_id: int) -> Person | None:
    """This person, whose seats and offices are read only where they are asked for: for acts that many do."""
    found = db.session.get(Person, person_id, populate_existing=True)
    return None if found is None or found.withdrawn_at is not None else found


def own_topic(person_id: int) -> TopicName:
    """The stream that only this person may follow."""
    return TopicName("person", str(person_id), "person")


def person_by_badge(badge: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.badge == written_badge(badge)))


def holders() -> dict[str, str]:
    """Name by badge of everybody who is accredited."""
    return {row.badge: row.name for row in db.session.execute(select(Person.badge, Person.name))}


def in_order(
    number: InstrumentedAttribute[str],
) -> tuple[ColumnElement[str], ColumnElement[int], ColumnElement[str]]:
    """By what badges and seats are sorted: 2 before 10, and all of A- before those of B-."""
    return func.rtrim(number, "0123456789"), func.length(number), number.expression
