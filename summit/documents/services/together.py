"""Adopt several amendments at once, each as an adoption of its own; no order of them gives another text."""

from collections.abc import Collection
from dataclasses import dataclass

from summit.db import transaction
from summit.documents import queries
from summit.documents.models import ON_TEXT, AmendmentState, Revision
from summit.documents.services import logged
from summit.documents.services.adopting import TextMoved
from summit.documents.services.compromising import merge_into, merging
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
from summit.domain.text import Cause, Course, LogEntry, Operations, Rebased, Text, derive, effect
from summit.jobs.politely import politely
from summit.record import keep


@dataclass(frozen=True, slots=True)
class Together:
    """Several adoptions in order of number, computed on revision `base` before any transaction.

    `adopted` are (amendment, operations, text after it); `pending` what it was computed for, `carried` what
    becomes of each that stays; `merged` what compromises among them replace.
    """

    document: int
    base: int
    adopted: tuple[tuple[int, Operations, Text], ...]
    pending: Forms
    carried: tuple[tuple[int, Rebased], ...]
    merged: dict[int, list[int]]
    forms: Rows = ()
    """What `carried` gives to those that keep their words, ready to be stored."""


def prepare_together(numbers: Collection[int]) -> Together:
    """Compute every revision on the way and the fate of what stays pending. Raises NotFound, Refusal."""
    amendments = [queries.amendment(number) for number in sorted(numbers)]
    for one in amendments:
        if one.state != AmendmentState.TABLED:
            raise Refusal(f"AM {one.number} is {one.state} and cannot be adopted.")
    document = queries.document(amendments[0].document_number)
    pending = queries.amendments(document.number, *ON_TEXT)
    merged = {one.number: merging(one.number) for one in amendments}
    gone = {number for found in merged.values() for number in found}
    base, log = logged.base_of(document.number), logged.log_of(document.number)
    known = logged.pending(one for one in pending if one.number not in gone)
    done = effect(base, log, known, numbers, numbers, edges=logged.edges(document.number), in_turn=politely)
    owns = [logged.own_words(one) for one in amendments]
    entries = [LogEntry(Cause.ADOPTION, own.operations, own.made_on, own.number) for own in owns]
    course = Course(base, (*log, *entries))
    texts = [course.text(len(log) + place) for place in range(len(entries) + 1)]
    adopted = tuple(
        (own.number, derive(before, after), after)
        for own, before, after in zip(owns, texts, texts[1:], strict=False)
    )
    forms = carried_forms(pending, done.carried, document.head + len(adopted), politely)
    return Together(document.number, document.head, adopted, forms_of(pending), done.carried, merged, forms)


@transaction
def adopt_together(prepared: Together, poll_number: int) -> Revision:
    """Append one revision for each of them and answer the last; all that is pending is carried to that one.

    Raises TextMoved when revision or pending amendments are not those it was prepared on.
    """
    document = queries.document(prepared.document, held=True)
    if document.head != prepared.base or queries.forms_on_text(document.number) != prepared.pending:
        raise TextMoved(f"Document {document.number} moved while the result was being published. Try again.")
    last = prepared.adopted[-1][0]
    for amendment, operations, text in prepared.adopted:
        revision = append_revision(
            document, text, operations, cause="adoption", amendment_number=amendment, poll_number=poll_number
        )
        item = queries.amendment(amendment)
        item.state = AmendmentState.ADOPTED
        tell_proposer(item, "adopted", poll=poll_number)
        merged = prepared.merged[amendment]
        merge_into(amendment, merged)
        carried = prepared.carried if amendment == last else ()
        keep(
            "amendment_adopted", amendment=amendment, document=document.number, poll=poll_number,
            revision=revision.number, digest=revision.digest, operations=revision.operations, fallen=[],
            carried={str(number): done.outcome for number, done in carried},
            **({"merged": merged} if merged else {}),
        )  # fmt: skip
    store_carried(prepared.forms, prepared.carried, revision.number)
    return revision
