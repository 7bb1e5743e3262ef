"""Change what a person is accredited with, withdraw them, and take that back."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from summit.db import clock, db, transaction
from summit.domain.badges import (
    faults_of_delegation,
    faults_of_email,
    faults_of_name,
    written_badge,
    written_name,
)
from summit.domain.errors import Refusal, Unacceptable, require
from summit.people import queries
from summit.people.models import Attendance, Office, Person, Role
from summit.people.permissions import is_organiser
from summit.people.services.delegations import delegations_by_name
from summit.people.services.desk import BY_COMMAND, announce_people, handled, sought
from summit.people.services.ending import end_ways_in, tell_ended
from summit.people.services.seating import new_seats, release_seats
from summit.record import keep

ON_WITHDRAWAL: list[Callable[[int], object]] = []
"""Told (person) when an accreditation ends: features above end what that person has begun there."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What can change about a person; the badge number never does."""

    name: str
    role: Role
    delegation: str = ""
    attends: Attendance = Attendance.ROOM
    email: str = ""


@transaction
def change_person(actor_id: int | None, badge: str, to: Particulars) -> tuple[str, ...]:
    """Change a person's particulars; answers which have changed, as the record names them.

    Who becomes an observer or organiser gives up their seats. Names and e-mail addresses do not stand in the
    record, which cannot be erased; that they changed does. Raises NotAllowed, NotFound, Unacceptable,
    Refusal for the last organiser.
    """
    person = handled(actor_id, badge)
    _check(actor_id, person, to)
    changed = _changes(person, to)
    if not changed:
        return ()
    said = {name: to_value for name, to_value in changed.items() if name not in ("name", "email")}
    if "role" in changed and to.role not in (Role.DELEGATE, Role.SUBSTITUTE):
        release_seats(actor_id, person)
    _write(person, to)
    keep("person_changed", badge=person.badge, changed=sorted(changed), **said, by=actor_id)
    tell_ended(person.id)
    announce_people()
    return tuple(sorted(changed))


def _check(actor_id: int | None, person: Person, to: Particulars) -> None:
    name, delegation = written_name(to.name), written_name(to.delegation)
    faults = [*faults_of_name(name), *faults_of_delegation(delegation), *faults_of_email(to.email.strip())]
    if faults or to.role == Role.VISITOR:
        raise Unacceptable(
            faults[0] if faults else "The role is organiser, delegate, substitute or observer."
        )
    if Role.ORGANISER in (to.role, person.role) and to.role != person.role:
        allowed = actor_id is BY_COMMAND or is_organiser(queries.person(actor_id))
        require(allowed, "Only an organiser makes somebody an organiser.")
        if to.role != Role.ORGANISER:
            _require_another_organiser(person)


def _changes(person: Person, to: Particulars) -> dict[str, str]:
    was = {
        "name": person.name,
        "role": person.role,
        "delegation": person.delegation.name if person.delegation else "",
        "attends": person.attends,
        "email": person.email or "",
    }
    becomes = {
        "name": written_name(to.name),
        "role": to.role.value,
        "delegation": written_name(to.delegation),
        "attends": to.attends.value,
        "email": to.email.strip(),
    }
    return {name: value for name, value in becomes.items() if value != was[name]}


def _write(person: Person, to: Particulars) -> None:
    delegation = written_name(to.delegation)
    person.name, person.role, person.attends = written_name(to.name), to.role, to.attends
    person.email = to.email.strip() or None
    person.delegation_id = delegations_by_name({delegation})[delegation] if delegation else None
    person.sought = sought(person.name, person.badge, delegation)
    db.session.flush()


@transaction
def withdraw_person(actor_id: int | None, badge: str) -> None:
    """End a person's accreditation: slips, sign-ins, PIN and offices end at once, their seats are free.

    A seat of theirs that a substitute holds stays with the substitute; one they hold for somebody goes back.
    Raises NotAllowed, NotFound, Refusal for the last organiser.
    """
    person = handled(actor_id, badge)
    if person.role == Role.ORGANISER:
        _require_another_organiser(person)
    # Whoever gives them a seat or an office at this moment does so before it, or finds them withdrawn.
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    release_seats(actor_id, person)
    db.session.execute(delete(Office).where(Office.person_id == person.id))
    person.withdrawn_at = db.session.scalar(select(clock()))
    end_ways_in([person.id])
    for told in ON_WITHDRAWAL:
        told(person.id)
    keep("person_withdrawn", badge=person.badge, by=actor_id)
    announce_people()


@transaction
def readmit_person(actor_id: int | None, badge: str) -> None:
    """Take a withdrawal back; a delegate gets a seat in the plenary, and a slip has to be issued anew.

    Raises NotAllowed, NotFound, Refusal for who is not withdrawn.
    """
    person = handled(actor_id, badge, withdrawn=True)
    if person.withdrawn_at is None:
        raise Refusal(f"{person.name} is accredited: nothing was withdrawn.")
    person.withdrawn_at = None
    plenary = queries.plenary()
    if person.role == Role.DELEGATE and plenary is not None:
        new_seats([(person, plenary)])
    keep("person_readmitted", badge=person.badge, by=actor_id)
    announce_people()


def _require_another_organiser(person: Person) -> None:
    """They are held until the commit, each in turn: of two organisers who remove each other one does."""
    organisers = select(Person.id).where(Person.role == Role.ORGANISER, Person.withdrawn_at.is_(None))
    held = db.session.scalars(organisers.order_by(Person.id).with_for_update()).all()
    if not set(held) - {person.id}:
        raise Refusal(f"{person.name} is the last organiser: accredit another one first.")


@transaction
def set_more_time(actor_id: int | None, badge: str, needed: bool) -> None:
    """Note at the desk, or as that person, that they need more time; nobody else sees it.

    Chairs are warned before closing a poll by a number and without a name. It stands in no record: it is
    about a person's health. Raises NotAllowed, NotFound.
    """
    me = queries.person(actor_id)
    person = me if me is not None and me.badge == written_badge(badge) else handled(actor_id, badge)
    db.session.execute(update(Person).where(Person.id == person.id).values(more_time=needed))
