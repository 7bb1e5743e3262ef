"""What the organisers' desk shows: papers with their alternatives, and polls that wait for a step."""

from dataclasses import dataclass

from sqlalchemy import select

from summit.db import db
from summit.documents import queries as documents
from summit.documents.models import Amendment, AmendmentState
from summit.domain.text import alternatives
from summit.voting.models import Poll, PollState

FINISHED = (PollState.PUBLISHED, PollState.VOID)


@dataclass(frozen=True, slots=True)
class Set:
    """Amendments that are connected by collisions; `is_complete` when one ranked poll can decide them all."""

    amendments: tuple[Amendment, ...]
    is_complete: bool
    collisions: tuple[str, ...]

    @property
    def names(self) -> str:
        return ", ".join(f"AM {one.number}" for one in self.amendments)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with what can be put to a poll now."""

    number: int
    title: str
    revision: int
    sets: tuple[Set, ...]
    being_decided: tuple[Amendment, ...]
    orphaned: tuple[Amendment, ...]


def papers() -> list[Paper]:
    """Every document, with its pending amendments grouped into sets of alternatives."""
    return [_paper(one.number, one.title, one.revision) for one in documents.documents()]


def _paper(number: int, title: str, revision: int) -> Paper:
    tabled = documents.amendments(number, AmendmentState.TABLED)
    free = {one.number: one for one in tabled if one.poll_number is None}
    rows = [row for row in documents.collisions(number) if row.one in free and row.other in free]
    groups = alternatives([(row.one, row.other) for row in rows], free)
    sets = []
    for group in groups:
        words = tuple(
            f"AM {row.one} and AM {row.other} collide on “{row.words}”"
            for row in rows
            if row.one in group.members
        )
        members = tuple(free[one] for one in group.members)
        sets.append(Set(members, group.is_complete, words))
    return Paper(
        number,
        title,
        revision,
        tuple(sets),
        tuple(one for one in tabled if one.poll_number is not None),
        tuple(documents.amendments(number, AmendmentState.ORPHANED)),
    )


def polls_under_way() -> list[Poll]:
    """Polls that are neither published nor void, the oldest first."""
    return list(db.session.scalars(select(Poll).where(Poll.state.not_in(FINISHED)).order_by(Poll.number)))
