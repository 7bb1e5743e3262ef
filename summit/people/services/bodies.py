"""Bodies of the summit: found them, name them, say where they sit and what quorum they have."""

import re

from sqlalchemy import select

from summit.db import db, transaction
from summit.domain.badges import LONGEST_NAME, faults_of_name, written_name
from summit.domain.errors import Refusal, Unacceptable, require
from summit.events import TopicName, announce
from summit.people import queries
from summit.people.models import Body
from summit.people.permissions import may_give_offices
from summit.people.services.desk import BY_COMMAND, announce_people
from summit.record import keep

LONGEST_QUORUM = 20
_NUMBER = re.compile(r"\d+(/\d+)?")


@transaction
def found_body(actor_id: int | None, name: str, room: str = "", quorum: str = "1/2") -> Body:
    """Enter a body beside the plenary; `quorum` is a number ("40") or a share ("1/2") of its seats.

    Raises NotAllowed, Unacceptable for an empty or long name or a quorum of no meaning, Refusal for a name
    that is taken.
    """
    require_organiser(actor_id)
    name, room, quorum = _written(name, room, quorum)
    body = Body(name=name, room=room, quorum=quorum, position=len(queries.bodies()))
    db.session.add(body)
    db.session.flush()
    keep("body_founded", body=body.id, name=name, quorum=quorum, by=actor_id)
    _tell(body)
    return body


@transaction
def change_body(
    actor_id: int | None, body_id: int, name: str, room: str, quorum: str, quorum_counts_remote: bool
) -> None:
    """Give a body another name, room or quorum. Raises as `found_body` does, and NotFound."""
    require_organiser(actor_id)
    body = queries.body(body_id)
    name, room, quorum = _written(name, room, quorum, body_id)
    becomes = {"name": name, "room": room, "quorum": quorum, "quorum_counts_remote": quorum_counts_remote}
    changed = {column: value for column, value in becomes.items() if getattr(body, column) != value}
    if not changed:
        return
    for column, value in changed.items():
        setattr(body, column, value)
    keep("body_changed", body=body_id, **changed, by=actor_id)
    _tell(body)


def _written(name: str, room: str, quorum: str, of: int | None = None) -> tuple[str, str, str]:
    """The words as they are stored, checked; `of` is the body that has this name already."""
    name, room, quorum = written_name(name), written_name(room), "".join(quorum.split())
    if not name or len(name) > LONGEST_NAME:
        raise Unacceptable(f"A body needs a name of at most {LONGEST_NAME} signs.")
    if faults := faults_of_name(name):
        raise Unacceptable(faults[0].replace("The name", "The name of the body"))
    if len(room) > LONGEST_NAME:
        raise Unacceptable(f"The name of a room has at most {LONGEST_NAME} signs.")
    _check_quorum(quorum)
    if db.session.scalar(select(Body.id).where(Body.name == name, Body.id != (of or 0))) is not None:
        raise Refusal(f"There is a body named {name} already.")
    return name, room, quorum


def _check_quorum(quorum: str) -> None:
    number, _, of = quorum.partition("/")
    if len(quorum) > LONGEST_QUORUM or not _NUMBER.fullmatch(quorum) or (of and not int(of)):
        raise Unacceptable("A quorum is a number of seats (40) or a share of them (1/2).")
    if of and int(number) > int(of):
        raise Unacceptable("A quorum is at least none and at most all of the seats.")


def _tell(body: Body) -> None:
    announce(TopicName("summit"), "bodies_changed", body=body.id)
    announce(TopicName("body", str(body.id)), "body_changed")
    announce_people()


def require_organiser(actor_id: int | None) -> None:
    """Refuse with NotAllowed whoever may not found bodies and give offices."""
    allowed = actor_id is BY_COMMAND or may_give_offices(queries.person(actor_id))
    require(allowed, "Only an organiser may found bodies and give offices.")
