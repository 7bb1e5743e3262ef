"""The fate of a text as a whole: brought before a body, decided, referred, withdrawn, taken back."""

from sqlalchemy import select

from summit.db import clock, db, transaction
from summit.documents import queries
from summit.documents.models import (
    PENDING,
    Amendment,
    AmendmentState,
    Document,
    DocumentState,
    WrittenAmendment,
    WrittenState,
)
from summit.documents.permissions import may_bring_before, may_rule, may_withdraw_text
from summit.documents.queries.written import WAITING
from summit.documents.services.before import require_before
from summit.documents.services.importing import document_topic
from summit.documents.services.rescinding import Undoing, carry_out, returning
from summit.documents.services.ruling import required_reason
from summit.documents.services.telling import tell_proposer
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.wording import poll_name
from summit.events import TopicName, announce
from summit.people.models import Body
from summit.people.queries import person
from summit.people.services import tell_person
from summit.record import keep

LONGEST_NAME = 200
AGAIN = (DocumentState.DRAFT, DocumentState.REFERRED, DocumentState.WITHDRAWN)
"""From here a text can be brought before a body; a vote on it is only taken back by voiding it."""


@transaction
def bring_before(actor_id: int | None, number: int, body_id: int | None = None) -> None:
    """Lay a draft, or a text that was referred or withdrawn, before a body: its own, unless one is named.

    What lapsed with the text is pending again, on the text as it is. Raises NotAllowed, NotFound, Refusal.
    """
    document = queries.document(number, held=True)
    may = actor_id is None or may_bring_before(person(actor_id), document)
    require(may, "Officers of the body that a text is referred to, or comes from, bring it before it.")
    if document.state not in AGAIN:
        raise Refusal(f"Document {number} is {document.state}: it cannot be brought before a body now.")
    wanted = body_id or document.referred_to_id or document.body_id
    if wanted is not None and db.session.get(Body, wanted) is None:
        raise Unacceptable("There is no such body.")
    was, document.body_id = str(document.state), wanted
    done = _pending_again(document)
    keep(
        "text_brought", document=number, before=was, body=wanted, returned=list(done.returned),
        carried={str(one): rebased.outcome for one, rebased in done.carried}, by=actor_id,
    )  # fmt: skip
    _tell("text_brought", document)


@transaction
def refer_text(actor_id: int, number: int, reason: str, to: str = "", to_body: int | None = None) -> None:
    """Refer a text to a body without a vote. Raises NotAllowed, NotFound, Unacceptable, Refusal."""
    document = queries.document(number, held=True)
    require(may_rule(person(actor_id), document), "Only an officer of its body refers a text.")
    require_decidable(document)
    named, body = receiver(document, to, to_body)
    _decide(
        document, DocumentState.REFERRED, reason=required_reason(reason), to=named, body=body, by=actor_id
    )


@transaction
def withdraw_text(actor_id: int, number: int, reason: str) -> None:
    """Take a text off the table: who moved it, or officers of its body, until it is decided.

    Raises NotAllowed, NotFound, Unacceptable without a reason, Refusal.
    """
    document = queries.document(number, held=True)
    may = may_withdraw_text(person(actor_id), document)
    require(may, "Only who moved a text, or an officer of its body, withdraws it.")
    require_decidable(document)
    _decide(document, DocumentState.WITHDRAWN, reason=required_reason(reason), by=actor_id)


@transaction
def decide_text(
    number: int, becomes: DocumentState, poll: int, to: str = "", body: int | None = None
) -> None:
    """The text was put as a whole, and this is what the vote makes of it. Raises NotFound."""
    _decide(queries.document(number, held=True), becomes, poll=poll, to=to, body=body)


def receiver(document: Document, to: str, to_body: int | None) -> tuple[str, int | None]:
    """How the body is called to which a text is referred, and which it is, if it is one of this summit.

    Raises Unacceptable where none is named, or its own.
    """
    if to_body is not None:
        found = db.session.get(Body, to_body)
        if found is None:
            raise Unacceptable("There is no such body.")
        if found.id == queries.body_of(document):
            raise Unacceptable(f"The text is before {found.name} already.")
        return found.name, found.id
    named = " ".join(to.split())
    if not named or len(named) > LONGEST_NAME:
        raise Unacceptable(f"Name the body to which the text is referred, in at most {LONGEST_NAME} signs.")
    return named, None


