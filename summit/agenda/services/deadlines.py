"""Deadlines: until when an act is open, set and moved by officers, passed by the clock."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update

from summit import due
from summit.agenda.models import Act, Deadline
from summit.agenda.permissions import may_set_deadlines
from summit.agenda.queries import deadline, is_open
from summit.agenda.services.steps import SUMMIT
from summit.db import clock, db, now, transaction, wrote
from summit.domain.errors import Refusal, Unacceptable, require
from summit.events import TopicName, announce
from summit.people import queries as people
from summit.record import keep

VERB = "pass_deadline"
AFTER_DEADLINE: dict[Act, Callable[[int | None], None]] = {}
"""What follows when the deadline of an act has passed on a document, or (None) on all; features enter it."""


class ActIsOver(Refusal):
    """The deadline of this act has passed; the message says since when."""


@transaction
def set_deadline(actor_id: int, act: Act, at: datetime, document_number: int | None = None) -> int:
    """Say until when an act is open, for one document or for all that have no deadline of their own.

    An act has one deadline for each document: setting it again moves it, also after it has passed. Answers
    its id. Raises NotAllowed, Unacceptable for a moment that is over.
    """
    _require_officer(actor_id)
    if at <= now():
        raise Unacceptable("This moment is over. Choose one that is still to come.")
    same = (
        Deadline.document_number.is_(None)
        if document_number is None
        else (Deadline.document_number == document_number)
    )
    found = db.session.scalar(
        select(Deadline).where(Deadline.act == act, same).with_for_update(),
        execution_options={"populate_existing": True},
    )
    before = None if found is None else found.at.isoformat()
    if found is None:
        found = Deadline(act=act, document_number=document_number, at=at)
        db.session.add(found)
    found.at, found.has_passed = at, False
    db.session.flush()
    _watch(found)
    _keep_and_tell("deadline_set", found, actor_id, before)
    return found.id


@transaction
def end_now(actor_id: int, deadline_id: int) -> None:
    """Let a deadline pass at once. Raises NotAllowed, NotFound, Refusal when it has passed."""
    _require_officer(actor_id)
    before = deadline(deadline_id).at.isoformat()
    moved = wrote(
        update(Deadline).where(Deadline.id == deadline_id, Deadline.has_passed.is_(False)).values(at=clock())
    )
    if not moved:
        raise Refusal("This deadline has passed already.")
    _keep_and_tell("deadline_set", deadline(deadline_id), actor_id, before)
    due.cancel(VERB, deadline_id)
    pass_deadline(deadline_id)


@transaction
def remove_deadline(actor_id: int, deadline_id: int) -> None:
    """Let an act be open without an end. Raises NotAllowed, NotFound."""
    _require_officer(actor_id)
    gone = deadline(deadline_id)
    due.cancel(VERB, deadline_id)
    _keep_and_tell("deadline_removed", gone, actor_id, gone.at.isoformat())
    db.session.delete(gone)


@transaction
def pass_deadline(deadline_id: int) -> None:
    """Announce that a deadline has passed; does nothing when it was moved since."""
    passed = wrote(
        update(Deadline)
        .where(Deadline.id == deadline_id, Deadline.has_passed.is_(False), Deadline.at <= clock())
        .values(has_passed=True)
    )
    if not passed:
        return
    over = deadline(deadline_id)
    _keep_and_tell("deadline_passed", over, None)
    if follow := AFTER_DEADLINE.get(over.act):
        follow(over.document_number)


def require_open(act: Act, document_number: int) -> None:
    """Refuse an act whose deadline has passed on this document. Raises ActIsOver."""
    if not is_open(act, document_number):
        raise ActIsOver(f"The time for {act} on this document is over. An officer can extend it.")


def _watch(found: Deadline) -> None:
    due.cancel(VERB, found.id)
    due.at(found.at, VERB, found.id)


def _keep_and_tell(event: str, one: Deadline, actor_id: int | None, before: str | None = None) -> None:
    what = {"act": str(one.act), "document": one.document_number, "at": one.at.isoformat()}
    keep(event, deadline=one.id, before=before, by=actor_id, **what)
    announce(SUMMIT, event, deadline=one.id, **what)
    if one.document_number is not None:
        announce(TopicName("document", str(one.document_number)), event, deadline=one.id, **what)


def _require_officer(actor_id: int) -> None:
    plenary = people.plenary()
    allowed = plenary is not None and may_set_deadlines(people.person(actor_id), plenary.id)
    require(allowed, "Only organisers, chair and secretary of the plenary set deadlines.")


due.VERBS[VERB] = pass_deadline
