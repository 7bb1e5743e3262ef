"""What a body deals with: take an item up, be done with it, defer it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from summit.agenda.models import AgendaItem, Floor, ItemState, SittingState
from summit.agenda.queries import item, sitting
from summit.agenda.services.driving import require_driver
from summit.agenda.services.items import append
from summit.agenda.services.leaving import leave
from summit.agenda.services.showing import FOLLOWS
from summit.agenda.services.steps import held_sitting, tell
from summit.db import clock, transaction, wrote
from summit.domain.anchors import Anchor
from summit.domain.errors import Refusal
from summit.record import keep

NOT_CURRENT = (ItemState.PLANNED, ItemState.DEFERRED, ItemState.DONE)


@transaction
def take_up(actor_id: int, item_id: int, instead_of: int | None = None) -> None:
    """Make an item the one that its body deals with now; the one before, `instead_of`, is done.

    `instead_of` is the item that the officer saw as current, None for none: when another was taken up in the
    meantime nothing is changed. Raises NotAllowed, NotDriving, NotFound, Refusal.
    """
    wanted = item(item_id)
    body_id = wanted.sitting.body_id
    require_driver(actor_id, body_id)
    if sitting(wanted.sitting_id).state != SittingState.OPEN:
        raise Refusal(f"“{wanted.sitting.title}” is not open, so nothing can be taken up in it.")
    _point_at(body_id, item_id, instead_of)
    if instead_of != item_id:
        leave(actor_id, body_id)
    if instead_of is not None and instead_of != item_id:
        _change(instead_of, [ItemState.CURRENT], ItemState.DONE, ended_at=clock())
    _change(item_id, NOT_CURRENT, ItemState.CURRENT, taken_up_at=clock(), ended_at=None)
    keep("item_taken_up", item=item_id, body=body_id, instead_of=instead_of, by=actor_id)
    tell(body_id, "item_taken_up", sitting=wanted.sitting_id, item=item_id)


@transaction
def finish_item(actor_id: int, item_id: int) -> None:
    """Be done with the item that is taken up. Raises NotAllowed, NotDriving, NotFound, Refusal."""
    body_id = _driven(actor_id, item_id)
    done = _change(item_id, [ItemState.CURRENT], ItemState.DONE, ended_at=clock())
    _leave_floor(actor_id, body_id, item_id)
    keep("item_done", item=item_id, body=body_id, by=actor_id)
    tell(body_id, "item_done", sitting=done.sitting_id, item=item_id)


@transaction
def defer_item(actor_id: int, item_id: int, to_sitting: int | None = None) -> None:
    """Leave an item for later; with `to_sitting` it stands at the end of that sitting's order paper.

    Raises NotAllowed, NotDriving, NotFound, Refusal (dealt with already, or that sitting is closed or of
    another body).
    """
    body_id = _driven(actor_id, item_id)
    deferred = _change(item_id, [ItemState.CURRENT, ItemState.PLANNED], ItemState.DEFERRED, ended_at=clock())
    _leave_floor(actor_id, body_id, item_id)
    later = None if to_sitting is None else _put_again(actor_id, deferred, to_sitting)
    keep("item_deferred", item=item_id, body=body_id, to_sitting=to_sitting, as_item=later, by=actor_id)
    tell(body_id, "item_deferred", sitting=deferred.sitting_id, item=item_id)


def _put_again(actor_id: int, deferred: AgendaItem, sitting_id: int) -> int:
    held = held_sitting(actor_id, sitting_id)
    if held.body_id != deferred.sitting.body_id or held.id == deferred.sitting_id:
        raise Refusal("An item is deferred to another sitting of the same body.")
    about = deferred.anchor_kind and deferred.anchor_key
    anchor = Anchor(deferred.anchor_kind or "", about) if about else None
    return append(held, deferred.title, anchor, deferred.minutes).id


def _driven(actor_id: int, item_id: int) -> int:
    body_id = item(item_id).sitting.body_id
    require_driver(actor_id, body_id)
    return body_id


def _point_at(body_id: int, item_id: int, instead_of: int | None) -> None:
    """One statement: the pointer moves only from where the officer saw it."""
    seen = Floor.item_id.is_(None) if instead_of is None else Floor.item_id == instead_of
    moved = wrote(update(Floor).where(Floor.body_id == body_id, seen).values(item_id=item_id, **FOLLOWS))
    if not moved:
        raise Refusal("Another item was taken up or ended in the meantime. Look at the order paper again.")


def _leave_floor(actor_id: int, body_id: int, item_id: int) -> None:
    left = wrote(
        update(Floor)
        .where(Floor.body_id == body_id, Floor.item_id == item_id)
        .values(item_id=None, **FOLLOWS)
    )
    if left:
        leave(actor_id, body_id)


def _change(item_id: int, was: Sequence[ItemState], becomes: ItemState, **values: Any) -> AgendaItem:
    """Change the state by one conditional write; raises Refusal when the item does not stand at `was`."""
    moved = wrote(
        update(AgendaItem)
        .where(AgendaItem.id == item_id, AgendaItem.state.in_(was))
        .values(state=becomes, **values)
    )
    found = item(item_id)
    if not moved:
        raise Refusal(f"“{found.title}” is {found.state}, so this step cannot be taken now.")
    return found
