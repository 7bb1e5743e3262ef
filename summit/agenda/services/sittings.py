"""The life of a sitting: opened, suspended, resumed, closed, and opened again when that was a mistake."""

from collections.abc import Callable

from sqlalchemy import update

from summit.agenda.models import RUNNING, AgendaItem, Floor, ItemState, Presence, Sitting, SittingState
from summit.agenda.queries import quorum_at, running_sitting, sitting
from summit.agenda.services.driving import require_driver
from summit.agenda.services.leaving import leave, suspend
from summit.agenda.services.showing import FOLLOWS
from summit.agenda.services.steps import move, tell
from summit.db import clock, db, now, transaction, wrote
from summit.domain.errors import Refusal
from summit.record import keep

HOLDS_OPEN: list[Callable[[int], str | None]] = []
"""Asked before a body's sitting is closed: features above answer in a sentence why it cannot be, or None."""


@transaction
def open_sitting(actor_id: int, sitting_id: int) -> None:
    """Begin a sitting; a body sits once at a time. Raises NotAllowed, NotDriving, NotFound, Refusal."""
    body_id = _driven(actor_id, sitting_id)
    _claim_floor(body_id, sitting_id)
    opened = move(sitting_id, [SittingState.PLANNED], SittingState.OPEN, opened_at=clock())
    _keep_and_tell("sitting_opened", opened, actor_id)


@transaction
def suspend_sitting(actor_id: int, sitting_id: int) -> None:
    """Interrupt a sitting; whoever is present stays so. Raises NotAllowed, NotDriving, NotFound, Refusal."""
    body_id = _driven(actor_id, sitting_id)
    suspended = move(sitting_id, [SittingState.OPEN], SittingState.SUSPENDED)
    suspend(actor_id, body_id)
    _keep_and_tell("sitting_suspended", suspended, actor_id)


@transaction
def resume_sitting(actor_id: int, sitting_id: int) -> None:
    """Go on with a suspended sitting. Raises NotAllowed, NotDriving, NotFound, Refusal."""
    _driven(actor_id, sitting_id)
    resumed = move(sitting_id, [SittingState.SUSPENDED], SittingState.OPEN)
    _keep_and_tell("sitting_resumed", resumed, actor_id)


@transaction
def close_sitting(actor_id: int, sitting_id: int) -> None:
    """End a sitting: the item that was taken up is done, and nobody is present any more.

    Raises NotAllowed, NotDriving, NotFound, Refusal (not running, or a feature above holds it open).
    """
    body_id = _driven(actor_id, sitting_id)
    for holds in HOLDS_OPEN:
        if why := holds(body_id):
            raise Refusal(why)
    quorum = quorum_at(sitting(sitting_id))
    leave(actor_id, body_id)
    at = now()
    closed = move(sitting_id, RUNNING, SittingState.CLOSED, closed_at=at)
    _write(
        update(AgendaItem)
        .where(AgendaItem.sitting_id == sitting_id, AgendaItem.state == ItemState.CURRENT)
        .values(state=ItemState.DONE, ended_at=at)
    )
    _write(
        update(Presence)
        .where(Presence.sitting_id == sitting_id, Presence.left_at.is_(None))
        .values(left_at=at)
    )
    _write(update(Floor).where(Floor.body_id == body_id).values(sitting_id=None, item_id=None, **FOLLOWS))
    present = {"room": quorum.assembly.room, "remote": quorum.assembly.remote}
    keep("sitting_closed", sitting=sitting_id, body=body_id, by=actor_id, **present)
    tell(closed.body_id, "sitting_closed", sitting=sitting_id)


@transaction
def reopen_sitting(actor_id: int, sitting_id: int) -> None:
    """Go on with a sitting that was closed by mistake; whoever was present at its close is so again.

    Raises NotAllowed, NotDriving, NotFound, Refusal (not closed, or the body sits already).
    """
    body_id = _driven(actor_id, sitting_id)
    closed_at = sitting(sitting_id).closed_at
    _claim_floor(body_id, sitting_id)
    reopened = move(sitting_id, [SittingState.CLOSED], SittingState.OPEN, closed_at=None)
    _write(
        update(Presence)
        .where(Presence.sitting_id == sitting_id, Presence.left_at == closed_at)
        .values(left_at=None, seen_at=clock())
    )
    _keep_and_tell("sitting_reopened", reopened, actor_id)


def _driven(actor_id: int, sitting_id: int) -> int:
    """The body of the sitting, for the officer who drives it."""
    body_id = sitting(sitting_id).body_id
    require_driver(actor_id, body_id)
    return body_id


def _claim_floor(body_id: int, sitting_id: int) -> None:
    """One statement: of two sittings opened at once, one has the floor."""
    claimed = wrote(
        update(Floor)
        .where(Floor.body_id == body_id, Floor.sitting_id.is_(None))
        .values(sitting_id=sitting_id, item_id=None, **FOLLOWS)
    )
    if not claimed:
        running = running_sitting(body_id)
        name = f"“{running.title}”" if running else "another sitting"
        raise Refusal(f"The body sits already: {name} is running. Close it first.")


def _keep_and_tell(event: str, one: Sitting, actor_id: int) -> None:
    """What stands in the record at each turn of a sitting: who was there, and whether that was the quorum."""
    quorum = quorum_at(one)
    keep(
        event,
        sitting=one.id,
        body=one.body_id,
        seats=quorum.assembly.seats,
        room=quorum.assembly.room,
        remote=quorum.assembly.remote,
        is_quorate=quorum.is_met,
        by=actor_id,
    )
    tell(one.body_id, event, sitting=one.id)


def _write(statement: object) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[call-overload]
