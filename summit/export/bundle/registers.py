"""register.csv: seat by seat who was entitled and took part: ballots can be held against persons."""

from typing import Any

from sqlalchemy import select

from summit.db import db
from summit.people.models import Person, Seat
from summit.people.queries import public_name
from summit.voting.models import Participation, Poll, RollEntry
from summit.voting.queries.called import called_votes

REGISTER = ("seat", "person", "name", "entitled", "took_part", "way")


ROLL_CALL = ("seat", "person", "name", "ballot")


def roll_call(poll: Poll) -> list[tuple[str, str, str, str]]:
    """A row for each ballot of a roll call: option ids, best first, "=" between those of one rank."""
    return [(one.seat, str(one.person), one.name, _written(one.content)) for one in called_votes(poll)]


def _written(content: dict[str, Any]) -> str:
    if content.get("spoilt"):
        return "spoilt"
    return " > ".join(rank if isinstance(rank, str) else " = ".join(rank) for rank in content["ranking"])


def register(poll: Poll) -> list[tuple[str, str, str, str, str, str]]:
    """A row for each seat of the roll, in order of seat; `person` is a number that stands for the holder."""
    rows = db.session.execute(
        select(Seat.number, RollEntry.person_id, Person, Participation.seat_id, Participation.way)
        .join(RollEntry, RollEntry.seat_id == Seat.id)
        .join(Person, Person.id == RollEntry.person_id)
        .outerjoin(
            Participation,
            (Participation.poll_number == RollEntry.poll_number)
            & (Participation.seat_id == RollEntry.seat_id),
        )
        .where(RollEntry.poll_number == poll.number)
    ).all()
    return sorted(
        (
            row.number,
            str(row.person_id),
            public_name(row.Person),
            "yes",
            "no" if row.seat_id is None else "yes",
            row.way or "",
        )
        for row in rows
    )
