"""Reads of a person's own notes on amendments."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.documents.models import AmendmentNote, Marker


def note_on(person_id: int, number: int) -> AmendmentNote | None:
    """What this person noted on this amendment."""
    return db.session.get(AmendmentNote, (person_id, number), populate_existing=True)


def notes_of(person_id: int) -> list[AmendmentNote]:
    """All that this person noted, in the order of the amendments."""
    wanted = (
        select(AmendmentNote)
        .where(AmendmentNote.person_id == person_id)
        .options(joinedload(AmendmentNote.amendment))
        .order_by(AmendmentNote.amendment_number)
    )
    return list(db.session.scalars(wanted))


def notes_counted(person_id: int) -> int:
    """On how many amendments this person noted something."""
    wanted = select(func.count()).where(AmendmentNote.person_id == person_id)
    return db.session.scalar(wanted) or 0


def markers_of(person_id: int, numbers: Iterable[int]) -> dict[int, Marker]:
    """By amendment: how this person marked it; those with words alone are marked by nothing."""
    rows = db.session.execute(
        select(AmendmentNote.amendment_number, AmendmentNote.marker).where(
            AmendmentNote.person_id == person_id, AmendmentNote.amendment_number.in_(list(numbers))
        )
    )
    return {row.amendment_number: Marker(row.marker) for row in rows}
