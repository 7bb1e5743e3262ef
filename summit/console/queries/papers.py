"""Papers on a desk: the texts before a body, with their alternatives that can be put to a poll."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from summit.agenda.models import AgendaItem
from summit.db import db
from summit.documents import queries as documents
from summit.documents.models import FATES, PENDING, Amendment, AmendmentState, Document
from summit.documents.services import require_decidable
from summit.domain.errors import Refusal
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
    """A document with what can be put to a poll now; `is_own` when it stands open on the desk."""

    number: int
    title: str
    revision: int
    is_own: bool
    sets: tuple[Set, ...]
    being_decided: tuple[Amendment, ...]
    orphaned: tuple[Amendment, ...]
    waiting: tuple[tuple[Amendment, int], ...]
    """Amendments that wait, each with the compromise that is put before it."""
    document: Document
    pending: int
    """How many amendments lapse if the text is decided as a whole now."""
    blocked_by: str
    """Why the text cannot be put as a whole now; empty where it can."""

    @property
    def consent(self) -> tuple[Amendment, ...]:
        """What can be put together on one list: each collides with nothing."""
        return tuple(one.amendments[0] for one in self.sets if len(one.amendments) == 1)


def papers(body_id: int, plenary_id: int | None, items: Sequence[AgendaItem] = ()) -> list[Paper]:
    """Every document with its pending amendments in sets of alternatives.

    Those before this body, and those that an item of its order paper is about, stand open and come first.
    """
    named = _named_by(items)
    found = [
        _paper(one, body_id in (one.body_id or plenary_id, one.referred_to_id) or one.number in named)
        for one in map(documents.document, documents.numbers())
    ]
    return sorted(found, key=lambda paper: (not paper.is_own, paper.document.state in FATES))


def _named_by(items: Sequence[AgendaItem]) -> set[int]:
    """The documents that items are about, or whose provisions or amendments they are about."""
    texts = [one.anchor_key or "" for one in items if one.anchor_kind in ("document", "provision")]
    asked = [int(one.anchor_key or 0) for one in items if one.anchor_kind == "amendment"]
    of_amendments = select(Amendment.document_number).where(Amendment.number.in_(asked))
    return {int(key.partition("/")[0]) for key in texts} | set(
        db.session.scalars(of_amendments) if asked else ()
    )


def _paper(document: Document, is_own: bool) -> Paper:
    number = document.number
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
    orphaned = documents.amendments(number, AmendmentState.ORPHANED)
    return Paper(
        number,
        document.title,
        document.head,
        is_own,
        tuple(sets),
        tuple(one for one in tabled if one.poll_number is not None),
        tuple(orphaned),
        tuple((one, waiting[one.number]) for one in tabled if one.number in waiting),
        document,
        len(documents.amendments(number, *PENDING)),
        _why_not(document),
    )


def _why_not(document: Document) -> str:
    try:
        require_decidable(document)
    except Refusal as refusal:
        return str(refusal)
    return ""
