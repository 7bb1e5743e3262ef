"""The projector of a body: it follows by itself, and the driving officer can point it at something."""

from sqlalchemy import update

from summit.agenda.models import Floor
from summit.agenda.services.driving import require_driver
from summit.agenda.services.steps import body_topic
from summit.db import db, transaction
from summit.domain.errors import Unacceptable
from summit.events import announce

FOLLOWS: dict[str, None] = {"shown_kind": None, "shown_key": None, "shown_step": None}
"""Columns of a floor whose projector follows by itself: whatever happens on the floor sets them."""

SHOWN = frozenset({"poll", "result", "announcement", "item", "idle"})
LONGEST_KEY = 80
MOST_STEPS = 10_000


@transaction
def show(actor_id: int, body_id: int, kind: str, key: str, step: int = 0) -> None:
    """Point the projector at a screen of something, until something else happens on the floor.

    What cannot be shown at that moment is passed over by whoever draws it. Raises NotAllowed, NotDriving,
    NotFound, Unacceptable.
    """
    require_driver(actor_id, body_id)
    if kind not in SHOWN or not 0 < len(key) <= LONGEST_KEY or not 0 <= step < MOST_STEPS:
        raise Unacceptable("The projector shows a poll, a result, an announcement or an item of the agenda.")
    _point(body_id, shown_kind=kind, shown_key=key, shown_step=step)
    announce(body_topic(body_id), "projector_moved", body=body_id)


@transaction
def show_what_follows(actor_id: int, body_id: int) -> None:
    """Let the projector follow by itself again. Raises NotAllowed, NotDriving, NotFound."""
    require_driver(actor_id, body_id)
    let_follow(body_id)
    announce(body_topic(body_id), "projector_moved", body=body_id)


def let_follow(body_id: int) -> None:
    """Something has happened on the floor, inside the caller's transaction: the projector goes along."""
    _point(body_id, **FOLLOWS)


def _point(body_id: int, **shown: str | int | None) -> None:
    db.session.execute(
        update(Floor)
        .where(Floor.body_id == body_id)
        .values(**shown)
        .execution_options(synchronize_session=False)
    )
