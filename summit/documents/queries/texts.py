"""Reads about documents, their revisions and amendments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased, selectinload

from summit.db import db
from summit.documents.models import (
    ON_TEXT,
    Amendment,
    AmendmentForm,
    AmendmentState,
    Collision,
    Document,
    DocumentState,
    Revision,
    Seconding,
)
from summit.domain.errors import NotFound
from summit.domain.text import Operation, RevisionStep, Text, from_json, operations_from_json
from summit.people.queries import plenary


def document(number: int, *, held: bool = False) -> Document:
    """Raises NotFound. `held`: until the commit nobody else moves its text, amends it or polls on it."""
    found = db.session.get(Document, number, populate_existing=True, with_for_update=held or None)
    if found is None:
        raise NotFound(f"There is no document {number}.")
    return found


def body_of(document: Document) -> int | None:
    """The body that has a text before it: the plenary where none is named."""
    return document.body_id or getattr(plenary(), "id", None)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of documents."""

    number: int
    title: str
    revision: int
    provisions: int
    pending: int
    body_id: int | None = None
    seconders: int = 0
    state: DocumentState = DocumentState.BEFORE
    language: str = ""


def documents() -> list[Listed]:
    """All documents in the order of their numbers."""
    pending = (
        select(func.count())
        .where(Amendment.document_number == Document.number, Amendment.state.in_(ON_TEXT))
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Document, Revision, pending.label("pending"))
        .join(Revision, (Revision.document_number == Document.number) & (Revision.number == Document.head))
        .order_by(Document.number)
    )
    return [
        Listed(
            paper.number,
            paper.title,
            revision.number,
            len(revision.provisions),
            count,
            paper.body_id,
            paper.seconders,
            DocumentState(paper.state),
            paper.language,
        )
        for paper, revision, count in rows
    ]


def numbers() -> list[int]:
    """The numbers of all documents, in order."""
    return list(db.session.scalars(select(Document.number).order_by(Document.number)))


def revision(document_number: int, number: int) -> Revision:
    """Raises NotFound."""
    found = db.session.get(Revision, (document_number, number))
    if found is None:
        raise NotFound(f"Document {document_number} has no revision {number}.")
    return found


def text_at(document_number: int, number: int) -> Text:
    """The provisions of a revision. Raises NotFound."""
    return from_json(revision(document_number, number).provisions)


def revisions(document_number: int) -> list[Revision]:
    """Every revision, first to last: the adoption log with the text after each entry."""
    return list(
        db.session.scalars(
            select(Revision).where(Revision.document_number == document_number).order_by(Revision.number)
        )
    )


def amendment(number: int) -> Amendment:
    """With its forms. Raises NotFound."""
    found = db.session.get(Amendment, number, populate_existing=True, options=[selectinload(Amendment.forms)])
    if found is None:
        raise NotFound(f"There is no amendment AM {number}.")
    return found


def title_of_amendment(number: int) -> str:
    """Its title without the rest of it. Raises NotFound."""
    found = db.session.connection().execute(_TITLE, {"the_number": number}).scalar()
    if found is None:
        raise NotFound(f"There is no amendment AM {number}.")
    return str(found)


_TITLE = select(Amendment.title).where(Amendment.number == bindparam("the_number"))


def amendments(document_number: int, *states: AmendmentState) -> list[Amendment]:
    """Amendments to a document in order of number; only those in `states` where any are given."""
    wanted = select(Amendment).where(Amendment.document_number == document_number)
    if states:
        wanted = wanted.where(Amendment.state.in_(states))
    return list(
        db.session.scalars(
            wanted.options(selectinload(Amendment.forms), selectinload(Amendment.proposer))
            .order_by(Amendment.number)
            .execution_options(populate_existing=True)
        )
    )


def forms_on_text(document_number: int) -> tuple[tuple[int, int], ...]:
    """(amendment, form) of all that moves along with a text, in order of number."""
    wanted = select(Amendment.number, Amendment.form).where(
        Amendment.document_number == document_number, Amendment.state.in_(ON_TEXT)
    )
    return tuple((row.number, row.form) for row in db.session.execute(wanted.order_by(Amendment.number)))


def amendments_listed(document_number: int, state: str | None, first: int, count: int) -> list[Amendment]:
    """So many amendments to a document, of one state or of any, without their words."""
    wanted = select(Amendment).where(Amendment.document_number == document_number)
    if state:
        wanted = wanted.where(Amendment.state == state)
    ordered = wanted.options(selectinload(Amendment.proposer)).order_by(Amendment.number)
    return list(db.session.scalars(ordered.offset(first).limit(count)))


