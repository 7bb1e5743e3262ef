"""Delegations: entered as soon as somebody belongs to one."""

from collections.abc import Collection

from sqlalchemy import select

from summit.db import db, transaction
from summit.domain.badges import faults_of_delegation, written_name
from summit.domain.errors import NotFound, Refusal, Unacceptable
from summit.people.models import Delegation, Person
from summit.people.services.desk import announce_people, require_desk, sought
from summit.record import keep


def delegations_by_name(names: Collection[str]) -> dict[str, int]:
    """The id of each delegation by its name; those that there are not yet are entered."""
    rows = db.session.execute(select(Delegation.name, Delegation.id).where(Delegation.name.in_(names)))
    ids = {row.name: row.id for row in rows}
    new = [Delegation(name=name) for name in sorted(set(names) - set(ids))]
    db.session.add_all(new)
    db.session.flush()
    return ids | {one.name: one.id for one in new}


@transaction
def rename_delegation(actor_id: int | None, number: int, name: str) -> None:
    """Write a delegation's name otherwise. Raises NotAllowed, NotFound, Unacceptable, Refusal if taken."""
    require_desk(actor_id)
    delegation = db.session.get(Delegation, number, populate_existing=True)
    if delegation is None:
        raise NotFound("There is no such delegation.")
    name = written_name(name)
    if not name or (faults := faults_of_delegation(name)):
        raise Unacceptable(faults[0] if name else "A delegation needs a name.")
    if db.session.scalar(select(Delegation.id).where(Delegation.name == name, Delegation.id != number)):
        raise Refusal(f"There is a delegation named {name} already.")
    keep("delegation_renamed", delegation=number, was=delegation.name, name=name, by=actor_id)
    delegation.name = name
    for person in db.session.scalars(select(Person).where(Person.delegation_id == number)):
        person.sought = sought(person.name, person.badge, name)
    announce_people()
