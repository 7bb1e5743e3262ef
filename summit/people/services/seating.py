"""Seats: give one, free it, let a substitute take it in two taps and its owner take it back."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select, update

from summit.db import db, transaction, wrote
from summit.domain.badges import written_badge
from summit.domain.errors import NotFound, Refusal, Unacceptable, require
from summit.events import TopicName, announce
from summit.people import queries
from summit.people.models import Body, Person, Role, Seat
from summit.people.permissions import may_seat
from summit.people.services.desk import BY_COMMAND, announce_people, known
from summit.people.services.ending import tell_ended
from summit.record import keep

LONGEST_NUMBER = 20


@transaction
def give_seat(actor_id: int | None, badge: str, body_id: int, number: str = "") -> int:
    """Give a person a seat in a body, a free one or a new one; without `number` it has the badge's.

    Raises NotAllowed, NotFound, Unacceptable for a long number, Refusal for who has no vote, sits there
    already, or a seat that is somebody's.
    """
    _require_seating(actor_id, body_id)
    person, body = known(badge, held=True), queries.body(body_id)
    _require_seatable(person, body)
    written = written_badge(number) or person.badge
    if len(written) > LONGEST_NUMBER:
        raise Unacceptable(f"The number of a seat has at most {LONGEST_NUMBER} signs.")
    seat = db.session.scalar(select(Seat).where(Seat.body_id == body_id, Seat.number == written))
    if seat is None:
        seat = Seat(body_id=body_id, number=written)
        db.session.add(seat)
    elif seat.owner_id is not None or seat.holder_id is not None:
        raise Refusal(f"Seat {written} of {body.name} is somebody's.")
    if db.session.scalar(select(Seat.id).where(Seat.body_id == body_id, Seat.owner_id == person.id)):
        raise Refusal(f"{person.name} owns a seat in {body.name}, which a substitute holds.")
    seat.owner_id = seat.holder_id = person.id
    db.session.flush()
    keep("seat_given", seat=written, body=body_id, badge=person.badge, by=actor_id)
    _tell(seat, person.id)
    return seat.id


@transaction
def free_seat(actor_id: int | None, seat_id: int) -> None:
    """Take a seat from its owner and whoever holds it; it stays, and counts in no quorum until it is given.

    Raises NotAllowed, NotFound, Refusal for a seat that is free.
    """
    seat = _seat(actor_id, seat_id)
    if seat.owner_id is None and seat.holder_id is None:
        raise Refusal(f"Seat {seat.number} is free.")
    people = {seat.owner_id, seat.holder_id} - {None}
    badge = seat.owner.badge if seat.owner else None
    seat.owner_id = seat.holder_id = None
    db.session.flush()
    keep("seat_freed", seat=seat.number, body=seat.body_id, badge=badge, by=actor_id)
    _tell(seat, *people)


@transaction
def seat_substitute(actor_id: int | None, seat_id: int, badge: str, seen: int | None) -> None:
    """Let a substitute take a seat that `seen` (a person's id, or nobody) held when the page was made.

    Who held a seat when a poll opened stays on its roll. Raises NotAllowed, NotFound, Refusal for who has no
    vote or sits in that body already, and when the seat has changed hands since.
    """
    seat, person = _seat(actor_id, seat_id), known(badge, held=True)
    _require_seatable(person, seat.body)
    _pass_on(seat, seen, person.id)
    was = _badge(seen)
    keep("seat_taken", seat=seat.number, body=seat.body_id, badge=person.badge, held_before=was, by=actor_id)
    _tell(seat, person.id, seen)


@transaction
def return_seat(actor_id: int | None, seat_id: int) -> None:
    """Let the owner take their seat back. Raises NotAllowed, NotFound, Refusal where they cannot."""
    seat = _seat(actor_id, seat_id)
    if seat.owner is None or seat.owner.withdrawn_at is not None or seat.owner_id == seat.holder_id:
        raise Refusal(f"Seat {seat.number} has nobody to go back to.")
    holder, owner = seat.holder_id, known(seat.owner.badge, held=True)
    _require_seatable(owner, seat.body)
    _pass_on(seat, holder, owner.id)
    keep(
        "seat_returned", seat=seat.number, body=seat.body_id, badge=owner.badge, held_before=_badge(holder),
        by=actor_id,
    )  # fmt: skip
    _tell(seat, owner.id, holder)


def _pass_on(seat: Seat, seen: int | None, to: int) -> None:
    """The conditional write is the guard: of two officers who pass a seat on at once, one does."""
    held: ColumnElement[bool] = Seat.holder_id.is_(None) if seen is None else Seat.holder_id == seen
    moved = wrote(update(Seat).where(Seat.id == seat.id, held).values(holder_id=to))
    if not moved:
        raise Refusal(f"Seat {seat.number} has changed hands in the meantime. Look again.")
    db.session.refresh(seat)


def release_seats(actor_id: int | None, person: Person) -> None:
    """Inside a transaction: a person gives up the seats they own and gives back those they hold."""
    seats = select(Seat).where((Seat.owner_id == person.id) | (Seat.holder_id == person.id))
    for seat in db.session.scalars(seats).all():
        owner, holder = seat.owner_id, seat.holder_id
        seat.owner_id = None if owner == person.id else owner
        seat.holder_id = seat.owner_id if holder == person.id else holder
        db.session.flush()
        keep("seat_freed", seat=seat.number, body=seat.body_id, badge=person.badge, by=actor_id)
        _tell(seat, person.id, seat.holder_id)


def new_seats(pairs: Iterable[tuple[Person, Body]]) -> list[Seat]:
    """Seats for people with a vote, each with the badge's number, or the next where that is taken."""
    taken: dict[int, set[str]] = {}
    for row in db.session.execute(select(Seat.body_id, Seat.number)):
        taken.setdefault(row.body_id, set()).add(row.number)
    seats = []
    for person, body in pairs:
        numbers = taken.setdefault(body.id, set())
        number = _free_number(person.badge, numbers)
        numbers.add(number)
        seats.append(Seat(body_id=body.id, number=number, owner_id=person.id, holder_id=person.id))
    db.session.add_all(seats)
    db.session.flush()
    return seats


def _free_number(badge: str, taken: Iterable[str]) -> str:
    numbers = [badge, *(f"{badge[: LONGEST_NUMBER - 4]}-{n}" for n in range(2, 1000))]
    return next(number for number in numbers if number not in taken)


def _seat(actor_id: int | None, seat_id: int) -> Seat:
    seat = db.session.get(Seat, seat_id, populate_existing=True)
    if seat is None:
        raise NotFound("There is no such seat.")
    _require_seating(actor_id, seat.body_id)
    return seat


def _require_seating(actor_id: int | None, body_id: int) -> None:
    allowed = actor_id is BY_COMMAND or may_seat(queries.person(actor_id), body_id)
    require(allowed, "Only the accreditation desk and officers of the body may change its seats.")


def _require_seatable(person: Person, body: Body) -> None:
    if person.role not in (Role.DELEGATE, Role.SUBSTITUTE):
        raise Refusal(f"{person.name} is accredited as {person.role}: only delegates and substitutes vote.")
    sits = select(Seat.id).where(Seat.body_id == body.id, Seat.holder_id == person.id)
    if db.session.scalar(sits) is not None:
        raise Refusal(f"{person.name} has a seat in {body.name} already.")


def _badge(person_id: int | None) -> str | None:
    return db.session.scalar(select(Person.badge).where(Person.id == person_id))


def _tell(seat: Seat, *people: int | None) -> None:
    """Pages of the body and of those concerned follow; their sockets open anew with the new rights."""
    announce(TopicName("body", str(seat.body_id)), "seat_changed", seat=seat.number)
    announce_people()
    for person_id in sorted(set(people) - {None}):  # type: ignore[type-var]
        tell_ended(person_id)  # type: ignore[arg-type]
