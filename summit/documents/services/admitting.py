"""What comes late or is taken back finds its way in: the chair admits it, another delegate takes it over."""

from sqlalchemy import delete

from summit.agenda.models import Act
from summit.agenda.services import require_open
from summit.db import db, transaction
from summit.documents import queries
from summit.documents.models import Amendment, AmendmentState, Seconding
from summit.documents.permissions import may_rule, may_take_over
from summit.documents.services import logged
from summit.documents.services.before import require_before
from summit.documents.services.colliding import find_collisions
from summit.documents.services.importing import document_topic
from summit.documents.services.revising import carry_over
from summit.documents.services.ruling import required_reason
from summit.documents.services.seconding import table
from summit.documents.services.telling import tell_proposer
from summit.domain.errors import Refusal, require
from summit.domain.text import Carrying
from summit.events import TopicName, announce
from summit.people.queries import person
from summit.people.services import tell_person
from summit.record import keep


@transaction
def admit_late(actor_id: int, number: int, reason: str, *, is_admitted: bool) -> None:
    """Admit an amendment that came after the deadline, or let it lapse; the reason stands in the record.

    Admitted, it gathers seconders or is tabled like one that came in time. Raises NotAllowed, NotFound,
    Unacceptable without a reason, Refusal where it does not wait for this.
    """
    document = queries.document(queries.amendment(number).document_number, held=True)
    amendment = queries.amendment(number)
    require(may_rule(person(actor_id), document), "Only an officer of the body admits what is late.")
    said = required_reason(reason)
    if amendment.state != AmendmentState.LATE:
        raise Refusal(f"AM {number} is {amendment.state} and waits for no admission.")
    amendment.ruling = said
    amendment.state = AmendmentState.LAPSED
    if is_admitted:
        amendment.admission = "admitted"
        amendment.state = amendment.standing
    keep(
        "late_ruled", amendment=number, document=document.number, becomes=str(amendment.state), reason=said,
        by=actor_id,
    )  # fmt: skip
    if is_admitted and document.seconders == 0:
        table(amendment, document)
    tell_proposer(amendment, "admitted" if is_admitted else "not_admitted", actor_id, reason=said)
    _tell("late_ruled", amendment)


@transaction
def take_over(actor_id: int, number: int) -> None:
    """Carry on an amendment that its proposer has withdrawn, on the text as it is now.

    Its words stay those of who wrote it. Raises NotAllowed, NotFound, ActIsOver where it still needs
    seconders and their time is over.
    """
    document = queries.document(queries.amendment(number).document_number, held=True)
    amendment = queries.amendment(number)
    carrier = person(actor_id)
    require_before(document)
    require(may_take_over(carrier, amendment), "Delegates take over what was withdrawn.")
    if amendment.tabled_at is None:
        require_open(Act.SECONDING, document.number)
    before = amendment.proposer_id
    if actor_id != before:
        amendment.taken_over_from_id = amendment.taken_over_from_id or before
        amendment.proposer_id = actor_id
        _second_no_longer(amendment, actor_id)
        tell_person(before, "taken_over", amendment=number, who=carrier.name if carrier else "")
    carrying = Carrying(logged.course_of(document.number))
    carry_over(amendment, carrying.afresh(logged.own_words(amendment)), document.head)
    find_collisions(document, [number])
    keep(
        "amendment_taken_over", amendment=number, document=document.number, before=before,
        becomes=str(amendment.state), by=actor_id,
    )  # fmt: skip
    _tell("amendment_taken_over", amendment)


def _second_no_longer(amendment: Amendment, person_id: int) -> None:
    """Nobody seconds their own amendment."""
    gone = db.session.execute(
        delete(Seconding)
        .where(Seconding.amendment_number == amendment.number, Seconding.person_id == person_id)
        .returning(Seconding.person_id)
        .execution_options(synchronize_session=False)
    ).first()
    if gone is not None and amendment.tabled_at is None:
        amendment.seconded -= 1


def _tell(event: str, amendment: Amendment) -> None:
    for topic in (document_topic(amendment.document_number), TopicName("summit")):
        announce(topic, event, amendment=amendment.number, document=amendment.document_number)
