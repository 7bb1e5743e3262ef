"""Editorial corrections: a corrected file or single provisions become an entry of the log, with a reason."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from summit.db import transaction
from summit.documents import queries
from summit.documents.models import ON_TEXT, Amendment, Document, Revision
from summit.documents.permissions import may_correct
from summit.documents.services import logged
from summit.documents.services.adopting import TextMoved
from summit.documents.services.before import require_not_put
from summit.documents.services.changes import Change, changed
from summit.documents.services.importing import BY_COMMAND
from summit.documents.services.revising import Forms, append_revision, carry_over, forms_of
from summit.documents.services.ruling import required_reason
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.text import (
    Operations,
    Rebased,
    Text,
    align,
    corrected,
    derive,
    id_maker,
    leaving_out,
    operations_from_json,
    touched,
)
from summit.domain.wording import poll_name
from summit.people.queries import person
from summit.record import keep

Carried = tuple[tuple[int, Rebased], ...]
NOTHING_DIFFERS = "Nothing differs from the text as it stands, so there is nothing to correct."


@dataclass(frozen=True, slots=True)
class Correction:
    """Everything a correction does, computed on revision `base` before any transaction.

    `pending` are the (amendment, form) pairs it was computed for; `carried` says what becomes of each.
    """

    document: int
    base: int
    operations: Operations
    text: Text
    pending: Forms
    carried: Carried


def compared(document_number: int, base: int, file: Text) -> Operations:
    """What makes revision `base` the text of a corrected file; what it keeps or changes keeps its id."""
    before, made = _before(document_number, base)
    return derive(before, align(before, file, made), made)


def typed(document_number: int, base: int, changes: Sequence[Change]) -> Operations:
    """What makes revision `base` the text after changes of single provisions."""
    before, made = _before(document_number, base)
    return derive(before, changed(before, changes, prefix=_prefix(base)), made)


def _before(document_number: int, base: int) -> tuple[Text, Callable[[], str]]:
    text = queries.text_at(document_number, base)
    return text, id_maker(_prefix(base), (one.id for one in text))


def _prefix(base: int) -> str:
    """Ids are never given twice: only one correction can make this revision."""
    return f"r{base + 1}-"


def prepare_correction(
    document_number: int, base: int, operations: Operations, without: Collection[str] = ()
) -> Correction:
    """What a correction of revision `base` does, `without` what it does to these provisions.

    Raises NotFound, TextMoved where `base` is not the latest revision, Unacceptable where nothing is left to
    correct or nothing would be left of the text.
    """
    document = queries.document(document_number)
    _require_latest(document, base)
    before = queries.text_at(document_number, base)
    left = leaving_out(before, operations, set(without)) if without else operations
    if not left:
        raise Unacceptable(NOTHING_DIFFERS)
    pending = queries.amendments(document_number, *ON_TEXT)
    done = corrected(
        logged.base_of(document_number), logged.log_of(document_number), logged.pending(pending), left
    )
    if not done.text:
        raise Unacceptable("This would leave no provision of the text.")
    return Correction(document_number, base, left, done.text, forms_of(pending), done.carried)


@transaction
def correct_text(actor_id: int | None, correction: Correction, reason: str) -> int:
    """Enter an editorial correction as the next revision; what is pending is carried over to it at once.

    Answers the number of the revision. Raises NotAllowed, NotFound, Unacceptable without a reason or with a
    long one, TextMoved when revision or pending amendments are not those it was prepared on, Refusal where a
    poll is under way on what it touches.
    """
    document = held_for(actor_id, correction.document)
    said = required_reason(reason)
    pending = queries.amendments(document.number, *ON_TEXT)
    _require_latest(document, correction.base)
    if forms_of(pending) != correction.pending:
        raise TextMoved("Amendments were proposed or decided in the meantime. Look again at what it does.")
    require_no_poll(pending, correction.operations, correction.carried)
    revision = append_revision(
        document, correction.text, correction.operations, cause="correction", author_id=actor_id, reason=said
    )
    carry_all(pending, correction.carried, revision.number)
    _keep(document, revision, said, correction.carried, actor_id)
    return revision.number


def _require_latest(document: Document, base: int) -> None:
    if document.head != base:
        raise TextMoved(
            f"The text has moved to revision {document.head} since this was compared. "
            "Look again at what it does."
        )


def held_for(actor_id: int | None, document_number: int) -> Document:
    """The document, held, for who may correct it. Raises NotFound, NotAllowed."""
    document = queries.document(document_number, held=True)
    is_allowed = actor_id is BY_COMMAND or may_correct(person(actor_id), document)
    require(is_allowed, "Only an officer of the body that has the text before it corrects it.")
    require_not_put(document)
    return document


def require_no_poll(pending: Iterable[Amendment], operations: Operations, carried: Carried) -> None:
    """No text moves under what is put to a poll that is not decided. Raises Refusal, naming the poll."""
    places, fates = set(touched(operations)), dict(carried)
    for one in pending:
        if one.poll_number is None or one.number not in fates:
            continue
        theirs = touched(operations_from_json(one.current.operations))
        if fates[one.number].outcome != "clean" or not places.isdisjoint(theirs):
            raise Refusal(
                f"AM {one.number} is put to poll {poll_name(one.poll_number)} on what this touches. "
                "Publish or void it first, or leave that provision out."
            )


def carry_all(pending: Iterable[Amendment], carried: Carried, revision: int) -> None:
    """Each amendment in its form on that revision."""
    by_number = {one.number: one for one in pending}
    for number, done in carried:
        carry_over(by_number[number], done, revision)


def _keep(document: Document, revision: Revision, reason: str, carried: Carried, by: int | None) -> None:
    keep(
        "document_corrected", document=document.number, revision=revision.number, digest=revision.digest,
        operations=revision.operations, reason=reason, carried=outcomes(carried), by=by,
    )  # fmt: skip


def outcomes(carried: Carried) -> dict[str, str]:
    """What became of each amendment, as the record says it."""
    return {str(number): one.outcome for number, one in carried}
