"""The summit, its bodies and the seats in them."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.domain.errors import NotFound
from summit.people.models import Body, Duty, Office, Person, Role, Seat, Summit
from summit.people.queries.persons import in_order


def the_summit() -> Summit | None:
    """The summit that this deployment serves, or None before `flask summit init`."""
    found = db.session.get(Summit, 1)
    db.session().info["summit"] = found  # held: a page that shows a hundred moments reads the zone once
    return found


def bodies() -> list[Body]:
    """Every body in the summit's order, the plenary first."""
    return list(db.session.scalars(_BODIES))


_BODIES = select(Body).order_by(Body.position, Body.id)
_FIRST = _BODIES.limit(1)


@dataclass(frozen=True, slots=True)
class BodyListed:
    """A body in one line: who chairs it, how many of its seats are held and how many are free."""

    body: Body
    chairs: tuple[str, ...]
    held: int
    free: int


def bodies_listed() -> list[BodyListed]:
    """Every body in the summit's order, by three statements however many they are."""
    counted = select(Seat.body_id, func.count(Seat.holder_id).label("held"), func.count().label("seats"))
    seats = {row.body_id: row for row in db.session.execute(counted.group_by(Seat.body_id))}
    chairs: dict[int | None, list[str]] = defaultdict(list)
    in_the_chair = select(Office.body_id, Person.name).join(Office.person).where(Office.duty == Duty.CHAIR)
    for row in db.session.execute(in_the_chair.order_by(Person.badge)):
        chairs[row.body_id].append(row.name)
    return [
        BodyListed(one, tuple(chairs[one.id]), row.held if row else 0, row.seats - row.held if row else 0)
        for one in bodies()
        for row in [seats.get(one.id)]
    ]


def body(body_id: int) -> Body:
    """This body, fresh from the database. Raises NotFound."""
    found = db.session.get(Body, body_id, populate_existing=True)
    if found is None:
        raise NotFound("There is no such body.")
    return found


def plenary() -> Body | None:
    """The first body, in which everybody sits; None before the summit is founded."""
    return db.session.scalar(_FIRST)


def seat_numbers(body_id: int) -> dict[int, str]:
    """The number of every seat of the body, by the seat's id."""
    rows = db.session.execute(select(Seat.id, Seat.number).where(Seat.body_id == body_id))
    return {row.id: row.number for row in rows}


def entitled_seats(body_id: int, held: bool = False) -> list[tuple[int, int]]:
    """(seat, person) of every seat of the body that somebody holds, in order of seat.

    Where it is `held`, nobody gives, frees or passes on a seat of the body before the commit.
    """
    wanted = select(Seat.id, Seat.holder_id).where(Seat.body_id == body_id).order_by(Seat.id)
    if held:
        db.session.execute(select(Body.id).where(Body.id == body_id).with_for_update())
        wanted = wanted.with_for_update(read=True)
    rows = db.session.execute(wanted)
    return [(row.id, row.holder_id) for row in rows if row.holder_id is not None]


def seats(body_id: int) -> list[Seat]:
    """Every seat of a body with its owner and holder, in order of number."""
    people = joinedload(Seat.owner), joinedload(Seat.holder)
    wanted = select(Seat).where(Seat.body_id == body_id).options(*people)
    return list(db.session.scalars(wanted.order_by(*in_order(Seat.number))))


def seat(seat_id: int) -> Seat:
    """This seat, fresh from the database. Raises NotFound."""
    found = db.session.get(Seat, seat_id, populate_existing=True)
    if found is None:
        raise NotFound("There is no such seat.")
    return found


def seats_of(person_id: int) -> list[Seat]:
    """The seats that a person owns or holds, in order of their bodies."""
    wanted = select(Seat).join(Body).where((Seat.owner_id == person_id) | (Seat.holder_id == person_id))
    return list(db.session.scalars(wanted.order_by(Body.position, Body.id)))


def may_take(seat: Seat) -> list[Person]:
    """Who may take this seat as a substitute: has a vote and no seat in this body; own delegation first."""
    sits = select(Seat.holder_id).where(Seat.body_id == seat.body_id, Seat.holder_id.is_not(None))
    wanted = select(Person).where(
        Person.role.in_((Role.DELEGATE, Role.SUBSTITUTE)),
        Person.withdrawn_at.is_(None),
        Person.id.not_in(sits),
    )
    people = db.session.scalars(
        wanted.options(joinedload(Person.delegation)).order_by(*in_order(Person.badge))
    )
    delegation = seat.owner.delegation_id if seat.owner else None
    return sorted(
        people,
        key=lambda one: (
            delegation is None or one.delegation_id != delegation,
            one.role != Role.SUBSTITUTE,
        ),
    )


def in_office(body_id: int | None) -> list[Office]:
    """The offices of a body, or (None) of the summit, with who holds them."""
    place = Office.body_id.is_(None) if body_id is None else Office.body_id == body_id
    offices = db.session.scalars(select(Office).where(place).options(joinedload(Office.person)))
    order = list(Duty)
    return sorted(offices, key=lambda one: (order.index(Duty(one.duty)), one.person.badge))
