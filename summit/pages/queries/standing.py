"""Where a person stands in a body: their seat, whether they may vote and why not, and their presence."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from summit.agenda.models import RUNNING, Sitting
from summit.agenda.permissions import may_take_part
from summit.agenda.queries import OwnPresence, own_presence
from summit.db import db
from summit.domain.wording import poll_name
from summit.people import queries as people
from summit.people.models import Body, Person, Seat
from summit.people.permissions import is_delegate
from summit.voting.models import TAKING_BALLOTS, Poll, RollEntry


@dataclass(frozen=True, slots=True)
class Standing:
    """A person (None is a visitor) in a body (None before the summit is founded).

    `why_not` says in words why they may not vote, empty where they may; `sitting` is the body's running one,
    `presence` where they were seen at it last.
    """

    person: Person | None
    body: Body | None
    seat: str | None
    why_not: str
    sitting: Sitting | None
    presence: OwnPresence | None
    can_take_part: bool

    @property
    def is_present(self) -> bool:
        return self.presence is not None and self.presence.mode is not None


def standing_in(person: Person | None, body_id: int | None) -> Standing:
    """Where this person stands in this body, or in the one that they are likeliest to mean."""
    body = people.body(body_id) if body_id is not None else own_body(person)
    if body is None:
        return Standing(person, None, None, why_not(person, None), None, None, can_take_part=False)
    sitting = _running(body.id)
    presence = _presence(person, sitting)
    seat = next((one.number for one in person.seats if one.body_id == body.id), None) if person else None
    is_there = presence is not None and presence.mode is not None
    return Standing(
        person=person,
        body=body,
        seat=seat,
        why_not=why_not(person, body),
        sitting=sitting,
        presence=presence,
        can_take_part=sitting is not None and not is_there and may_take_part(person, body.id),
    )


def own_bodies(person: Person | None) -> list[Body]:
    """The bodies in which a person holds a seat or an office, in the summit's order."""
    if person is None:
        return []
    mine = {seat.body_id for seat in person.seats} | {office.body_id for office in person.offices}
    return [one for one in people.bodies() if one.id in mine]


def own_body(person: Person | None) -> Body | None:
    """The body that a person likeliest means: one that sits now, else their first, else the plenary."""
    mine = own_bodies(person)
    if not mine:
        return people.plenary()
    sitting = set(db.session.scalars(_SITTING)) if len(mine) > 1 else ()
    return next((one for one in mine if one.id in sitting), mine[0])


_SITTING = select(Sitting.body_id).where(Sitting.state.in_(RUNNING))


def why_not(person: Person | None, body: Body | None) -> str:
    """Why a person may not vote in a body, in words that go on after "no, "; empty where they may.

    In an open poll its roll decides: whoever held the seat at the opening votes, and nobody else.
    """
    if person is None:
        return "not signed in"
    if body is None:
        return "there is no body yet"
    holds = any(one.body_id == body.id for one in person.seats)
    fixed = _poll_with_fixed_roll(person.id, body.id)
    if fixed is not None and holds != fixed.is_on_roll:
        return "" if fixed.is_on_roll else f"the roll of {fixed.name} was fixed before you took the seat"
    return "" if holds else _without_seat(person, body)


def _without_seat(person: Person, body: Body) -> str:
    """Why somebody has no seat in a body."""
    owned = db.session.scalar(
        select(Seat)
        .where(Seat.body_id == body.id, Seat.owner_id == person.id)
        .options(joinedload(Seat.holder))
    )
    if owned is not None:
        return f"{owned.holder.name} has your seat" if owned.holder else "your seat is vacant"
    if person.seats:
        return f"your seat is in {person.seats[0].body.name}"
    if is_delegate(person):
        return "you hold no seat"
    return f"{'an' if person.role[0] in 'aeiou' else 'a'} {person.role} has no vote"


@dataclass(frozen=True, slots=True)
class _Fixed:
    name: str
    is_on_roll: bool


def _poll_with_fixed_roll(person_id: int, body_id: int) -> _Fixed | None:
    """The body's open poll, and whether the person is on its roll; None while nobody can vote anyway."""
    row = db.session.execute(_FIXED, {"the_person": person_id, "the_body": body_id}).first()
    return None if row is None else _Fixed(f"{poll_name(row.number)}", row.seat_id is not None)


_ON_ROLL = (RollEntry.poll_number == Poll.number) & (RollEntry.person_id == bindparam("the_person"))
_FIXED = (
    select(Poll.number, RollEntry.seat_id)
    .outerjoin(RollEntry, _ON_ROLL)
    .where(Poll.body_id == bindparam("the_body"), Poll.number > 0, Poll.state.in_(TAKING_BALLOTS))
    .order_by(Poll.number.desc())
    .limit(1)
)


def _running(body_id: int) -> Sitting | None:
    return db.session.scalar(_RUNNING, {"the_body": body_id})


_RUNNING = select(Sitting).where(Sitting.body_id == bindparam("the_body"), Sitting.state.in_(RUNNING))


def _presence(person: Person | None, sitting: Sitting | None) -> OwnPresence | None:
    if person is None or sitting is None:
        return None
    return next((one for one in own_presence(person.id) if one.sitting.id == sitting.id), None)
