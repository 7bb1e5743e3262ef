"""What acts at the accreditation desk share: who may do them, whom they are done to, who is told."""

from sqlalchemy import select

from summit.db import db
from summit.domain.badges import folded, written_badge
from summit.domain.errors import NotFound, require
from summit.events import TopicName, announce
from summit.people import queries
from summit.people.models import Person
from summit.people.permissions import may_accredit, may_handle

BY_COMMAND: None = None
"""The actor when an act is done on the server's own command line."""

STAFF = TopicName("staff", "", "staff")
LONGEST_SOUGHT = 280


def known(badge: str, withdrawn: bool = False, held: bool = False) -> Person:
    """The person with this badge number; who was withdrawn only where that is asked for. Raises NotFound.

    Where they are `held`, nobody withdraws them before the commit.
    """
    wanted = select(Person).where(Person.badge == written_badge(badge))
    person = db.session.scalar(
        wanted.with_for_update(read=True) if held else wanted, execution_options={"populate_existing": True}
    )
    if person is None or (person.withdrawn_at is not None and not withdrawn):
        raise NotFound(f"Nobody has badge {badge}.")
    return person


def require_desk(actor_id: int | None) -> None:
    """Refuse with NotAllowed whoever is not at the accreditation desk."""
    allowed = actor_id is BY_COMMAND or may_accredit(queries.person(actor_id))
    require(allowed, "Only the accreditation desk may do this.")


def handled(actor_id: int | None, badge: str, withdrawn: bool = False) -> Person:
    """The person with this badge, to whom the actor may do what the desk does.

    Raises NotAllowed (the desk lets no organiser in and changes none: it could make itself one), NotFound.
    """
    require_desk(actor_id)
    person = known(badge, withdrawn)
    allowed = actor_id is BY_COMMAND or may_handle(queries.person(actor_id), person)
    require(allowed, f"{person.name} is an organiser: only an organiser may do this.")
    return person


def sought(name: str, badge: str, delegation: str) -> str:
    """What the desk's search looks through."""
    return folded(f"{name} {badge} {delegation}")[:LONGEST_SOUGHT]


def announce_people() -> None:
    """Tell those who run the summit that somebody's standing has changed; lists are fetched again."""
    announce(STAFF, "people_changed")
