"""Papers on a desk: the texts before a body, with their alternatives that can be put to a poll."""

from dataclasses import dataclass

from summit.documents import queries as documents
from summit.documents.models import Amendment, AmendmentState
from summit.domain.text import alternatives


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
    """A document with what can be put to a poll now; `is_own` when it is before the body of the desk."""

    number: int
    title: str
    revision: int
    is_own: bool
    sets: tuple[Set, ...]
    being_decided: tuple[Amendment, ...]
    orphaned: tuple[Amendment, ...]
    waiting: tuple[tuple[Amendment, int], ...]
    """Amendments that wait, each with the compromise that is put before it."""

    @property
    def consent(self) -> tuple[Amendment, ...]:
        """What can be put together on one list: each collides with nothing."""
        return tuple(one.amendments[0] for one in self.sets if len(one.amendments) == 1)


def papers(body_id: int, plenary_id: int | None) -> list[Paper]:
    """Every document, those before this body first, with its pending amendments in sets of alternatives."""
    found = [
        _paper(one.number, one.title, one.revision, (one.body_id or plenary_id) == body_id)
        for one in documents.documents()
    ]
    return sorted(found, key=lambda paper: not paper.is_own)


def _paper(number: int, title: str, revision: int, is_own: bool) -> Paper:
    tabled = documents.amendments(number, AmendmentState.TABLED)
    waiting = documents.waiting_behind(one.number for one in tabled)
    free = {one.number: one for one in tabled if one.poll_number is None and one.number not in waiting}
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
        is_own,
        tuple(sets),
        tuple(one for one in tabled if one.poll_number is not None),
        tuple(documents.amendments(number, AmendmentState.ORPHANED)),
        tuple((one, waiting[one.number]) for one in tabled if one.number in waiting),
    )
