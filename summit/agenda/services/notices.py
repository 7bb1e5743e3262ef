"""What is said to a body or to everybody, and what a chair rules."""

from sqlalchemy import update

from summit.agenda.models import Announcement, Ruling
from summit.agenda.permissions import may_announce, may_rule
from summit.agenda.queries import item
from summit.agenda.services.steps import SUMMIT, body_topic, tell
from summit.db import clock, db, transaction, wrote
from summit.domain.errors import NotFound, Refusal, Unacceptable, require
from summit.events import announce
from summit.people import queries as people
from summit.record import keep

LONGEST_ANNOUNCEMENT = 500
LONGEST_RULING = 5_000


@transaction
def make_announcement(actor_id: int, sentence: str, body_id: int | None = None) -> int:
    """Say something to those in a body, or (None) to everybody; answers its id.

    Raises NotAllowed, NotFound, Unacceptable for no words or too many.
    """
    _require_may_announce(actor_id, body_id)
    said = _words(sentence, LONGEST_ANNOUNCEMENT, "Say what is to be announced.")
    made = Announcement(body_id=body_id, words=said, made_by_id=actor_id)
    db.session.add(made)
    db.session.flush()
    keep("announcement_made", announcement=made.id, body=body_id, words=said, by=actor_id)
    _tell("announcement_made", made)
    return made.id


@transaction
def end_announcement(actor_id: int, announcement_id: int) -> None:
    """Take an announcement off every screen; it stays in the list. Raises NotAllowed, NotFound, Refusal."""
    made = db.session.get(Announcement, announcement_id, populate_existing=True)
    if made is None:
        raise NotFound("There is no such announcement.")
    _require_may_announce(actor_id, made.body_id)
    ended = wrote(
        update(Announcement)
        .where(Announcement.id == announcement_id, Announcement.ended_at.is_(None))
        .values(ended_at=clock())
    )
    if not ended:
        raise Refusal("This announcement was ended already.")
    keep("announcement_ended", announcement=announcement_id, by=actor_id)
    _tell("announcement_ended", made)


@transaction
def give_ruling(actor_id: int, body_id: int, words: str, item_id: int | None = None) -> int:
    """Put a chair's decision on procedure into the record, on an item or on none; answers its id.

    It is never edited: another ruling can follow it. Raises NotAllowed, NotFound, Unacceptable.
    """
    body = people.body(body_id)
    allowed = may_rule(people.person(actor_id), body_id)
    require(allowed, f"Only the chair of {body.name} gives rulings.")
    said = _words(words, LONGEST_RULING, "Write down the ruling.")
    if item_id is not None and item(item_id).sitting.body_id != body_id:
        raise Unacceptable(f"This item is not on an order paper of {body.name}.")
    given = Ruling(body_id=body_id, item_id=item_id, words=said, made_by_id=actor_id)
    db.session.add(given)
    db.session.flush()
    keep("ruling_given", ruling=given.id, body=body_id, item=item_id, words=said, by=actor_id)
    tell(body_id, "ruling_given", ruling=given.id, item=item_id)
    return given.id


def _tell(event: str, made: Announcement) -> None:
    if made.body_id is None:
        for topic in (SUMMIT, *(body_topic(body.id) for body in people.bodies())):
            announce(topic, event, announcement=made.id, body=None)
    else:
        tell(made.body_id, event, announcement=made.id)


def _require_may_announce(actor_id: int, body_id: int | None) -> None:
    body = people.plenary() if body_id is None else people.body(body_id)
    allowed = body is not None and may_announce(people.person(actor_id), body.id)
    require(
        allowed,
        f"Only chair and secretary of {body.name} announce something to it."
        if body_id is not None and body is not None
        else "Only organisers, chair and secretary of the plenary announce something to everybody.",
    )


def _words(typed: str, longest: int, empty: str) -> str:
    """Words of several lines. Raises Unacceptable: with `empty` for none, or for too many."""
    said = "\n".join(line.rstrip() for line in typed.strip().splitlines())
    if not said:
        raise Unacceptable(empty)
    if len(said) > longest:
        raise Unacceptable(f"At most {longest:,} signs are stored; these are {len(said):,}.")
    return said
