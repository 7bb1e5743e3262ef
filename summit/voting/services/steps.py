"""What every step of a poll shares: who may take it, the conditional change of state, what is told."""

from typing import Any

from sqlalchemy import ColumnElement, update

from summit.agenda.services import let_follow, require_driver
from summit.db import db
from summit.documents.models import Amendment
from summit.domain.errors import NotFound, Refusal
from summit.events import TopicName, announce
from summit.people.queries import plenary
from summit.voting.models import Poll, PollState


def poll_topic(number: int) -> TopicName:
    return TopicName("poll", str(number))


def summit_topic() -> TopicName:
    """The stream that the now page follows."""
    return TopicName("summit")


def known_poll(number: int) -> Poll:
    """The poll, fresh from the database; raises NotFound."""
    poll = db.session.get(Poll, number, populate_existing=True)
    if poll is None:
        raise NotFound(f"There is no poll V-{number:02}.")
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
        raise Refusal(f"Poll V-{number:02} is {poll.state}, so this step cannot be taken now.")
    return poll


def tell(event: str, poll: Poll, **more: Any) -> None:
    """Announce a step on the streams of the poll, its body and the summit; the projector goes along."""
    let_follow(poll.body_id)
    topics = [poll_topic(poll.number), summit_topic(), TopicName("body", str(poll.body_id))]
    if poll.document_number is not None:
        topics.append(TopicName("document", str(poll.document_number)))
    for topic in topics:
        announce(topic, event, poll=poll.number, **more)


def release(number: int) -> None:
    """What was put to this poll and is still pending can be put again."""
    db.session.execute(
        update(Amendment)
        .where(Amendment.poll_number == number)
        .values(poll_number=None)
        .execution_options(synchronize_session=False)
    )
