"""Import a text that was read into provisions as the first revision of a new document."""

from summit.db import db, transaction
from summit.documents.models import Document, DocumentState, Revision
from summit.documents.permissions import may_import
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.text import Text, revision_digest, to_json
from summit.events import TopicName, announce
from summit.people.queries import person
from summit.record import keep

BY_COMMAND: None = None
LONGEST_TITLE = 300


def document_topic(number: int) -> TopicName:
    return TopicName("document", str(number))


@transaction
def import_document(
    actor_id: int | None, title: str, language: str, text: Text, number: int | None = None, *,
    is_draft: bool = False,
) -> int:  # fmt: skip
    """Store `text` as revision 1 of a new document and answer its number.

    `number` may be chosen (the order of the papers); otherwise it is the next one. A draft can be read and
    translated; nobody amends it until it is brought before a body. Raises NotAllowed,
    Unacceptable for an empty text or title, Refusal for a number that is taken.
    """
    require(actor_id is BY_COMMAND or may_import(person(actor_id)), "Only an organiser may import texts.")
    if number is not None and db.session.get(Document, number) is not None:
        raise Refusal(f"There is a document {number} already.")
    state = DocumentState.DRAFT if is_draft else DocumentState.BEFORE
    document = Document(number=number, title=required_title(title), language=language, state=state)
    return enter_document(document, text, actor_id)


def enter_document(document: Document, text: Text, by: int | None) -> int:
    """Store a new document with its first revision. Raises Unacceptable for an empty text."""
    if not text:
        raise Unacceptable("This text has no provisions.")
    db.session.add(document)
    db.session.flush()
    digest = revision_digest(text)
    db.session.add(
        Revision(
            document_number=document.number, number=1, provisions=to_json(text), digest=digest, cause="import"
        )
    )
    keep(
        "document_imported", document=document.number, title=document.title, digest=digest,
        state=str(document.state), mover=document.mover_id, by=by,
    )  # fmt: skip
    announce(document_topic(document.number), "document_imported", document=document.number)
    announce(TopicName("summit"), "document_imported", document=document.number)
    return document.number


def required_title(title: str) -> str:
    """The title of a document. Raises Unacceptable for none or a long one."""
    if not title.strip() or len(title) > LONGEST_TITLE:
        raise Unacceptable(f"A document needs a title of at most {LONGEST_TITLE} signs.")
    return title.strip()