def require_decidable(document: Document) -> None:
    """It is before its body, and nothing that concerns its words is half done. Raises Refusal."""
    require_before(document)
    for one in queries.amendments(document.number):
        if one.state in PENDING and one.poll_number is not None:
            raise Refusal(
                f"AM {one.number} is put to {poll_name(one.poll_number)}. Publish or void that first."
            )
        if one.state == AmendmentState.ON_HOLD:
            raise Refusal(f"AM {one.number} is on hold: rule on it first.")


def _decide(
    document: Document, becomes: DocumentState, *, poll: int | None = None, reason: str = "", to: str = "",
    body: int | None = None, by: int | None = None,
) -> None:  # fmt: skip
    lapsed = _lapse(document, becomes)
    document.state, document.poll_number, document.decided_by = becomes, None, poll
    document.decided_at, document.fate_reason = clock(), reason
    document.referred_to, document.referred_to_id = to, body
    keep(
        "text_decided", document=document.number, becomes=str(becomes), poll=poll, revision=document.head,
        to=to, body=body, lapsed=lapsed, reason=reason, by=by,
    )  # fmt: skip
    _tell("text_decided", document)


def _lapse(document: Document, becomes: DocumentState) -> list[int]:
    """What was not put before its text was decided lapses; it is pending again if that is taken back."""
    gone = queries.amendments(document.number, *PENDING)
    for one in gone:
        one.state, one.lapsed_with = AmendmentState.LAPSED, str(becomes)
        tell_proposer(one, "lapsed_with_text", document=document.number, becomes=str(becomes))
    for written in _written(document, *WAITING):
        written.state = WrittenState.LAPSED
        tell_person(written.proposer_id, "written_lapsed", written=written.id, becomes=str(becomes))
    return [one.number for one in gone]


def _written(document: Document, *states: WrittenState) -> list[WrittenAmendment]:
    wanted = select(WrittenAmendment).where(
        WrittenAmendment.document_number == document.number, WrittenAmendment.state.in_(states)
    )
    return list(db.session.scalars(wanted.order_by(WrittenAmendment.id)))


def undoing_fate(number: int, poll: int) -> Undoing:
    """What taking back the vote on a text as a whole does: it is before its body again, with what lapsed.

    Nothing, where what that poll decided is not in force any more. Raises NotFound.
    """
    document = queries.document(number)
    return returning(document, _lapsed(document) if document.decided_by == poll else [])


@transaction
def take_fate_back(number: int, poll: int, reason: str) -> Undoing:
    """The vote on a text as a whole is void: the text is before its body again. Raises NotFound."""
    document = queries.document(number, held=True)
    is_in_force, before = document.decided_by == poll, str(document.state)
    done = _pending_again(document) if is_in_force else returning(document, [])
    keep(
        "fate_taken_back", document=number, poll=poll, before=before, becomes=str(document.state),
        returned=list(done.returned), reason=reason,
        carried={str(one): rebased.outcome for one, rebased in done.carried},
    )  # fmt: skip
    _tell("fate_taken_back", document)
    return done


def _lapsed(document: Document) -> list[Amendment]:
    every = queries.amendments(document.number, AmendmentState.LAPSED)
    return [one for one in every if one.lapsed_with is not None]


def _pending_again(document: Document) -> Undoing:
    done = returning(document, _lapsed(document))
    document.state, document.decided_by, document.decided_at = DocumentState.BEFORE, None, None
    document.referred_to, document.referred_to_id, document.fate_reason = "", None, ""
    carry_out(document, done)
    for one in queries.amendments(document.number):
        one.lapsed_with = None
    for written in _written(document, WrittenState.LAPSED):
        written.state = WrittenState.TRANSLATED if written.form_words else WrittenState.AWAITING
    db.session.flush()
    return done


def _tell(event: str, document: Document) -> None:
    for topic in (document_topic(document.number), TopicName("summit")):
        announce(topic, event, document=document.number)
