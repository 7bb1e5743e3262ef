"""The list of desks: each body of an officer with what is before it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from summit.agenda.queries import OnFloor, floors
from summit.db import db
from summit.people.models import Person
from summit.people.permissions import is_officer_of
from summit.voting.models import Poll, PollState

FINISHED = (PollState.PUBLISHED, PollState.VOID)


@dataclass(frozen=True, slots=True)
class DeskListed:
    """A body, and how many of its polls wait for a step."""

    on: OnFloor
    polls: int


def desks_of(person: Person | None) -> list[DeskListed]:
    """The bodies of which this person is an officer, in the summit's order."""
    mine = [on for on in floors() if is_officer_of(person, on.body.id)]
    waiting = _waiting([on.body.id for on in mine])
    return [DeskListed(on, waiting.get(on.body.id, 0)) for on in mine]


def _waiting(bodies: Collection[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(Poll.body_id, func.count().label("waiting"))
        .where(Poll.body_id.in_(bodies), Poll.number > 0, Poll.state.not_in(FINISHED))
        .group_by(Poll.body_id)
    )
    return {row.body_id: row.waiting for row in rows}
