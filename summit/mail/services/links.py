"""Personal links by e-mail, to the address that the desk entered; the code is made when a letter is sent."""

from collections.abc import Sequence

from sqlalchemy import func, select

from summit.db import db, transaction
from summit.domain.errors import Refusal
from summit.mail.models import LetterKind, MailLetter
from summit.mail.queries import has_link_on_its_way
from summit.people.queries import person_by_badge
from summit.people.services.desk import require_desk


@transaction
def send_links(actor_id: int, badges: Sequence[str]) -> int:
    """Send each of these people a personal link; answers to how many. Who has one on its way gets no second.

    Raises NotAllowed, and Refusal where nobody is left. Whether they still need a way in is asked again when
    the letter is sent, and only then is anything issued.
    """
    require_desk(actor_id)
    sent = sum(_write(actor_id, badge) for badge in badges)
    if not sent:
        raise Refusal("Nobody is found who waits for a link and has an e-mail address.")
    return sent


def _write(actor_id: int, badge: str) -> bool:
    to = person_by_badge(badge)
    if to is None or not to.email or has_link_on_its_way(to.id):
        return False
    before = select(func.count()).where(MailLetter.person_id == to.id, MailLetter.kind == LetterKind.LINK)
    number = (db.session.scalar(before) or 0) + 1
    db.session.add(MailLetter(person_id=to.id, kind=LetterKind.LINK, number=number, by_id=actor_id))
    return True
