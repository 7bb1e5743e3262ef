"""Compromise amendments: what they replace, and which amendments wait until they are decided."""

from collections.abc import Iterable

from sqlalchemy import select

from summit.db import db
from summit.documents.models import Amendment, AmendmentState, Draft, Replacement
from summit.domain.errors import NotFound


def replaced_by(number: int) -> list[int]:
    """The amendments that a compromise would replace, in order of number; none where it is no compromise."""
    wanted = select(Replacement.replaces).where(Replacement.amendment_number == number)
    return list(db.session.scalars(wanted.order_by(Replacement.replaces)))


def compromises_for(number: int) -> list[int]:
    """The compromises that would replace an amendment, whatever became of them."""
    wanted = select(Replacement.amendment_number).where(Replacement.replaces == number)
    return list(db.session.scalars(wanted.order_by(Replacement.amendment_number)))


def waiting_behind(numbers: Iterable[int]) -> dict[int, int]:
    """By number: those of these amendments that wait, and the tabled compromise that is put before them."""
    wanted = (
        select(Replacement.replaces, Replacement.amendment_number)
        .join(Amendment, Amendment.number == Replacement.amendment_number)
        .where(Replacement.replaces.in_(list(numbers)), Amendment.state == AmendmentState.TABLED)
        .order_by(Replacement.amendment_number.desc())
    )
    return {row.replaces: row.amendment_number for row in db.session.execute(wanted)}


def parts_of(number: int) -> list[int]:
    """The amendments into which the chair divided one, in order of number."""
    wanted = select(Amendment.number).where(Amendment.part_of == number).order_by(Amendment.number)
    return list(db.session.scalars(wanted))


def drafts_of(author_id: int) -> list[Draft]:
    """What somebody is still writing, the latest first."""
    wanted = select(Draft).where(Draft.author_id == author_id).order_by(Draft.kept_at.desc(), Draft.id)
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def draft_of(author_id: int, id: int) -> Draft:
    """One's own draft. Raises NotFound, also for that of another: whether there is one is theirs to know."""
    found = own_draft(author_id, id)
    if found is None:
        raise NotFound("You have no such draft.")
    return found


def own_draft(author_id: int, id: int | None) -> Draft | None:
    """One's own draft, where it is still there."""
    found = None if id is None else db.session.get(Draft, id, populate_existing=True)
    return found if found is not None and found.author_id == author_id else None
