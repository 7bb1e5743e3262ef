"""The next revision of a document, and what is pending carried over to it."""

from collections.abc import Sequence
from typing import Any

from summit.db import db
from summit.documents.models import Amendment, AmendmentForm, AmendmentState, Document, Revision
from summit.documents.services.importing import document_topic
from summit.documents.services.telling import tell_proposer
from summit.domain.text import Operations, Rebased, Text, operations_to_json, revision_digest, to_json
from summit.events import announce

NOT_CARRIED = {
    "obsolete": AmendmentState.OBSOLETE,
    "orphaned": AmendmentState.ORPHANED,
}
Forms = tuple[tuple[int, int], ...]
"""(amendment, form) pairs: what a revision was prepared for, so that the transaction can tell it still is."""


def forms_of(amendments: Sequence[Amendment]) -> Forms:
    return tuple((one.number, one.form) for one in amendments)


def append_revision(document: Document, text: Text, operations: Operations, **made_by: Any) -> Revision:
    """Make a document's next revision of this text and tell its readers; `operations` lead there."""
    revision = Revision(
        document_number=document.number,
        number=document.head + 1,
        provisions=to_json(text),
        digest=revision_digest(text),
        operations=operations_to_json(operations),
        **made_by,
    )
    db.session.add(revision)
    document.head = revision.number
    announce(
        document_topic(document.number), "revision_made", document=document.number, revision=revision.number
    )
    return revision


def carry_over(amendment: Amendment, done: Rebased, revision: int) -> None:
    """A new form with its provenance; the words of an orphan stay as they were."""
    if done.outcome in NOT_CARRIED:
        was, amendment.state = amendment.state, NOT_CARRIED[done.outcome]
        if was != amendment.state:
            tell_proposer(amendment, done.outcome)
        return
    amendment.state = amendment.standing
    amendment.form += 1
    db.session.add(
        AmendmentForm(
            amendment_number=amendment.number,
            number=amendment.form,
            base=revision,
            operations=operations_to_json(done.operations),
            origin=f"rebase: {done.outcome}",
        )
    )
