"""Take an editorial correction back: a rescission in the log, as for an adoption."""

from summit.db import transaction
from summit.documents import queries
from summit.documents.models import ON_TEXT, Document
from summit.documents.services.correcting import held_for, outcomes, require_no_poll
from summit.documents.services.rescinding import Undoing, carry_out, undoing
from summit.documents.services.ruling import required_reason
from summit.domain.errors import Refusal
from summit.record import keep


def uncorrecting(document_number: int, revision: int) -> Undoing:
    """What taking the correction that made `revision` back does, before anybody decides it.

    Raises NotFound, Refusal where that revision is no correction or is not in force any more.
    """
    if queries.revision(document_number, revision).cause != "correction":
        raise Refusal(f"Revision {revision} is no editorial correction.")
    return undoing(document_number, revision, ())


@transaction
def take_correction_back(actor_id: int | None, document_number: int, revision: int, reason: str) -> Undoing:
    """Append a rescission of a correction: the text is base and log without it, and nothing is erased.

    Raises NotAllowed, NotFound, Unacceptable without a reason, Refusal where it is not in force any more or
    a poll is under way on what it touches.
    """
    document = held_for(actor_id, document_number)
    said = required_reason(reason)
    done = uncorrecting(document_number, revision)
    require_no_poll(queries.amendments(document_number, *ON_TEXT), done.operations, done.carried)
    carry_out(document, done, author_id=actor_id, reason=said)
    _keep(document, done, said, actor_id)
    return done


def _keep(document: Document, done: Undoing, reason: str, by: int | None) -> None:
    revision = queries.revision(document.number, document.head)
    keep(
        "correction_rescinded", document=document.number, revision=revision.number, rescinds=done.rescinds,
        digest=revision.digest, operations=revision.operations, held=list(done.held_amendments),
        held_revisions=list(done.held), reason=reason, carried=outcomes(done.carried), by=by,
    )  # fmt: skip
