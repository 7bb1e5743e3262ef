"""Presence from afar: one tap for each sitting, kept up by the connection, dropped without one."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select, update

from summit.agenda.models import Presence, SittingState
from summit.agenda.permissions import may_take_part, sits_in
from summit.agenda.queries import sitting
from summit.agenda.services.being_there import arrive, end, tell_person
from summit.db import clock, db, now, transaction
from summit.domain.errors import NotAllowed, Refusal
from summit.people import queries as people
from summit.people.models import Attendance

SILENCE = timedelta(minutes=15)
"""How long somebody remote stays present without a connection."""
EARLY = timedelta(hours=1)
"""How long before a planned sitting begins one can say that one is there."""
AT_ONCE = 500


@transaction
def take_part(person_id: int, sitting_id: int) -> None:
    """Be present at a sitting from afar; again after being dropped. Who is in the room stays there.

    Raises NotAllowed (not accredited as remote, or not of this body), NotFound, Refusal (closed, or it does
    not begin within the hour).
    """
    place, person = sitting(sitting_id), people.person(person_id)
    if not may_take_part(person, place.body_id):
        raise NotAllowed(
            "You are accredited for the room: you are present once your badge is scanned at the door."
            if sits_in(person, place.body_id)
            else f"You do not sit in {place.body.name}. You can follow it without being present."
        )
    if place.state == SittingState.PLANNED and place.starts_at > now() + EARLY:
        raise Refusal(f"“{place.title}” begins later. Come back in the hour before it.")
    presence_id, is_new = arrive(sitting_id, person_id, Attendance.REMOTE)
    if is_new:
        tell_person(person_id, place, Attendance.REMOTE)
    else:
        _see([presence_id])


@transaction
def leave_sitting(person_id: int, sitting_id: int) -> None:
    """Be no longer present from afar; nothing happens to who is not. Raises NotFound."""
    place = sitting(sitting_id)
    if end(sitting_id, person_id, Attendance.REMOTE) is not None:
        tell_person(person_id, place, None)


@transaction
def note_seen(person_ids: Iterable[int]) -> int:
    """These persons have a connection at this moment; answers how many presences that kept up."""
    known = sorted(set(person_ids))
    return sum(_note(known[first : first + AT_ONCE]) for first in range(0, len(known), AT_ONCE))


def _note(person_ids: list[int]) -> int:
    seen = db.session.execute(
        update(Presence)
        .where(
            Presence.person_id.in_(person_ids),
            Presence.mode == Attendance.REMOTE,
            Presence.left_at.is_(None),
        )
        .values(seen_at=clock())
        .returning(Presence.id)
        .execution_options(synchronize_session=False)
    )
    return len(seen.all())


def _see(presence_ids: list[int]) -> None:
    db.session.execute(
        update(Presence)
        .where(Presence.id.in_(presence_ids), Presence.left_at.is_(None))
        .values(seen_at=clock())
        .execution_options(synchronize_session=False)
    )


def drop_silent() -> int:
    """End the presence of whoever was without a connection for too long; answers how many that were."""
    silent = db.session.scalars(select(Presence.id).where(_is_silent(now()))).all()
    db.session.rollback()
    return sum(_drop(presence_id) for presence_id in silent)


def _is_silent(moment: datetime) -> ColumnElement[bool]:
    return and_(
        Presence.left_at.is_(None), Presence.mode == Attendance.REMOTE, Presence.seen_at <= moment - SILENCE
    )


@transaction
def _drop(presence_id: int) -> bool:
    """The condition decides again: who was seen since, or has left, is not dropped."""
    dropped = db.session.execute(
        update(Presence)
        .where(Presence.id == presence_id, _is_silent(now()))
        .values(left_at=clock(), dropped=True)
        .returning(Presence.person_id, Presence.sitting_id)
        .execution_options(synchronize_session=False)
    ).first()
    if dropped is None:
        return False
    tell_person(dropped.person_id, sitting(dropped.sitting_id), None, was_dropped=True)
    return True
