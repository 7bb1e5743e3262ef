"""Offices, in a body or in the summit: who chairs, keeps the minutes, translates, counts."""

from summit.db import db, transaction
from summit.domain.errors import Refusal, Unacceptable
from summit.events import TopicName, announce
from summit.people import queries
from summit.people.models import BODY_DUTIES, SUMMIT_DUTIES, Duty, Office
from summit.people.services.bodies import require_organiser
from summit.people.services.desk import announce_people, known
from summit.people.services.ending import tell_ended
from summit.record import keep


@transaction
def give_office(actor_id: int | None, badge: str, duty: Duty, body_id: int | None = None) -> None:
    """Give a person a duty, in a body or the summit. Raises NotAllowed, NotFound, Unacceptable, Refusal."""
    require_organiser(actor_id)
    person = known(badge, held=True)
    _check_place(duty, body_id)
    if any(one.duty == duty and one.body_id == body_id for one in person.offices):
        raise Refusal(f"{person.name} is {duty} already.")
    db.session.add(Office(person_id=person.id, duty=duty, body_id=body_id))
    keep("office_given", badge=person.badge, duty=duty.value, body=body_id, by=actor_id)
    _tell(person.id, body_id)


@transaction
def take_office(actor_id: int | None, badge: str, duty: Duty, body_id: int | None = None) -> None:
    """Take a duty from a person; their open pages and sockets lose its rights at once.

    Raises NotAllowed, NotFound, Refusal when they do not hold it.
    """
    require_organiser(actor_id)
    person = known(badge)
    held = next((one for one in person.offices if one.duty == duty and one.body_id == body_id), None)
    if held is None:
        raise Refusal(f"{person.name} is not {duty}.")
    db.session.delete(held)
    keep("office_taken", badge=person.badge, duty=duty.value, body=body_id, by=actor_id)
    _tell(person.id, body_id)


def _check_place(duty: Duty, body_id: int | None) -> None:
    if body_id is not None:
        queries.body(body_id)
    if body_id is None and duty not in SUMMIT_DUTIES:
        raise Unacceptable(f"Say of which body the {duty} is.")
    if body_id is not None and duty not in BODY_DUTIES:
        raise Unacceptable(f"A {duty} is one for the whole summit, not of a body.")


def _tell(person_id: int, body_id: int | None) -> None:
    tell_ended(person_id)
    announce_people()
    if body_id is not None:
        announce(TopicName("body", str(body_id)), "offices_changed")
