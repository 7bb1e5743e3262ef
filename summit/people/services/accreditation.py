"""Accreditation: enter people one by one or from a list, give delegates a seat, unlock a PIN."""

from collections.abc import Sequence

from sqlalchemy import select

from summit.db import db, transaction
from summit.domain.badges import faults_of_badge, faults_of_name, written_badge, written_name
from summit.domain.errors import NotFound, Refusal, Unacceptable, require
from summit.people import queries
from summit.people.models import Person, Role, Seat
from summit.people.permissions import may_accredit
from summit.people.reading import PeopleList, but_for
from summit.record import keep

BY_COMMAND: None = None
"""The actor when an act is done on the server's own command line."""


@transaction
def accredit(actor_id: int | None, name: str, role: Role, badge: str) -> Person:
    """Enter a person; a delegate gets the seat with the badge's number.

    Raises NotAllowed, Unacceptable for a name or badge that is empty or cannot be used, Refusal for a badge
    that is taken.
    """
    require_desk(actor_id)
    name, badge = written_name(name), written_badge(badge)
    if faults := [*faults_of_name(name), *faults_of_badge(badge)]:
        raise Unacceptable(faults[0])
    if role == Role.VISITOR:
        raise Unacceptable("The role is organiser, delegate, substitute or observer.")
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
    require_desk(actor_id)
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
    body = queries.plenary()
    if delegates and body is None:
        raise Refusal("There is no body to sit in yet: start with `flask summit init`.")
    if body is not None:
        db.session.add_all(
            Seat(body_id=body.id, number=one.badge, owner_id=one.id, holder_id=one.id) for one in delegates
        )
    for one in people:
        keep("person_accredited", badge=one.badge, role=one.role.value, by=actor_id)


@transaction
def unlock(actor_id: int | None, badge: str) -> None:
    """Let a person try their PIN again after too many failures. Raises NotAllowed, NotFound."""
    require_desk(actor_id)
    person = known(badge)
    person.failures = 0
    keep("pin_unlocked", badge=person.badge, by=actor_id)


def known(badge: str) -> Person:
    """The person with this badge number. Raises NotFound."""
    person = db.session.scalar(select(Person).where(Person.badge == badge.strip().upper()))
    if person is None:
        raise NotFound(f"Nobody has badge {badge}.")
    return person


def require_desk(actor_id: int | None) -> None:
    """Refuse with NotAllowed whoever is not at the accreditation desk."""
    allowed = actor_id is BY_COMMAND or may_accredit(queries.person(actor_id))
    require(allowed, "Only the accreditation desk may accredit people.")
