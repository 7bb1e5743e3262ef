"""What may be done to a text depends on whether it is before its body, decided, or put as a whole."""

from summit.documents.models import Document, DocumentState
from summit.domain.errors import Refusal
from summit.domain.wording import poll_name


class TextDecided(Refusal):
    """The text is not before its body: it is a draft yet, or what becomes of it is decided."""


def require_before(document: Document) -> None:
    """Raises TextDecided, or Refusal while the text is put to a poll as a whole."""
    if document.state == DocumentState.DRAFT:
        raise TextDecided(f"Document {document.number} is a draft: it is not before a body yet.")
    if document.state != DocumentState.BEFORE:
        raise TextDecided(f"Document {document.number} is {document.state}, so nothing more is done to it.")
    require_not_put(document)


def require_open_fate(document: Document) -> None:
    """It is a draft or before its body. Raises TextDecided, or Refusal while it is put as a whole."""
    if document.state != DocumentState.DRAFT:
        require_before(document)


def require_not_put(document: Document) -> None:
    """No text moves while it is put as a whole. Raises Refusal."""
    if document.poll_number is not None:
        raise Refusal(
            f"Document {document.number} is put to poll {poll_name(document.poll_number)} as a whole. "
            "Publish or void that first."
        )
