"""The order paper of a sitting: add, change, remove and order its items."""

from collections.abc import Sequence

from sqlalchemy import func, select

from summit.agenda.models import AgendaItem, ItemState, Sitting
from summit.agenda.queries import item
from summit.agenda.services.steps import held_sitting, tell, words
from summit.db import db, transaction
from summit.domain.anchors import Anchor
from summit.domain.errors import Refusal, Unacceptable
from summit.record import keep

LONGEST_ITEM = 300
MOST_MINUTES = 24 * 60
MOST_ITEMS = 200


@transaction
def add_item(
    actor_id: int, sitting_id: int, title: str, anchor: Anchor | None = None, minutes: int | None = None
) -> int:
    """Put a point at the end of the order paper; answers its id.

    Raises NotAllowed, NotFound, Unacceptable, Refusal once the sitting is closed.
    """
    held = held_sitting(actor_id, sitting_id)
    added = append(held, _title(title), anchor, _minutes(minutes))
    keep("item_added", item=added.id, sitting=sitting_id, by=actor_id, **_as_kept(added))
    tell(held.body_id, "item_added", sitting=sitting_id, item=added.id)
    return added.id


def append(held: Sitting, title: str, anchor: Anchor | None, minutes: int | None) -> AgendaItem:
    """A new last item of a sitting that the caller holds."""
    if len(held.items) >= MOST_ITEMS:
        raise Refusal(f"An order paper has at most {MOST_ITEMS} items.")
    last = db.session.scalar(select(func.max(AgendaItem.position)).where(AgendaItem.sitting_id == held.id))
    added = AgendaItem(
        sitting_id=held.id,
        position=(last or 0) + 1,
        title=title,
        anchor_kind=anchor and anchor.kind,
        anchor_key=anchor and anchor.key,
        minutes=minutes,
    )
    db.session.add(added)
    db.session.flush()
    return added


@transaction
def change_item(
    actor_id: int, item_id: int, title: str, anchor: Anchor | None = None, minutes: int | None = None
) -> None:
    """Rename an item, say what it is about or how long it may take.

    Raises NotAllowed, NotFound, Unacceptable, Refusal once the sitting is closed.
    """
    held = held_sitting(actor_id, item(item_id).sitting_id)
    changed = item(item_id)
    before = _as_kept(changed)
    changed.title, changed.minutes = _title(title), _minutes(minutes)
    changed.anchor_kind, changed.anchor_key = (anchor.kind, anchor.key) if anchor else (None, None)
    if before == _as_kept(changed):
        return
    keep("item_changed", item=item_id, before=before, by=actor_id, **_as_kept(changed))
    tell(held.body_id, "item_changed", sitting=held.id, item=item_id)


@transaction
def remove_item(actor_id: int, item_id: int) -> int:
    """Strike an item that was never taken up; answers its sitting. Raises NotAllowed, NotFound, Refusal."""
    held = held_sitting(actor_id, item(item_id).sitting_id)
    struck = item(item_id)
    if struck.state != ItemState.PLANNED or struck.taken_up_at is not None:
        raise Refusal(f"“{struck.title}” is {struck.state}: what was dealt with stays on the order paper.")
    keep("item_removed", item=item_id, sitting=held.id, by=actor_id, **_as_kept(struck))
    db.session.delete(struck)
    tell(held.body_id, "item_removed", sitting=held.id, item=item_id)
    return held.id


@transaction
def move_item(actor_id: int, item_id: int, by: int) -> int:
    """Move an item up (`by` -1) or down (1) by one place; answers its sitting. At the end it stays.

    Raises NotAllowed, NotFound, Refusal once the sitting is closed.
    """
    held = held_sitting(actor_id, item(item_id).sitting_id)
    order = [one.id for one in held.items]
    place = order.index(item_id)
    target = min(max(place + by, 0), len(order) - 1)
    order.insert(target, order.pop(place))
    _store_order(held, order, actor_id)
    return held.id


@transaction
def order_items(actor_id: int, sitting_id: int, order: Sequence[int]) -> None:
    """Put the items of a sitting in this order, which must name each of them once.

    Raises NotAllowed, NotFound, Refusal when an item was added or struck in the meantime.
    """
    held = held_sitting(actor_id, sitting_id)
    if sorted(order) != sorted(one.id for one in held.items):
        raise Refusal("The order paper was changed in the meantime. Look at it again, then order it.")
    _store_order(held, order, actor_id)


def _store_order(held: Sitting, order: Sequence[int], actor_id: int) -> None:
    if [one.id for one in held.items] == list(order):
        return
    by_id = {one.id: one for one in held.items}
    for position, item_id in enumerate(order, 1):
        by_id[item_id].position = position
    keep("items_ordered", sitting=held.id, items=list(order), by=actor_id)
    tell(held.body_id, "items_ordered", sitting=held.id)


def _title(typed: str) -> str:
    return words(typed, LONGEST_ITEM, "Say in a few words what the item is.")


def _minutes(minutes: int | None) -> int | None:
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise Unacceptable(f"An item takes between 1 and {MOST_MINUTES} minutes.")
    return minutes


def _as_kept(one: AgendaItem) -> dict[str, object]:
    about = f"{one.anchor_kind}/{one.anchor_key}" if one.anchor_kind else None
    return {"title": one.title, "about": about, "minutes": one.minutes}
