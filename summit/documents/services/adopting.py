"""Adopt an amendment: the next revision, and every pending amendment carried over to it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from summit.db import is_writing, transaction
from summit.documents import queries
from summit.documents.models import ON_TEXT, AmendmentState, Revision
from summit.documents.services import logged
from summit.documents.services.compromising import merge_into, merging, tell_put_next
from summit.documents.services.importing import document_topic
from summit.documents.services.revising import (
    Forms,
    Rows,
    append_revision,
    carried_forms,
    forms_of,
    store_carried,
)
from summit.documents.services.telling import tell_proposer
from summit.domain.errors import Refusal
from summit.domain.text import Pending, Proposal, Rebased, Text, effect, operations_from_json, revision_digest
from summit.domain.text.operations import Operations
from summit.events import announce
from summit.jobs.politely import breathe, politely
from summit.record import keep


class TextMoved(Refusal):
    """The text or its pending amendments moved while the adoption was prepared: prepare it again."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """Everything an adoption does, computed on revision `base` before any transaction.

    `pending` are the (amendment, form) pairs it was computed for; `carried` says what becomes of each that
    does not fall and is not `merged` into the compromise that is adopted.
    """

    document: int
    amendment: int
    base: int
    operations: Operations
    text: Text
    pending: Forms
    falling: tuple[int, ...]
    carried: tuple[tuple[int, Rebased], ...]
    merged: tuple[int, ...] = ()
    digest: str = ""
    forms: Rows = ()
    """What `carried` gives to those that keep their words, ready to be stored."""


def prepare_adoption(
    amendment_number: int, alternatives: Collection[int], *, on_head: bool = False
) -> Adoption:
    """Compute the next revision and the fate of all pending amendments; `alternatives` stood in the poll.

    An alternative falls only if it collides with what is adopted; what a compromise replaces is merged into
    it. The others are carried along the log from
    what their proposers wrote, so that no order of adoption changes what becomes of them. `on_head` adopts
    the current form as though it had been written on the latest text. Raises NotFound,
    Refusal when the amendment is not tabled any more.
    """
    adopted = queries.amendment(amendment_number)
    if adopted.state != AmendmentState.TABLED:
        raise Refusal(f"AM {amendment_number} is {adopted.state} and cannot be adopted.")
    document = queries.document(adopted.document_number)
    pause, in_turn = (_go_on, iter) if is_writing() else (breathe, politely)
    pending = queries.amendments(document.number, *ON_TEXT)
    pause()
    merged = merging(amendment_number)
    known = logged.pending(one for one in pending if one.number not in merged)
    operations = operations_from_json(adopted.current.operations)
    if on_head:
        own = Proposal(amendment_number, operations, document.head - logged.IMPORTED)
        known[amendment_number] = Pending(own, operations)
    pause()
    done = effect(
        logged.base_of(document.number),
        logged.log_of(document.number),
        known,
        [amendment_number],
        [number for number in alternatives if number not in merged],
        edges=logged.edges(document.number),
        in_turn=in_turn,
    )
    pause()
    return Adoption(
        document=document.number,
        amendment=amendment_number,
        base=document.head,
        operations=operations,
        text=done.text,
        pending=forms_of(pending),
        falling=tuple(one.amendment for one in done.falls),
        carried=done.carried,
        merged=tuple(merged),
        digest=revision_digest(done.text),
        forms=carried_forms(pending, done.carried, document.head + 1, in_turn),
    )


def _go_on() -> None:
    """Nothing yields inside a transaction that writes."""


@transaction
def adopt(adoption: Adoption, poll_number: int, *, by_ruling: bool = False) -> Revision:
    """Append the adoption to the document's log as its next revision; nothing pending is lost.

    The poll releases what was put to it; `by_ruling` the chair puts back in force what a poll had carried
    before. Raises TextMoved when revision or pending amendments are not those the adoption was prepared on.
    """
    document = queries.document(adoption.document, held=True)
    if document.head != adoption.base or queries.forms_on_text(document.number) != adoption.pending:
        raise TextMoved(f"Document {document.number} moved while the result was being published. Try again.")
    revision = append_revision(
        document,
        adoption.text,
        adoption.operations,
        digest=adoption.digest,
        cause="reinstatement" if by_ruling else "adoption",
        amendment_number=adoption.amendment,
        poll_number=poll_number,
    )
    adopted = queries.amendment(adoption.amendment)
    adopted.state = AmendmentState.ADOPTED
    tell_proposer(adopted, "adopted", poll=poll_number)
    for number in adoption.falling:
        fallen = queries.amendment(number)
        fallen.fell_because_of, fallen.state = adoption.amendment, AmendmentState.FALLEN
        tell_proposer(fallen, "fallen", other=adoption.amendment)
    merge_into(adoption.amendment, adoption.merged)
    store_carried(adoption.forms, adoption.carried, revision.number)
    kind = "adoption_reinstated" if by_ruling else "amendment_adopted"
    keep(
        kind, amendment=adoption.amendment, document=document.number, poll=poll_number,
        revision=revision.number, digest=revision.digest, operations=revision.operations,
        fallen=list(adoption.falling),
        **({"merged": list(adoption.merged)} if adoption.merged else {}),
        carried={str(number): done.outcome for number, done in adoption.carried},
    )  # fmt: skip
    return revision


@transaction
def reject(numbers: Iterable[int], poll_number: int) -> None:
    """The text was kept: the amendments of the poll are rejected."""
    for number in numbers:
        amendment = queries.amendment(number)
        amendment.state = AmendmentState.REJECTED
        tell_proposer(amendment, "rejected", poll=poll_number)
        tell_put_next(amendment)
        keep("amendment_rejected", amendment=number, poll=poll_number)
        announce(document_topic(amendment.document_number), "amendment_rejected", amendment=number)
