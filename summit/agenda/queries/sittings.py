"""Sittings with their items and channels: one, those of a body, those of a day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from summit.agenda.models import RUNNING, AgendaItem, Sitting, SittingState
from summit.db import db
from summit.domain.errors import NotFound
from summit.people.models import Body

WITH_ALL = (joinedload(Sitting.body), selectinload(Sitting.items), selectinload(Sitting.channels))


def sitting(sitting_id: int) -> Sitting:
    """This sitting with body, items and channels, fresh from the database. Raises NotFound."""
    found = db.session.get(Sitting, sitting_id, populate_existing=True, options=WITH_ALL)
    if found is None:
        raise NotFound("There is no such sitting.")
    return found


def item(item_id: int) -> AgendaItem:
    """This agenda item with its sitting, fresh from the database. Raises NotFound."""
    wanted = [joinedload(AgendaItem.sitting).joinedload(Sitting.body)]
    found = db.session.get(AgendaItem, item_id, populate_existing=True, options=wanted)
    if found is None:
        raise NotFound("There is no such agenda item.")
    return found


def sittings(body_id: int | None = None, states: Sequence[SittingState] = ()) -> list[Sitting]:
    """Sittings in the order of time, of one body or of all, in these states or in any."""
    wanted = _in_order(select(Sitting))
    if body_id is not None:
        wanted = wanted.where(Sitting.body_id == body_id)
    if states:
        wanted = wanted.where(Sitting.state.in_(states))
    return list(db.session.scalars(wanted))


def sittings_between(first: datetime, until: datetime) -> list[Sitting]:
    """Sittings that are to begin from `first` on and before `until`, the plenary's first at the same time."""
    return list(
        db.session.scalars(
            _in_order(select(Sitting)).where(Sitting.starts_at >= first, Sitting.starts_at < until)
        )
    )


def running_sitting(body_id: int) -> Sitting | None:
    """The sitting of the body that has begun and not ended."""
    return next(iter(sittings(body_id, RUNNING)), None)


def next_sitting(body_id: int) -> Sitting | None:
    """The first planned sitting of the body."""
    return next(iter(sittings(body_id, [SittingState.PLANNED])), None)


def days(zone: str) -> list[date]:
    """The days on which a sitting is to begin, in the summit's zone, in order."""
    here = ZoneInfo(zone)
    starts = db.session.scalars(select(Sitting.starts_at))
    return sorted({moment.astimezone(here).date() for moment in starts})


def day_in(zone: str, day: date) -> tuple[datetime, datetime]:
    """The moments at which a day begins and ends in the summit's zone."""
    here = ZoneInfo(zone)
    first = datetime(day.year, day.month, day.day, tzinfo=here)
    after = day + timedelta(days=1)
    return first, datetime(after.year, after.month, after.day, tzinfo=here)


def _in_order(wanted: Select[Any]) -> Select[Any]:
    return (
        wanted.join(Body, Body.id == Sitting.body_id)
        .order_by(Sitting.starts_at, Body.position, Body.id, Sitting.id)
        .options(*WITH_ALL)
        .execution_options(populate_existing=True)
    )
