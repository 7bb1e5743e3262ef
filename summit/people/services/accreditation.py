"""Accreditation: enter people, give delegates a seat, issue the slip that lets them in."""

import re
import secrets
from datetime import timedelta

from sqlalchemy import select, update

from summit.db import clock, db, now, transaction
from summit.domain.codes import code
from summit.domain.errors import NotFound, Refusal, Unacceptable, require
from summit.people import queries
from summit.people.models import Person, Role, Seat, SignIn, Slip
from summit.people.permissions import may_accredit
from summit.people.services.signing_in import tell_ended
from summit.record import keep

SLIP_BYTES = 10  # 80 bits
SLIP_VALID = timedelta(days=30)
BADGE = re.compile(r"[\w-]+")
"""Badge numbers stand in addresses: of another sign the desk could make no slip."""
BY_COMMAND: None = None
"""The actor when an act is done on the server's own command line."""


@transaction
def accredit(actor_id: int | None, name: str, role: Role, badge: str) -> Person:
    """Enter a person; a delegate gets the seat with the badge's number.

    Raises NotAllowed, Unacceptable for a name or badge that is empty or cannot be used, Refusal for a badge
    that is taken.
    """
    _require_desk(actor_id)
    name, badge = " ".join(name.split()), badge.strip().upper()
    if not name or not badge:
        raise Unacceptable("A person needs a name and a badge number.")
    if len(name) > 120 or len(badge) > 20:
        raise Unacceptable("A name has at most 120 signs, a badge number at most 20.")
    if not BADGE.fullmatch(badge):
        raise Unacceptable("A badge number has letters, figures and hyphens only, for example 04-07.")
    if role not in (Role.ORGANISER, Role.DELEGATE, Role.OBSERVER):
        raise Unacceptable("The role is organiser, delegate or observer.")
    if queries.person_by_badge(badge) is not None:
        raise Refusal(f"Badge {badge} belongs to somebody already.")
    person = Person(name=name, role=role, badge=badge)
    db.session.add(person)
    db.session.flush()
    if role == Role.DELEGATE:
        _seat(person)
    keep("person_accredited", badge=badge, role=role.value, by=actor_id)
    return person


def _seat(person: Person) -> None:
    body = queries.the_body()
    if body is None:
        raise Refusal("There is no body to sit in yet: start with `flask summit init`.")
    db.session.add(Seat(body_id=body.id, number=person.badge, holder_id=person.id))


@transaction
def issue_slip(actor_id: int | None, badge: str) -> str:
    """A new one-use code (80 bits); earlier slips and every sign-in of this person end at once.

    The code is answered once and stored as a hash only. Raises NotAllowed, NotFound.
    """
    _require_desk(actor_id)
    person = _known(badge)
    signs = code(secrets.token_bytes(SLIP_BYTES))
    _end(Slip, Slip.revoked_at, person.id)
    _end(SignIn, SignIn.ended_at, person.id)
    tell_ended(person.id)
    db.session.add(
        Slip(person_id=person.id, code_hash=queries.token_hash(signs), expires_at=now() + SLIP_VALID)
    )
    keep("slip_issued", badge=person.badge, by=actor_id)
    return signs


def _end(table: type[Slip] | type[SignIn], column: object, person_id: int) -> None:
    db.session.execute(
        update(table)
        .where(table.person_id == person_id, column.is_(None))  # type: ignore[attr-defined]
        .values({column: clock()})
        .execution_options(synchronize_session=False)
    )


@transaction
def unlock(actor_id: int | None, badge: str) -> None:
    """Let a person try their PIN again after too many failures. Raises NotAllowed, NotFound."""
    _require_desk(actor_id)
    person = _known(badge)
    person.failures = 0
    keep("pin_unlocked", badge=person.badge, by=actor_id)


def _known(badge: str) -> Person:
    person = db.session.scalar(select(Person).where(Person.badge == badge.strip().upper()))
    if person is None:
        raise NotFound(f"Nobody has badge {badge}.")
    return person


def _require_desk(actor_id: int | None) -> None:
    allowed = actor_id is BY_COMMAND or may_accredit(queries.person(actor_id))
    require(allowed, "Only an organiser may accredit people.")
