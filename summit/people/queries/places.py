"""The summit, its bodies and the seats in them."""

from sqlalchemy import select

from summit.db import db
from summit.domain.errors import NotFound
from summit.people.models import Body, Seat, Summit


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
