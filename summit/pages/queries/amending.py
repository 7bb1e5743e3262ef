"""An amendment with all that is known about it: what it changes, what it collides with, how it went."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from summit.agenda.models import Act
from summit.agenda.queries import passes_at
from summit.db import db
from summit.debates import queries as debates
from summit.debates.queries import Said
from summit.documents import queries as documents
from summit.documents.models import Amendment, AmendmentState, Seconding
from summit.documents.queries import LogLine
from summit.documents.views.changing import ShownChange, shown_changes
from summit.documents.views.naming import provision_name
from summit.domain.text import (
    Text,
    labels,
    operations_from_json,
    parts,
)
from summit.pages.queries.margins import quoted
from summit.voting.models import Option, Poll, PollState
from summit.voting.queries import Recommended, lists_with, recommendations


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
    parts: list[int]
    """What it was divided into."""
    said: Said | None
    """The intervention that it grew out of, while its words can be read."""
    pieces: list[list[ShownChange]]
    """What it can be divided into, while it is tabled and put to nothing."""
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
        clashes=_clashes(number, names),
        polls=polls_on(number),
        revision=_revision_made(amendment, log),
        taken_back=_taken_back(number, log),
        seconders=documents.seconders(number),
        seconding_until=passes_at(Act.SECONDING, amendment.document_number),
        made=frozenset(line.revision for line in log if line.amendment == number),
        recommended=recommendations([number]).get(number, ()),
        replaces=documents.replaced_by(number),
        compromises=[documents.amendment(one) for one in documents.compromises_for(number)],
        parts=documents.parts_of(number),
        said=_grew_from(amendment),
        pieces=_pieces(amendment, text),
        behind=documents.waiting_behind([number]).get(number),
    )


def _grew_from(amendment: Amendment) -> Said | None:
    found = debates.said(amendment.said_number) if amendment.said_number is not None else None
    return found if found is not None and found.can_be_read else None


def _pieces(amendment: Amendment, text: Text) -> list[list[ShownChange]]:
    if amendment.state != AmendmentState.TABLED or amendment.poll_number is not None:
        return []
    found = parts(operations_from_json(amendment.current.operations))
    return [shown_changes(text, piece) for piece in found] if len(found) > 1 else []


def _clashes(number: int, names: dict[str, str]) -> list[Clash]:
    """With each other amendment read at once, however many there are."""
    rows = [(row.other if row.one == number else row.one, row) for row in documents.collisions_of(number)]
    wanted = select(Amendment).where(Amendment.number.in_([other for other, _ in rows]))
    others = {one.number: one for one in db.session.scalars(wanted)} if rows else {}
    return [
        Clash(others[other], names.get(row.provision, "the text"), quoted(row.words)) for other, row in rows
    ]


def _revision_made(amendment: Amendment, log: list[LogLine]) -> int | None:
    made = [line.revision for line in documents.in_force(log) if line.amendment == amendment.number]
    return made[-1] if made else None


def _taken_back(number: int, log: list[LogLine]) -> list[LogLine]:
    made = {line.revision for line in log if line.amendment == number}
    return [line for line in log if line.rescinds is not None and made & {line.rescinds, *line.held}]


def polls_on(number: int) -> list[Poll]:
    """The polls an amendment was or is put to, drafts left out: they are the chair's own paper."""
    on_list = Poll.number.in_(lists_with(number))
    as_option = Poll.number.in_(select(Option.poll_number).where(Option.amendment_number == number))
    wanted = select(Poll).where(or_(as_option, on_list), Poll.state != PollState.DRAFT)
    return list(db.session.scalars(wanted.order_by(Poll.number)))
