"""A better file in the place of a text that nobody has proposed to amend yet."""

from sqlalchemy import func, select

from summit.db import db, transaction
from summit.documents import queries
from summit.documents.models import Amendment, Document
from summit.documents.permissions import may_import
from summit.documents.queries.written import written_on
from summit.documents.services.before import require_open_fate
from summit.documents.services.correcting import compared
from summit.documents.services.importing import BY_COMMAND, required_title
from summit.documents.services.revising import append_revision
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.text import Operations, Text, apply
from summit.events import TopicName, announce
from summit.people.queries import person, the_summit
from summit.record import keep


def is_replaceable(document_number: int) -> bool:
    """Whether no amendment to the text was ever proposed: then a better file may take its place.

    Once the summit is closed none may: what is wrong in a final document takes a corrigendum.
    """
    summit = the_summit()
    if summit is not None and summit.closed_at is not None:
        return False
    wanted = select(func.count()).where(Amendment.document_number == document_number)
    return db.session.scalar(wanted) == 0 and not written_on(document_number)


@transaction
def replace_text(actor_id: int | None, document_number: int, text: Text, title: str, language: str) -> int:
    """Make a better file the next revision of a text that nobody has proposed to amend; answers its number.

    Provisions that both have keep their ids, and earlier revisions stay readable. Raises NotAllowed,
    NotFound, Unacceptable for an empty text or title, Refusal once an amendment was proposed or where
    nothing differs.
    """
    require(actor_id is BY_COMMAND or may_import(person(actor_id)), "Only an organiser may replace texts.")
    document = queries.document(document_number, held=True)
    require_open_fate(document)
    if not is_replaceable(document_number):
        raise Refusal("Amendments to this text were proposed: a better file becomes an editorial correction.")
    if not text:
        raise Unacceptable("This text has no provisions.")
    named = required_title(title)
    operations = compared(document_number, document.head, text)
    if not operations and (named, language) == (document.title, document.language):
        raise Refusal("This file is the text as it stands: there is nothing to replace.")
    return _replaced(document, operations, named, language, actor_id)


def _replaced(document: Document, operations: Operations, title: str, language: str, by: int | None) -> int:
    document.title, document.language = title, language
    text = apply(queries.text_at(document.number, document.head), operations)
    revision = append_revision(document, text, operations, cause="replacement", author_id=by)
    keep(
        "document_replaced", document=document.number, revision=revision.number, digest=revision.digest,
        operations=revision.operations, title=title, language=language, by=by,
    )  # fmt: skip
    announce(TopicName("summit"), "document_replaced", document=document.number)
    return revision.number
