"""Motions from the floor: what a delegate moves aloud, the desk types, a text of its own or an amendment."""

from summit.agenda.queries import running_sitting
from summit.agenda.services import add_item, make_announcement, require_driver
from summit.db import db, transaction
from summit.documents import queries
from summit.documents.models import Document
from summit.documents.permissions import may_propose
from summit.documents.services.changes import Change
from summit.documents.services.importing import enter_document, required_title
from summit.documents.services.proposing import propose_amendment
from summit.documents.services.seconding import table
from summit.domain.anchors import Anchor
from summit.domain.errors import Refusal, Unacceptable
from summit.domain.text import Text
from summit.people.models import Person
from summit.people.queries import person_by_badge
from summit.record import keep

LONGEST_ANNOUNCED = 400
LONGEST_ITEM = 160


@transaction
def move_text(actor_id: int, body_id: int, badge: str, title: str, language: str, text: Text) -> int:
    """Lay what a delegate moves before their body as a text of its own, and announce it; answers its number.

    While the body sits it is the last item of the order paper, too. Raises NotAllowed, NotDriving, NotFound,
    Unacceptable for nobody with a vote, no title or no words.
    """
    require_driver(actor_id, body_id)
    mover = _mover(badge)
    document = Document(title=required_title(title), language=language, body_id=body_id, mover_id=mover.id)
    number = enter_document(document, text, actor_id)
    sitting = running_sitting(body_id)
    if sitting is not None:
        add_item(actor_id, sitting.id, document.title[:LONGEST_ITEM], Anchor("document", str(number)))
    _announce(actor_id, body_id, mover, document.title)
    return number


@transaction
def move_amendment(
    actor_id: int, body_id: int, document_number: int, seen: int, change: Change, badge: str, title: str
) -> int:
    """Table what a delegate moves aloud on one provision, whatever the deadline, and announce it.

    Who drives the body has heard that it is seconded. Answers its number. Raises NotAllowed, NotDriving,
    NotFound, Unacceptable (nobody with a vote, nothing changed, no title), TextChanged, Refusal where the
    text is not before the body.
    """
    require_driver(actor_id, body_id)
    document = queries.document(document_number, held=True)
    if queries.body_of(document) != body_id:
        raise Refusal("This text is before another body, whose desk takes motions on it.")
    mover = _mover(badge)
    number = propose_amendment(mover.id, document_number, seen, [change], title, is_in_time=True)
    keep("moved_from_floor", amendment=number, document=document_number, person=mover.id, by=actor_id)
    amendment = queries.amendment(number)
    if amendment.tabled_at is None:
        table(amendment, document)
    db.session.flush()
    _announce(actor_id, body_id, mover, f"AM {number}, {amendment.title}")
    return number


def _mover(badge: str) -> Person:
    found = person_by_badge(badge) if badge.strip() else None
    if found is None or found.withdrawn_at is not None or not may_propose(found):
        raise Unacceptable("Type the badge of the delegate who moves it.")
    return found


def _announce(actor_id: int, body_id: int, mover: Person, what: str) -> None:
    make_announcement(actor_id, f"Moved from the floor by {mover.name}: {what}"[:LONGEST_ANNOUNCED], body_id)
