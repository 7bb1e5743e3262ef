"""An amendment with all that is known about it: what it changes, what it collides with, how it went."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from summit.agenda.models import Act
from summit.agenda.queries import passes_at
from summit.db import db
from summit.documents import queries as documents
from summit.documents.models import ON_TEXT, Amendment, Collision, Seconding
from summit.documents.queries import LogLine
from summit.documents.views.changing import ShownChange, shown_changes
from summit.documents.views.naming import provision_name
from summit.domain.text import (
    Group,
    advice_in_words,
    alternatives,
    labels,
    operations_from_json,
    reach,
)
from summit.pages.queries.margins import Pair, pairs_of, quoted
from summit.voting.models import Option, Poll, PollState
from summit.voting.queries import Recommended, recommendations


@dataclass(frozen=True, slots=True)
class Clash:
    """A collision as one of the two sees it."""

    other: Amendment
    where: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownAmendment:
    """An amendment on its own page; `revision` is the one its adoption made."""

    amendment: Amendment
    changes: list[ShownChange]
    clashes: list[Clash]
    polls: list[Poll]
    revision: int | None
    taken_back: list[LogLine]
    """The rescissions that took its adoption back or put it on hold."""
    seconders: list[Seconding]
    seconding_until: datetime | None
    made: frozenset[int]
    """The revisions that it ever made."""
    recommended: tuple[Recommended, ...]
    replaces: list[int]
    """What it was made from, where it is a compromise."""
    compromises: list[Amendment]
    """The compromises that would replace it."""
    behind: int | None
    """The tabled compromise that is put before it."""


def shown_amendment(number: int) -> ShownAmendment:
    """Raises NotFound."""
    amendment = documents.amendment(number)
    text = documents.text_at(amendment.document_number, amendment.current.base)
    numbers = labels(text)
    names = {one.id: provision_name(one, numbers.get(one.id)) for one in text}
    log = documents.adoption_log(amendment.document_number)
    return ShownAmendment(
        amendment=amendment,
        changes=shown_changes(text, operations_from_json(amendment.current.operations)),
        clashes=[_clash(number, row, names) for row in documents.collisions_of(number)],
        polls=polls_on(number),
        revision=_revision_made(amendment, log),
        taken_back=_taken_back(number, log),
        seconders=documents.seconders(number),
        seconding_until=passes_at(Act.SECONDING, amendment.document_number),
        made=frozenset(line.revision for line in log if line.amendment == number),
        recommended=recommendations([number]).get(number, ()),
        replaces=documents.replaced_by(number),
        compromises=[documents.amendment(one) for one in documents.compromises_for(number)],
        behind=documents.waiting_behind([number]).get(number),
    )


def _clash(number: int, row: Collision, names: dict[str, str]) -> Clash:
    other = documents.amendment(row.other if row.one == number else row.one)
    return Clash(other, names.get(row.provision, "the text"), quoted(row.words))


def _revision_made(amendment: Amendment, log: list[LogLine]) -> int | None:
    made = [line.revision for line in documents.in_force(log) if line.amendment == amendment.number]
    return made[-1] if made else None


def _taken_back(number: int, log: list[LogLine]) -> list[LogLine]:
    made = {line.revision for line in log if line.amendment == number}
    return [line for line in log if line.rescinds is not None and made & {line.rescinds, *line.held}]


def polls_on(number: int) -> list[Poll]:
    """The polls an amendment was or is put to, drafts left out: they are the chair's own paper."""
    return list(
        db.session.scalars(
            select(Poll)
            .join(Option, Option.poll_number == Poll.number)
            .where(Option.amendment_number == number, Poll.state != PollState.DRAFT)
            .order_by(Poll.number)
        )
    )


@dataclass(frozen=True, slots=True)
class Matrix:
    """All collisions between pending amendments of a document; `meets` holds both orders of each pair."""

    amendments: list[Amendment]
    rows: list[tuple[Collision, str]]
    meets: frozenset[Pair]
    groups: list[tuple[Group, str]]
    """Amendments connected by collisions, and how it is advised to put them, with the reason."""
    free: int


def matrix(document: int) -> Matrix:
    """Raises NotFound."""
    head = documents.document(document).head
    text = documents.text_at(document, head)
    numbers = labels(text)
    names = {one.id: provision_name(one, numbers.get(one.id)) for one in text}
    tabled = documents.amendments(document, *ON_TEXT)
    rows = documents.collisions(document)
    pairs = pairs_of(rows)
    colliding = {number for pair in pairs for number in pair}
    reaches = {one.number: reach(text, operations_from_json(one.current.operations)) for one in tabled}
    groups = alternatives(pairs, reaches, reaches)
    return Matrix(
        amendments=[one for one in tabled if one.number in colliding],
        rows=[(row, names.get(row.provision, "the text")) for row in rows],
        meets=frozenset(pairs | {(other, one) for one, other in pairs}),
        groups=[(group, advice_in_words(group, reaches)) for group in groups if len(group.members) > 1],
        free=sum(one.number not in colliding for one in tabled),
    )
