"""Bodies of the summit and the offices in them: who chairs, keeps the minutes, translates, counts."""

from fractions import Fraction

from sqlalchemy import select

from summit.db import db, transaction
from summit.domain.errors import Refusal, Unacceptable, require
from summit.people import queries
from summit.people.models import BODY_DUTIES, SUMMIT_DUTIES, Body, Duty, Office
from summit.people.permissions import may_give_offices
from summit.people.services.accreditation import BY_COMMAND, known
from summit.people.services.signing_in import tell_ended
from summit.record import keep

LONGEST_NAME = 120


@transaction
def found_body(actor_id: int | None, name: str, room: str = "", quorum: str = "1/2") -> Body:
    """Enter a body beside the plenary; `quorum` is a number ("40") or a share ("1/2") of its seats.

    Raises NotAllowed, Unacceptable for an empty or long name or a quorum of no meaning, Refusal for a name
    that is taken.
    """
    _require_organiser(actor_id)
    written = " ".join(name.split())
    if not written or len(written) > LONGEST_NAME:
        raise Unacceptable(f"A body needs a name of at most {LONGEST_NAME} signs.")
    _check_quorum(quorum)
    if db.session.scalar(select(Body.id).where(Body.name == written)) is not None:
        raise Refusal(f"There is a body named {written} already.")
    body = Body(name=written, room=" ".join(room.split()), quorum=quorum, position=len(queries.bodies()))
    db.session.add(body)
    db.session.flush()
    keep("body_founded", body=body.id, name=written, quorum=quorum, by=actor_id)
    return body


def _check_quorum(quorum: str) -> None:
    try:
        share = Fraction(quorum)
    except (ValueError, ZeroDivisionError) as error:
        raise Unacceptable("A quorum is a number of seats (40) or a share of them (1/2).") from error
    if share < 0 or ("/" in quorum and share > 1):
        raise Unacceptable("A quorum is at least none and at most all of the seats.")


@transaction
def give_office(actor_id: int | None, badge: str, duty: Duty, body_id: int | None = None) -> None:
    """Give a person a duty, in a body or the summit. Raises NotAllowed, NotFound, Unacceptable, Refusal."""
    _require_organiser(actor_id)
    person = known(badge)
    _check_place(duty, body_id)
    if any(one.duty == duty and one.body_id == body_id for one in person.offices):
        raise Refusal(f"{person.name} is {duty} already.")
    db.session.add(Office(person_id=person.id, duty=duty, body_id=body_id))
    keep("office_given", badge=person.badge, duty=duty.value, body=body_id, by=actor_id)
    tell_ended(person.id)


@transaction
def take_office(actor_id: int | None, badge: str, duty: Duty, body_id: int | None = None) -> None:
    """Take a duty from a person; their open pages and sockets lose its rights at once.

    Raises NotAllowed, NotFound, Refusal when they do not hold it.
    """
    _require_organiser(actor_id)
    person = known(badge)
    held = next((one for one in person.offices if one.duty == duty and one.body_id == body_id), None)
    if held is None:
        raise Refusal(f"{person.name} is not {duty}.")
    db.session.delete(held)
    keep("office_taken", badge=person.badge, duty=duty.value, body=body_id, by=actor_id)
    tell_ended(person.id)


def _check_place(duty: Duty, body_id: int | None) -> None:
    if body_id is not None:
        queries.body(body_id)
    if body_id is None and duty not in SUMMIT_DUTIES:
        raise Unacceptable(f"Say of which body the {duty} is.")
    if body_id is not None and duty not in BODY_DUTIES:
        raise Unacceptable(f"A {duty} is one for the whole summit, not of a body.")


def _require_organiser(actor_id: int | None) -> None:
    allowed = actor_id is BY_COMMAND or may_give_offices(queries.person(actor_id))
    require(allowed, "Only an organiser may found bodies and give offices.")
