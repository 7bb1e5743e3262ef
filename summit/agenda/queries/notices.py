"""What was announced, and what chairs have ruled."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from summit.agenda.models import Announcement, Ruling
from summit.db import db
from summit.domain.errors import NotFound

WITH_PLACE = (joinedload(Ruling.made_by), joinedload(Ruling.body), joinedload(Ruling.item))


def announcements(body_id: int | None = None) -> list[Announcement]:
    """Announcements that stand, the latest first: those to everybody, and with `body_id` to that body too."""
    to_all = Announcement.body_id.is_(None)
    for_whom = to_all if body_id is None else or_(to_all, Announcement.body_id == body_id)
    wanted = _announced().where(Announcement.ended_at.is_(None), for_whom)
    return list(db.session.scalars(wanted))


def announcements_made() -> list[Announcement]:
    """Every announcement ever made, those that stand first, then the latest first."""
    made = list(db.session.scalars(_announced()))
    return sorted(made, key=lambda one: one.ended_at is not None)


def _announced() -> Select[Any]:
    return (
        select(Announcement)
        .options(joinedload(Announcement.made_by), joinedload(Announcement.body))
        .order_by(Announcement.made_at.desc(), Announcement.id.desc())
        .execution_options(populate_existing=True)
    )


def rulings(body_id: int | None = None, item_id: int | None = None) -> list[Ruling]:
    """Rulings of chairs, of one body or of all, on one item or on any; the latest first."""
    wanted = select(Ruling).options(*WITH_PLACE).order_by(Ruling.id.desc())
    if body_id is not None:
        wanted = wanted.where(Ruling.body_id == body_id)
    if item_id is not None:
        wanted = wanted.where(Ruling.item_id == item_id)
    return list(db.session.scalars(wanted))


def rulings_on(bodies: Collection[int]) -> list[Ruling]:
    """Rulings of chairs in these bodies, the first first, as they stand on order papers."""
    wanted = select(Ruling).where(Ruling.body_id.in_(bodies)).options(*WITH_PLACE).order_by(Ruling.id)
    return list(db.session.scalars(wanted))


def ruling(ruling_id: int) -> Ruling:
    """Raises NotFound."""
    found = db.session.get(Ruling, ruling_id, options=WITH_PLACE)
    if found is None:
        raise NotFound("There is no such ruling.")
    return found
