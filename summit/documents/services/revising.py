"""The next revision of a document, and what is pending carried over to it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import insert, update

from summit.db import db
from summit.documents import queries
from summit.documents.models import Amendment, AmendmentForm, AmendmentState, Document, Revision
from summit.documents.models.amendments import new_words
from summit.documents.services.importing import document_topic
from summit.documents.services.telling import tell_proposer
from summit.domain.seeking import sought
from summit.domain.text import Operations, Rebased, Text, operations_to_json, revision_digest, to_json
from summit.events import announce

NOT_CARRIED = {
    "obsolete": AmendmentState.OBSOLETE,
    "orphaned": AmendmentState.ORPHANED,
}
Forms = tuple[tuple[int, int], ...]
"""(amendment, form) pairs: what a revision was prepared for, so that the transaction can tell it still is."""
Carried = Sequence[tuple[int, Rebased]]
Rows = tuple[dict[str, Any], ...]
InTurn = Callable[[Carried], Iterable[tuple[int, Rebased]]]
"""How a long row of amendments is gone through: at once, or letting others be served in between."""


def forms_of(amendments: Sequence[Amendment]) -> Forms:
    return tuple((one.number, one.form) for one in amendments)


def append_revision(
    document: Document, text: Text, operations: Operations, *, digest: str = "", **made_by: Any
) -> Revision:
    """Make a document's next revision of this text and tell its readers; `operations` lead there.

    `digest` is that of the text, where it was worked out before.
    """
    revision = Revision(
        document_number=document.number,
        number=document.head + 1,
        provisions=to_json(text),
        digest=digest or revision_digest(text),
        operations=operations_to_json(operations),
        **made_by,
    )
    db.session.add(revision)
    document.head = revision.number
    announce(
        document_topic(document.number), "revision_made", document=document.number, revision=revision.number
    )
    return revision


def carried_forms(
    pending: Sequence[Amendment], carried: Carried, revision: int, in_turn: InTurn = iter
) -> Rows:
    """The forms that what is pending gets on a revision to come, as rows: made before anything is locked."""
    at = {one.number: one.form for one in pending}
    return tuple(
        _form_row(number, at[number] + 1, done, revision)
        for number, done in in_turn(carried)
        if done.outcome not in NOT_CARRIED
    )


def _form_row(amendment: int, number: int, done: Rebased, revision: int) -> dict[str, Any]:
    operations = operations_to_json(done.operations)
    return {
        "amendment_number": amendment,
        "number": number,
        "base": revision,
        "operations": operations,
        "origin": f"rebase: {done.outcome}",
        "sought": sought(*new_words(operations)),
    }


def store_carried(rows: Rows, carried: Carried, revision: int) -> None:
    """Store forms that were made for amendments whose states stay; those that lose their words are told.

    By two statements however many they are: nobody else is served while a transaction writes.
    """
    if rows:
        db.session.execute(insert(AmendmentForm), list(rows))
        db.session.execute(
            update(Amendment)
            .where(Amendment.number.in_([row["amendment_number"] for row in rows]))
            .values(form=Amendment.form + 1)
            .execution_options(synchronize_session=False)
        )
    for number, done in carried:
        if done.outcome in NOT_CARRIED:
            carry_over(queries.amendment(number), done, revision)


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
