"""The ballots of a roll call by the names of those who cast them, once the result is published."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from summit.db import db
from summit.domain.registers import ballots_digest
from summit.domain.rules import Rules
from summit.people.models import Person, Seat
from summit.people.queries import public_name
from summit.voting.models import CalledVote, Poll


@dataclass(frozen=True, slots=True)
class Called:
    """One line of a roll call: the seat, who voted for it as the record names them, and what they voted."""

    id: str
    seat: str
    person: int
    name: str
    content: dict[str, Any]


def called_votes(poll: Poll) -> list[Called]:
    """In order of the seats' numbers; none before publication, and none of a secret poll."""
    if not (poll.is_roll_call and poll.was_published):
        return []
    return _called(poll.number)


def called_number(poll: Poll) -> int:
    """How many ballots of a roll call are stored."""
    return len(_called(poll.number))


def called_digest(poll: Poll) -> str:
    """The digest that the record took at the closing; it has ids that nobody knows until publication."""
    pairs = ((one.id, {"seat": one.seat, **one.content}) for one in _called(poll.number))
    return ballots_digest(pairs, Rules.from_json(poll.rules))


def published_called(poll: Poll) -> dict[str, Any]:
    """Every ballot beside its seat, whatever their number: that is what a roll call is for."""
    lines = sorted(called_votes(poll), key=lambda one: one.id)
    ballots = [{"id": one.id, "seat": one.seat, **one.content} for one in lines]
    return {"digest": called_digest(poll), "published": "roll_call", "ballots": ballots}


def _called(poll_number: int) -> list[Called]:
    rows = db.session.execute(
        select(CalledVote.id, Seat.number, Person, CalledVote.content)
        .join(CalledVote, CalledVote.seat_id == Seat.id)
        .join(Person, Person.id == CalledVote.person_id)
        .where(CalledVote.poll_number == poll_number)
    )
    lines = [Called(row.id, row.number, row.Person.id, public_name(row.Person), row.content) for row in rows]
    return sorted(lines, key=lambda line: line.seat)
