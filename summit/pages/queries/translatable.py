"""All texts of the summit that are translated, each once, those nearest to a vote first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from summit.agenda.models import AgendaItem, Announcement, Ruling
from summit.db import db
from summit.documents import queries as documents
from summit.documents.models import ON_TEXT, Amendment, Document
from summit.documents.views.naming import provision_name
from summit.domain.text import (
    Insert,
    Kind,
    Provision,
    Replace,
    Text,
    Wording,
    labels,
    operations_from_json,
    source_digest,
)
from summit.domain.text.translating import is_translatable
from summit.voting.models import Option, Poll, PollState

AT_VOTE = (PollState.ANNOUNCED, PollState.OPEN, PollState.CLOSING)


class Urgency(IntEnum):
    """How near a text is to a vote."""

    VOTE = 0
    PENDING = 1
    STALE = 2
    REST = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A text to translate: where it stands, and what stood there before, the latest first.

    `where` is (what, number, the name of the place): ("amendment", 12, "§ 3").
    """

    source: str
    language: str
    where: tuple[str, int, str]
    urgency: Urgency
    before: tuple[Wording, ...] = ()
    kind: Kind = Kind.PARAGRAPH

    @property
    def digest(self) -> str:
        return source_digest(self.source)


def translatable() -> dict[str, Unit]:
    """By digest, in the order in which translators are offered them; what stands twice where it is nearer."""
    found: dict[str, Unit] = {}
    papers = list(db.session.scalars(select(Document).order_by(Document.number)))
    by_number = {one.number: _Paper(one) for one in papers}
    for unit in sorted(_units(by_number), key=lambda one: one.urgency):
        if unit.source.strip():
            found.setdefault(unit.digest, unit)
    return found


class _Paper:
    """A document with what its provisions are and were, read once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text: Text = documents.text_at(document.number, document.head)
        numbers = labels(self.text)
        self.names = {one.id: provision_name(one, numbers.get(one.id)) for one in self.text}
        self.by_id = {one.id: one for one in self.text}
        self.history = documents.history(document.number)

    def past(self, id: str) -> tuple[Wording, ...]:
        now = self.by_id.get(id)
        return (*((Wording(now.text),) if now else ()), *self.history.get(id, ()))


def _units(papers: dict[int, _Paper]) -> Iterator[Unit]:
    summit_language = next(iter(documents.text_languages()), "en")
    for paper in papers.values():
        yield from _of_text(paper)
    at_vote = _at_vote()
    for amendment in _amendments():
        urgency = Urgency.VOTE if amendment.number in at_vote else Urgency.PENDING
        yield from _of_amendment(amendment, papers[amendment.document_number], urgency)
    real = select(Poll).where(Poll.number > 0, Poll.state.in_(AT_VOTE))
    for poll in db.session.scalars(real.order_by(Poll.number)):
        about = None if poll.document_number is None else papers[poll.document_number]
        language = summit_language if about is None else about.document.language
        yield Unit(poll.title, language, ("poll", poll.number, ""), Urgency.VOTE)
    for item in db.session.scalars(select(AgendaItem).order_by(AgendaItem.id)):
        yield Unit(item.title, summit_language, ("item", item.id, ""), Urgency.REST)
    for said in db.session.scalars(select(Announcement).order_by(Announcement.id)):
        yield Unit(said.words, summit_language, ("announcement", said.id, ""), Urgency.REST)
    for given in db.session.scalars(select(Ruling).order_by(Ruling.id)):
        yield Unit(given.words, summit_language, ("ruling", given.id, ""), Urgency.REST)


def _of_text(paper: _Paper) -> Iterator[Unit]:
    number, language = paper.document.number, paper.document.language
    yield Unit(paper.document.title, language, ("document", number, ""), Urgency.REST)
    for one in paper.text:
        if is_translatable(one):
            where = ("document", number, paper.names[one.id])
            yield Unit(one.text, language, where, Urgency.REST, paper.history.get(one.id, ()), one.kind)


def _amendments() -> list[Amendment]:
    """Those that are pending, the ones that are put to a poll among them."""
    wanted = select(Amendment).where(Amendment.state.in_(ON_TEXT)).options(selectinload(Amendment.forms))
    return list(
        db.session.scalars(wanted.order_by(Amendment.number).execution_options(populate_existing=True))
    )


def _at_vote() -> set[int]:
    """The amendments on which people are about to vote."""
    put = select(Option.amendment_number).join(Poll, Poll.number == Option.poll_number)
    return {number for number in db.session.scalars(put.where(Poll.state.in_(AT_VOTE))) if number is not None}


def _of_amendment(amendment: Amendment, paper: _Paper, urgency: Urgency) -> Iterator[Unit]:
    number, language = amendment.number, paper.document.language
    for one, past in _new_words(amendment, paper):
        where = ("amendment", number, paper.names.get(one.id, ""))
        yield Unit(one.text, language, where, urgency, past, one.kind)
    for words in (amendment.title, amendment.rationale):
        yield Unit(words, language, ("amendment", number, ""), urgency)


def _new_words(amendment: Amendment, paper: _Paper) -> Iterator[tuple[Provision, tuple[Wording, ...]]]:
    for operation in operations_from_json(amendment.current.operations):
        match operation:
            case Replace(id, _, text) if id in paper.by_id:
                yield replace(paper.by_id[id], text=text), paper.past(id)
            case Insert(_, provisions):
                yield from ((one, ()) for one in provisions if is_translatable(one))
