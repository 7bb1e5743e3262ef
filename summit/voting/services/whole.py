"""Put a text as a whole: adopt it, or refer it to a body; what the vote makes of it when it is published."""

from sqlalchemy import update

from summit.db import db, transaction
from summit.documents import queries as documents
from summit.documents.models import Document, DocumentState
from summit.documents.services import decide_text, receiver, require_decidable
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.rules import preset
from summit.domain.wording import poll_name
from summit.people.permissions import is_officer
from summit.people.queries import person
from summit.record import keep
from summit.voting.models import Poll, PollKind, PollState
from summit.voting.services.opening import announce_poll
from summit.voting.services.questions import LONGEST_TITLE, stances
from summit.voting.services.steps import require_driver_of, tell

WHOLE_PRESETS = ("proposal", "two-thirds-proposal")
ASKED = (DocumentState.ADOPTED, DocumentState.REFERRED)


@transaction
def put_text(
    actor_id: int,
    number: int,
    becomes: DocumentState = DocumentState.ADOPTED,
    to: str = "",
    to_body: int | None = None,
    preset_name: str = WHOLE_PRESETS[0],
    *,
    body_id: int | None = None,
    is_announced: bool = False,
) -> int:
    """Draft a poll for or against adopting a text as it stands, or referring it; answers its number.

    A text that is not adopted is rejected; one that is not referred stays before its body. Until then
    nothing moves it and it takes no amendments. `is_announced` shows the poll to everybody at once. Raises
    NotAllowed, NotDriving, NotFound, Unacceptable, Refusal for the desk of another body, while an amendment
    to it is put to a poll or is on hold, and where it is not before its body.
    """
    require(is_officer(person(actor_id)), "Only chairs, secretaries and organisers put a text to a poll.")
    document = documents.document(number, held=True)
    body = require_driver_of(actor_id, body_id or document.body_id)
    if body != documents.body_of(document):
        raise Refusal("This text is before another body, which decides what becomes of it.")
    require_decidable(document)
    if becomes not in ASKED:
        raise Unacceptable("A text is put to be adopted or to be referred.")
    named, there = receiver(document, to, to_body) if becomes == DocumentState.REFERRED else ("", None)
    poll = Poll(
        body_id=body, kind=PollKind.TEXT, document_number=number, base=document.head, provisions=[],
        title=_title(document, named), rules=preset(preset_name, WHOLE_PRESETS).as_json(),
        asks={"becomes": str(becomes), "to": named, "body": there}, state=PollState.DRAFT,
    )  # fmt: skip
    poll.options = stances()
    db.session.add(poll)
    db.session.flush()
    _claim(document, poll)
    keep("text_put", poll=poll.number, document=number, asks=poll.asks, by=actor_id)
    tell("poll_drafted", poll)
    if is_announced:
        announce_poll(actor_id, poll.number)
    return poll.number


def _title(document: Document, to: str) -> str:
    wanted = f"{document.title} → {to}" if to else document.title
    return wanted if len(wanted) <= LONGEST_TITLE else f"{wanted[: LONGEST_TITLE - 1]}…"


def _claim(document: Document, poll: Poll) -> None:
    """One undecided poll on a text as a whole: the document is held, so this looks and writes at once."""
    db.session.execute(
        update(Document)
        .where(Document.number == document.number)
        .values(poll_number=poll.number)
        .execution_options(synchronize_session=False)
    )
    db.session.expire(document)


def decide_whole(poll: Poll) -> None:
    """Carry out a published poll: carried, the text becomes what was asked; lost, it is rejected or stays."""
    asks, carried = poll.asks or {}, "for" in (poll.result or {}).get("winners", ())
    if carried:
        becomes = DocumentState(asks["becomes"])
        decide_text(poll.document_asked, becomes, poll.number, asks["to"], asks["body"])
    elif asks["becomes"] == DocumentState.ADOPTED:
        decide_text(poll.document_asked, DocumentState.REJECTED, poll.number)


def require_undecided(document: Document) -> None:
    """What changed a text is taken back before its fate is decided, or once that is. Raises Refusal."""
    if document.poll_number is not None:
        raise Refusal(f"Document {document.number} is put to {poll_name(document.poll_number)} as a whole.")
    if document.state == DocumentState.BEFORE:
        return
    first = "bring it before its body first"
    if document.decided_by:
        first = f"void {poll_name(document.decided_by)} first"
    raise Refusal(f"Document {document.number} is {document.state}: {first}.")