def amendments_counted(document_number: int) -> dict[str, int]:
    """How many amendments to a document are in each state that any is in, in the order of the states."""
    rows = db.session.execute(
        select(Amendment.state, func.count())
        .where(Amendment.document_number == document_number)
        .group_by(Amendment.state)
    )
    counts = {str(state): count for state, count in rows}
    return {str(state): counts[state] for state in AmendmentState if state in counts}


def adopted_ever(document_number: int) -> list[Amendment]:
    """The amendments that any revision of a document is made of, with their forms."""
    made = select(Revision.amendment_number).where(Revision.document_number == document_number)
    return list(
        db.session.scalars(
            select(Amendment)
            .where(Amendment.number.in_(made))
            .options(selectinload(Amendment.forms))
            .execution_options(populate_existing=True)
        )
    )


def adopted_titles(document_number: int) -> dict[int, str]:
    """By number, the titles of the amendments that any revision of a document is made of."""
    made = select(Revision.amendment_number).where(Revision.document_number == document_number)
    rows = db.session.execute(select(Amendment.number, Amendment.title).where(Amendment.number.in_(made)))
    return {row.number: row.title for row in rows}


def adopted_words(document_number: int) -> dict[int, tuple[Operation, ...]]:
    """By number, what the proposers of those amendments wrote: the first of their many forms alone."""
    made = select(Revision.amendment_number).where(Revision.document_number == document_number)
    first = (AmendmentForm.number == 1) & AmendmentForm.amendment_number.in_(made)
    rows = db.session.execute(select(AmendmentForm.amendment_number, AmendmentForm.operations).where(first))
    return {row.amendment_number: operations_from_json(row.operations) for row in rows}


def collisions(document_number: int) -> list[Collision]:
    """Collisions between pending amendments of a document."""
    return list(db.session.scalars(_pending_collisions().where(_ONE.document_number == document_number)))


def collisions_of(number: int) -> list[Collision]:
    """Collisions of one pending amendment with others that are pending."""
    with_it = (Collision.one == number) | (Collision.other == number)
    return list(db.session.scalars(_pending_collisions().where(with_it)))


_ONE, _OTHER = aliased(Amendment), aliased(Amendment)


def _pending_collisions() -> Select[Any]:
    """Rows stay when one of the two is decided: what was found is true again if that is taken back."""
    return (
        select(Collision)
        .join(_ONE, _ONE.number == Collision.one)
        .join(_OTHER, _OTHER.number == Collision.other)
        .where(_ONE.state.in_(ON_TEXT), _OTHER.state.in_(ON_TEXT))
        .order_by(Collision.one, Collision.other, Collision.provision)
    )


def seconders(number: int) -> list[Seconding]:
    """Who seconds an amendment, first to last."""
    wanted = select(Seconding).where(Seconding.amendment_number == number)
    return list(
        db.session.scalars(
            wanted.options(selectinload(Seconding.person)).order_by(Seconding.at, Seconding.person_id)
        )
    )


@dataclass(frozen=True, slots=True)
class LogLine:
    """An entry of a document's adoption log, without the text that it made."""

    revision: int
    cause: str
    amendment: int | None
    poll: int | None
    operations: list[dict[str, Any]]
    made_at: datetime
    rescinds: int | None
    held: list[int]
    reason: str


def in_force(log: Sequence[LogLine]) -> list[LogLine]:
    """The import and the adoptions that make the text after all of these: none taken back or on hold."""
    gone = {number for line in log for number in (line.rescinds, *line.held) if number is not None}
    return [line for line in log if line.revision not in gone and line.rescinds is None]


def steps(log: Sequence[LogLine], first: int, last: int) -> list[RevisionStep]:
    """What leads from revision `first` to revision `last`, for telling whose words are whose."""
    return [
        RevisionStep(
            line.revision,
            operations_from_json(line.operations),
            frozenset(number for number in (line.rescinds, *line.held) if number is not None),
        )
        for line in log
        if first < line.revision <= last
    ]


def adoption_log(document_number: int) -> list[LogLine]:
    """What made each revision, first to last."""
    rows = db.session.execute(
        select(
            Revision.number,
            Revision.cause,
            Revision.amendment_number,
            Revision.poll_number,
            Revision.operations,
            Revision.made_at,
            Revision.rescinds,
            Revision.held,
            Revision.reason,
        )
        .where(Revision.document_number == document_number)
        .order_by(Revision.number)
    )
    return [LogLine(*row) for row in rows]


def last_revision_with(document_number: int, provision: str) -> int | None:
    """The latest revision in which this provision stands, or None where it never did."""
    numbers = select(Revision.number).where(Revision.document_number == document_number)
    for number in db.session.scalars(numbers.order_by(Revision.number.desc())):
        if any(one.id == provision for one in text_at(document_number, number)):
            return number
    return None
