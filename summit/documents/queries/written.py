"""Reads about amendments that were written on a translation."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.documents.models import Document, WrittenAmendment, WrittenState
from summit.domain.errors import NotFound

WAITING = (WrittenState.AWAITING, WrittenState.TRANSLATED)
WHOLE = (
    joinedload(WrittenAmendment.document),
    joinedload(WrittenAmendment.proposer),
    joinedload(WrittenAmendment.translator),
)


def written_amendment(id: int) -> WrittenAmendment:
    """Raises NotFound."""
    found = db.session.get(WrittenAmendment, id, populate_existing=True)
    if found is None:
        raise NotFound("There is no such amendment on a translation.")
    return found


def written_on(document: int) -> list[WrittenAmendment]:
    """Those on translations of this document that are not tabled yet, in the order in which they came."""
    wanted = select(WrittenAmendment).where(
        WrittenAmendment.document_number == document, WrittenAmendment.state.in_(WAITING)
    )
    return list(db.session.scalars(wanted.options(*WHOLE).order_by(WrittenAmendment.id)))


def awaiting_form(language: str) -> list[WrittenAmendment]:
    """Those that wait for a translator into this language of authority, the longest waiting first."""
    wanted = select(WrittenAmendment).join(WrittenAmendment.document).where(
        Document.language == language, WrittenAmendment.state == WrittenState.AWAITING
    )  # fmt: skip
    return list(db.session.scalars(wanted.options(*WHOLE).order_by(WrittenAmendment.id)))


def forms_to_confirm(person_id: int) -> list[WrittenAmendment]:
    """Those of this proposer whose form waits for their word, the longest waiting first."""
    return list(db.session.scalars(_TO_CONFIRM, {"the_person": person_id}))


_TO_CONFIRM = (
    select(WrittenAmendment)
    .where(
        WrittenAmendment.proposer_id == bindparam("the_person"),
        WrittenAmendment.state == WrittenState.TRANSLATED,
    )
    .options(*WHOLE)
    .order_by(WrittenAmendment.id)
)


def written_as(amendment: int) -> WrittenAmendment | None:
    """What an amendment was written as, where that was on a translation."""
    return db.session.scalar(
        select(WrittenAmendment).where(WrittenAmendment.became == amendment).options(*WHOLE)
    )
