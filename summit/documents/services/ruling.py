"""The chair rules on an adoption that is on hold, since what it built upon was taken back."""

from enum import StrEnum

from summit.db import db, transaction
from summit.documents import queries
from summit.documents.models import Amendment, AmendmentState, Document
from summit.documents.permissions import may_rule
from summit.documents.services import logged
from summit.documents.services.adopting import adopt, prepare_adoption
from summit.documents.services.before import require_before
from summit.documents.services.colliding import find_collisions
from summit.documents.services.importing import document_topic
from summit.documents.services.revising import carry_over
from summit.documents.services.telling import tell_proposer
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.text import Carrying, operations_from_json, rebase
from summit.events import announce
from summit.people.queries import person
from summit.record import keep

LONGEST_REASON = 300


class Ruling(StrEnum):
    """What becomes of an adoption that is on hold."""

    RETURNS = "returns"
    FALLS = "falls"
    STANDS = "stands"
    """It is in force again, where the words it built upon are in the text again."""


def required_reason(reason: str) -> str:
    """The reason of a ruling, as it stands in the record. Raises Unacceptable."""
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        raise Unacceptable(f"Say why, in at most {LONGEST_REASON} signs: it stands in the record.")
    return said


@transaction
def rule_on_held(actor_id: int, number: int, ruling: Ruling, reason: str) -> None:
    """Let an amendment on hold be pending again, as far as its words still are in the text, fall, or stand.

    Raises NotAllowed, NotFound, Unacceptable without a reason or with a long one, Refusal where it is not on
    hold, or cannot stand since the words it built upon are not in the text.
    """
    document = queries.document(queries.amendment(number).document_number, held=True)
    amendment = queries.amendment(number)
    require(may_rule(person(actor_id), document), "Only an officer of the body rules on what is on hold.")
    said = required_reason(reason)
    require_before(document)
    if amendment.state != AmendmentState.ON_HOLD:
        raise Refusal(f"AM {number} is {amendment.state}, so there is nothing to rule on.")
    if ruling is Ruling.STANDS:
        _put_back_in_force(document, amendment)
    elif ruling is Ruling.RETURNS:
        carrying = Carrying(logged.course_of(document.number))
        carry_over(amendment, carrying.afresh(logged.own_words(amendment)), document.head)
        find_collisions(document, [number])
    else:
        amendment.state = AmendmentState.FALLEN
    keep(
        "held_ruled", amendment=number, document=document.number, becomes=str(amendment.state), reason=said,
        by=actor_id,
    )  # fmt: skip
    tell_proposer(amendment, "ruled", actor_id, reason=said)
    announce(document_topic(document.number), "held_ruled", amendment=number, document=document.number)


def _put_back_in_force(document: Document, amendment: Amendment) -> None:
    """A new entry of the log adopts it again, on the text as it is, by the poll that carried it."""
    own = amendment.forms[0]
    then, now = queries.text_at(document.number, own.base), queries.text_at(document.number, document.head)
    fresh = rebase(operations_from_json(own.operations), then, now, number=amendment.number)
    if fresh.outcome not in ("clean", "moved"):
        raise Refusal(
            f"The words that AM {amendment.number} builds upon are not in the text, so it cannot be put back "
            "in force. Let it be pending again, or fall."
        )
    log = queries.adoption_log(document.number)
    poll = [line.poll for line in log if line.amendment == amendment.number][-1]
    carry_over(amendment, fresh, document.head)
    find_collisions(document, [amendment.number])
    db.session.flush()
    adopt(prepare_adoption(amendment.number, (), on_head=True), poll or 0, by_ruling=True)
