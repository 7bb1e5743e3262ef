"""Rows of presence: one statement for each arrival and each end, so that nobody is there twice."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, false, literal, null, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from summit.agenda.models import Presence, Sitting, SittingState
from summit.db import UtcDateTime, clock, db, is_sqlite
from summit.domain.errors import Refusal
from summit.events import TopicName, announce
from summit.people.models import Attendance
from summit.people.services import ON_WITHDRAWAL

COLUMNS = ("sitting_id", "person_id", "mode", "arrived_at", "seen_at", "left_at", "dropped")


def arrive(sitting_id: int, person_id: int, mode: Attendance, at: datetime | None = None) -> tuple[int, bool]:
    """(presence, whether it is new) of a person who is there from now on (or `at`), or was there already.

    That the sitting is not closed is proved in the statement that writes. Raises Refusal when it is.
    """
    there = (
        select(Presence.id)
        .where(Presence.sitting_id == sitting_id, Presence.person_id == person_id, Presence.left_at.is_(None))
        .with_for_update()  # whoever drops them at this moment goes first or waits, so that found is there
    )
    for _ in ("as it stands", "dropped between the two statements"):
        made = db.session.execute(_arrival(sitting_id, person_id, mode, at)).first()
        if made is not None:
            return made.id, True
        found = db.session.scalar(there)
        if found is not None:
            return found, False
    raise Refusal("This sitting is closed. Nobody can come to it any more.")


def _arrival(sitting_id: int, person_id: int, mode: Attendance, at: datetime | None) -> Any:
    """A second arrival at the same moment waits for the first and then writes nothing."""
    place = (
        select(
            Sitting.id,
            literal(person_id),
            literal(mode.value, String),
            clock() if at is None else literal(at, UtcDateTime),
            clock(),
            null(),
            false(),
        )
        .where(Sitting.id == sitting_id, Sitting.state != SittingState.CLOSED)
        .with_for_update(read=True, of=Sitting)
    )
    dialect = sqlite if is_sqlite() else postgresql
    insert = dialect.insert(Presence).from_select(COLUMNS, place)
    return insert.on_conflict_do_nothing(
        index_elements=["sitting_id", "person_id"], index_where=text("left_at IS NULL")
    ).returning(Presence.id)


def end(sitting_id: int, person_id: int, mode: Attendance, at: datetime | None = None) -> int | None:
    """End this person's presence in this mode, now or `at`; its id, or None where there was none."""
    ended = db.session.execute(
        update(Presence)
        .where(
            Presence.sitting_id == sitting_id,
            Presence.person_id == person_id,
            Presence.mode == mode,
            Presence.left_at.is_(None),
        )
        .values(left_at=clock() if at is None else at)
        .returning(Presence.id)
        .execution_options(synchronize_session=False)
    ).first()
    return None if ended is None else ended.id


def tell_person(person_id: int, place: Sitting, mode: Attendance | None, was_dropped: bool = False) -> None:
    """Tell the person's own devices where they stand; everybody else is told figures, by the ticker."""
    announce(
        TopicName("person", str(person_id), "person"),
        "own_presence_changed",
        sitting=place.id,
        body=place.body_id,
        mode=mode and mode.value,
        was_dropped=was_dropped,
    )


def _leave_everywhere(person_id: int) -> None:
    """Who is withdrawn is present nowhere, nor when they are readmitted, until somebody sees them again."""
    db.session.execute(
        update(Presence)
        .where(Presence.person_id == person_id, Presence.left_at.is_(None))
        .values(left_at=clock())
        .execution_options(synchronize_session=False)
    )


ON_WITHDRAWAL.append(_leave_everywhere)
