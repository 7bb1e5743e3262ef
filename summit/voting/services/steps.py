"""What every step of a poll shares: who may take it, the conditional change of state, what is told."""

from typing import Any

from sqlalchemy import ColumnElement, update

from summit.agenda.services import let_follow, require_driver
from summit.db import db
from summit.documents.models import Amendment, Document
from summit.domain.errors import NotFound, Refusal
from summit.domain.wording import poll_name
from summit.events import TopicName, announce
from summit.people.queries import plenary
from summit.record import Kept, keep
from summit.voting.models import Poll, PollState


def poll_topic(number: int) -> TopicName:
    return TopicName("poll", str(number))


def practice_topic(body_id: int) -> TopicName:
    """Where the practice of a body is told: the streams that the record holds know nothing of it."""
    return TopicName("practice", str(body_id))


def summit_topic() -> TopicName:
    """The stream that the now page follows."""
    return TopicName("summit")


def known_poll(number: int) -> Poll:
    """The poll, fresh from the database; raises NotFound."""
    poll = db.session.get(Poll, number, populate_existing=True)
    if poll is None:
        raise NotFound(f"There is no poll {poll_name(number)}.")
    return poll


def driven_poll(actor_id: int, number: int) -> Poll:
    """The poll, for the officer who drives its body. Raises NotFound, NotAllowed, NotDriving."""
    poll = known_poll(number)
    require_driver(actor_id, poll.body_id)
    return known_poll(number)


def require_driver_of(actor_id: int, body_id: int | None) -> int:
    """The body, else the plenary, for the officer who drives it. Raises NotAllowed, NotDriving, NotFound."""
    found = plenary() if body_id is None else None
    if body_id is None and found is None:
        raise Refusal("There is no body to vote yet: start with `flask summit init`.")
    body = found.id if found is not None else int(body_id or 0)
    require_driver(actor_id, body)
    return body


def move(number: int, was: PollState, becomes: PollState, *also: ColumnElement[bool], **values: Any) -> Poll:
    """Change the state by one conditional write; raises Refusal when the poll does not stand at `was`."""
    moved = db.session.execute(
        update(Poll)
        .where(Poll.number == number, Poll.state == was, *also)
        .values(state=becomes, **values)
        .returning(Poll.number)
        .execution_options(synchronize_session=False)
    ).first()
    poll = known_poll(number)
    if moved is None:
        raise Refusal(f"Poll {poll.name} is {poll.state}, so this step cannot be taken now.")
    return poll


def tell(event: str, poll: Poll, **more: Any) -> None:
    """Announce a step on the streams of the poll, its body and the summit; the projector goes along."""
    if not poll.is_practice:
        let_follow(poll.body_id)
    for topic in (poll_topic(poll.number), *_told_besides(poll)):
        announce(topic, event, poll=poll.number, **more)


def _told_besides(poll: Poll) -> list[TopicName]:
    if poll.is_practice:
        return [] if poll.practice_of else [practice_topic(poll.body_id)]
    document = poll.document_number
    papers = [] if document is None else [TopicName("document", str(document))]
    return [summit_topic(), TopicName("body", str(poll.body_id)), *papers]


def keep_of(poll: Poll, kind: str, **payload: Any) -> Kept:
    """Keep an entry about a poll; of practice the record keeps nothing, so it has no place and no code."""
    return Kept(0, "") if poll.is_practice else keep(kind, poll=poll.number, **payload)


def release(number: int) -> None:
    """What was put to this poll and is still pending can be put again."""
    for table in (Amendment, Document):
        db.session.execute(
            update(table)
            .where(table.poll_number == number)
            .values(poll_number=None)
            .execution_options(synchronize_session=False)
        )
