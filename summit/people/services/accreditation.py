"""Accreditation: enter people, give delegates a seat, issue the slip that lets them in."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update

from summit.db import clock, db, now, transaction
from summit.domain.badges import faults_of_badge, faults_of_name, written_badge, written_name
from summit.domain.codes import code
from summit.domain.errors import NotFound, Refusal, Unacceptable, require
from summit.people import queries
from summit.people.models import Person, Role, Seat, SignIn, Slip
from summit.people.permissions import may_accredit
from summit.people.reading import PeopleList, but_for
from summit.people.services.signing_in import tell_ended
from summit.record import keep

SLIP_BYTES = 10  # 80 bits
SLIP_VALID = timedelta(days=30)
BY_COMMAND: None = None
"""The actor when an act is done on the server's own command line."""


@transaction
def accredit(actor_id: int | None, name: str, role: Role, badge: str) -> Person:
    """Enter a person; a delegate gets the seat with the badge's number.

    Raises NotAllowed, Unacceptable for a name or badge that is empty or cannot be used, Refusal for a badge
    that is taken.
    """
    _require_desk(actor_id)
    name, badge = written_name(name), written_badge(badge)
    if faults := [*faults_of_name(name), *faults_of_badge(badge)]:
        raise Unacceptable(faults[0])
    if role not in (Role.ORGANISER, Role.DELEGATE, Role.OBSERVER):
        raise Unacceptable("The role is organiser, delegate or observer.")
    if queries.person_by_badge(badge) is not None:
        raise Refusal(f"Badge {badge} belongs to somebody already.")
    person = Person(name=name, role=role, badge=badge)
    _enter(actor_id, [person])
    return person


@transaction
def import_people(actor_id: int | None, listed: PeopleList) -> PeopleList:
    """Accredit everybody on a list whose line is in order, all of them or nobody; answers what was stored.

    Whose badge has been taken since the list was looked at is among the faults of the answer. Raises
    NotAllowed, and Unacceptable when no line can be stored.
    """
    _require_desk(actor_id)
    free = but_for(listed, queries.holders())
    if not free.entries:
        raise Unacceptable("No line of this list can be stored.")
    _enter(actor_id, [Person(name=one.name, role=one.role, badge=one.badge) for one in free.entries])
    keep(
        "people_imported",
        stored=len(free.entries),
        faulty=len(free.faults),
        file_sha256=listed.digest,
        by=actor_id,
    )
    return free


def _enter(actor_id: int | None, people: Sequence[Person]) -> None:
    db.session.add_all(people)
    db.session.flush()
    delegates = [one for one in people if one.role == Role.DELEGATE]
    body = queries.the_body()
    if delegates and body is None:
        raise Refusal("There is no body to sit in yet: start with `flask summit init`.")
    if body is not None:
        db.session.add_all(Seat(body_id=body.id, number=one.badge, holder_id=one.id) for one in delegates)
    for one in people:
        keep("person_accredited", badge=one.badge, role=one.role.value, by=actor_id)


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
