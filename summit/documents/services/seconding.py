"""Seconders: how many an amendment needs, who supports it, and what lapses when the time is over."""

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from summit.agenda.models import Act
from summit.agenda.queries import is_open
from summit.agenda.services import AFTER_DEADLINE, require_open
from summit.db import clock, db, transaction
from summit.documents import queries
from summit.documents.models import Amendment, AmendmentState, Document, Seconding
from summit.documents.permissions import may_second, may_set_seconders
from summit.documents.services.importing import document_topic
from summit.documents.services.telling import tell_proposer
from summit.domain.errors import Refusal, Unacceptable, require
from summit.events import TopicName, announce
from summit.people.queries import person
from summit.record import keep

MOST_SECONDERS = 100
GATHERING = Amendment.state == AmendmentState.PROPOSED
FOR_ALL: None = None


@transaction
def set_seconders(actor_id: int, number: int, document_number: int | None = FOR_ALL) -> None:
    """Say how many have to second an amendment to a document, or to any, before it is tabled.

    What has as many already is tabled at once; what is tabled stays so. Raises NotAllowed, NotFound,
    Unacceptable.
    """
    require(may_set_seconders(person(actor_id)), "Only officers of the plenary set how many have to second.")
    if not 0 <= number <= MOST_SECONDERS:
        raise Unacceptable(f"Between 0 and {MOST_SECONDERS} can have to second an amendment.")
    for each in queries.numbers() if document_number is FOR_ALL else [document_number]:
        document = queries.document(each, held=True)
        document.seconders = number
        db.session.flush()
        for one in queries.amendments(each, AmendmentState.PROPOSED):
            if one.seconded >= number:
                table(one, document)
        announce(document_topic(each), "seconders_set", document=each, seconders=number)
    keep("seconders_set", document=document_number, seconders=number, by=actor_id)


@transaction
def second_amendment(actor_id: int, number: int) -> None:
    """Support an amendment being tabled; with enough seconders it is.

    Raises NotAllowed, NotFound, ActIsOver after the deadline, Refusal where it gathers none or one has
    seconded it already.
    """
    amendment, document = _held(number)
    require(may_second(person(actor_id), amendment), "Delegates second amendments of others.")
    require_open(Act.SECONDING, document.number)
    _count(amendment, 1)
    try:
        with db.session.begin_nested():
            db.session.execute(insert(Seconding).values(amendment_number=number, person_id=actor_id))
    except IntegrityError:
        raise Refusal(f"You second AM {number} already.") from None
    _told("amendment_seconded", amendment, actor_id)
    if amendment.seconded >= document.seconders:
        table(amendment, document)


@transaction
def withdraw_support(actor_id: int, number: int) -> None:
    """Second an amendment no longer, as long as it is not tabled. Raises NotFound, Refusal."""
    amendment, _ = _held(number)
    _count(amendment, -1)
    gone = db.session.execute(
        delete(Seconding)
        .where(Seconding.amendment_number == number, Seconding.person_id == actor_id)
        .returning(Seconding.person_id)
        .execution_options(synchronize_session=False)
    ).first()
    if gone is None:
        raise Refusal(f"You do not second AM {number}.")
    _told("support_withdrawn", amendment, actor_id)


def _held(number: int) -> tuple[Amendment, Document]:
    """Until the commit nobody else counts its seconders, changes how many it needs or lets it lapse."""
    document = queries.document(queries.amendment(number).document_number, held=True)
    return queries.amendment(number), document


def _count(amendment: Amendment, change: int) -> None:
    moved = db.session.execute(
        update(Amendment)
        .where(Amendment.number == amendment.number, GATHERING)
        .values(seconded=Amendment.seconded + change)
        .returning(Amendment.number)
        .execution_options(synchronize_session=False)
    ).first()
    db.session.refresh(amendment)
    if moved is None:
        raise Refusal(f"AM {amendment.number} is {amendment.state}: it gathers no seconders now.")


def table(amendment: Amendment, document: Document) -> None:
    """It has the seconders it needs: from now on it can be put to a poll."""
    amendment.state, amendment.tabled_at = AmendmentState.TABLED, clock()
    if document.seconders:
        tell_proposer(amendment, "tabled")
    keep(
        "amendment_tabled", amendment=amendment.number, document=document.number,
        seconders=amendment.seconded, needed=document.seconders,
    )  # fmt: skip
    for topic in (document_topic(document.number), TopicName("summit")):
        announce(topic, "amendment_tabled", amendment=amendment.number, document=document.number)


def _told(event: str, amendment: Amendment, actor_id: int) -> None:
    document = amendment.document_number
    keep(event, amendment=amendment.number, document=document, seconders=amendment.seconded, by=actor_id)
    announce(document_topic(document), event, amendment=amendment.number, seconders=amendment.seconded)


@transaction
def lapse_unseconded(document_number: int | None) -> None:
    """The time for seconding is over on a document, or on all: what has too few seconders lapses."""
    for each in queries.numbers() if document_number is None else [document_number]:
        if is_open(Act.SECONDING, each):
            continue
        document = queries.document(each, held=True)
        waiting = queries.amendments(each, AmendmentState.PROPOSED, AmendmentState.ORPHANED)
        for one in waiting:
            if one.standing == AmendmentState.PROPOSED:
                _lapse(one, document)


def _lapse(amendment: Amendment, document: Document) -> None:
    amendment.state = AmendmentState.LAPSED
    tell_proposer(amendment, "lapsed")
    keep(
        "amendment_lapsed", amendment=amendment.number, document=document.number,
        seconders=amendment.seconded, needed=document.seconders,
    )  # fmt: skip
    for topic in (document_topic(document.number), TopicName("summit")):
        announce(topic, "amendment_lapsed", amendment=amendment.number, document=document.number)


AFTER_DEADLINE[Act.SECONDING] = lapse_unseconded
