"""What the verbs of the agenda share: a sitting on its way to a change, the change of state, what is told."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from summit.agenda.models import Sitting, SittingState
from summit.agenda.permissions import may_plan
from summit.agenda.queries import sitting
from summit.db import db, wrote
from summit.domain.errors import Refusal, Unacceptable, require
from summit.events import TopicName, announce
from summit.people import queries as people

SUMMIT = TopicName("summit")


def body_topic(body_id: int) -> TopicName:
    """The stream of what happens in one body."""
    return TopicName("body", str(body_id))


def tell(body_id: int, event: str, **payload: Any) -> None:
    """Announce on the body's own stream and on the summit's."""
    for topic in (body_topic(body_id), SUMMIT):
        announce(topic, event, body=body_id, **payload)


def planned_by(actor_id: int, body_id: int) -> None:
    """Refuse whoever is no officer of the body. Raises NotAllowed, NotFound."""
    body = people.body(body_id)
    allowed = may_plan(people.person(actor_id), body_id)
    require(allowed, f"Only chair and secretary of {body.name} plan its sittings.")


def held_sitting(actor_id: int, sitting_id: int) -> Sitting:
    """A sitting that an officer is about to change; until the commit nobody else changes it or its items.

    Raises NotAllowed, NotFound, Refusal once it is closed.
    """
    db.session.get(Sitting, sitting_id, populate_existing=True, with_for_update=True)
    found = sitting(sitting_id)
    planned_by(actor_id, found.body_id)
    if found.state == SittingState.CLOSED:
        raise Refusal(f"“{found.title}” is closed. Its order paper stands as it is.")
    return found


def move(sitting_id: int, was: Sequence[SittingState], becomes: SittingState, **values: Any) -> Sitting:
    """Change the state by one conditional write; raises Refusal when the sitting does not stand at `was`."""
    moved = wrote(
        update(Sitting)
        .where(Sitting.id == sitting_id, Sitting.state.in_(was))
        .values(state=becomes, **values)
    )
    found = sitting(sitting_id)
    if not moved:
        raise Refusal(f"“{found.title}” is {found.state}, so this step cannot be taken now.")
    return found


def words(typed: str, longest: int, empty: str) -> str:
    """One line of words as it is stored. Raises Unacceptable: with `empty` for none, or for too many."""
    written = " ".join(typed.split())
    if not written:
        raise Unacceptable(empty)
    if len(written) > longest:
        raise Unacceptable(f"At most {longest} signs are stored; these are {len(written)}.")
    return written
