"""Search over texts, amendments and debates: what everybody may read, and nothing that was taken down."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from summit.db import db
from summit.debates.models import Debate, Intervention
from summit.debates.queries import CAN_BE_READ
from summit.documents.models import Amendment, AmendmentForm, Document, Revision
from summit.documents.models.amendments import new_words
from summit.documents.queries import revision
from summit.documents.views.naming import provision_name
from summit.domain.seeking import Piece, Term, is_found, marked, pattern, sought, terms
from summit.domain.text import Kind, Provision, from_json, labels, plain_text
from summit.domain.text.tables import table_cells
from summit.domain.wording import poll_name
from summit.web.kept import kept

PER_PAGE = 20
FIRST_FEW = 5
AROUND = 110
TEXTS, AMENDMENTS, DEBATES = "texts", "amendments", "debates"
KINDS = (TEXTS, AMENDMENTS, DEBATES)
LONGEST_TITLE = 400
"""So that a title is shown whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place where everything that was looked for stands: `title` and `words` tell what was found in them.

    `of` is (document, provision), (amendment,) or (intervention,), `about` says where it belongs.
    """

    of: tuple[Any, ...]
    title: list[Piece]
    about: str
    words: list[Piece]
    language: str | None
    row: Any = None


@dataclass(frozen=True, slots=True)
class Results:
    """What one kind of search finds on one page; `count` is of all pages."""

    kind: str
    count: int
    found: list[Found]


@dataclass(frozen=True, slots=True)
class _Paper:
    """The latest revision of a document as it is searched; it never changes."""

    number: int
    title: str
    language: str
    revision: int
    lines: tuple[tuple[str, str, str, str], ...]
    """Id, name, visible words and sought words of each provision."""
    names: dict[str, str]


def search(query: str, kind: str | None, page: int) -> tuple[tuple[Term, ...], list[Results]]:
    """The terms of the query, and what they find: one page of one kind, or the first few of each."""
    wanted = terms(query)
    if not wanted:
        return wanted, []
    size = PER_PAGE if kind else FIRST_FEW
    papers = _papers()
    looks = {TEXTS: _texts, AMENDMENTS: _amendments, DEBATES: _debates}
    shown = [looks[one](wanted, papers, page if one == kind else 1, _size(one, kind, size)) for one in KINDS]
    return wanted, shown


def _size(one: str, kind: str | None, size: int) -> int:
    """Of kinds that are not asked for only the number is shown."""
    return size if kind in (None, one) else 0


def _papers() -> dict[int, _Paper]:
    """The latest texts; a revision never changes, so that each is read once by a process."""
    rows = db.session.execute(
        select(Document, Revision.digest)
        .join(Revision, (Revision.document_number == Document.number) & (Revision.number == Document.head))
        .order_by(Document.number)
    )
    return {
        one.number: kept(("searched", one.number, one.title, digest), partial(_read, one))
        for one, digest in rows
    }


def _read(document: Document) -> _Paper:
    text = from_json(revision(document.number, document.head).provisions)
    numbers = labels(text)
    names = {one.id: provision_name(one, numbers.get(one.id)) for one in text}
    visible = [(one, _visible(one)) for one in text]
    lines = tuple((one.id, names[one.id], words, sought(words)) for one, words in visible)
    return _Paper(document.number, document.title, document.language, document.head, lines, names)


def _visible(one: Provision) -> str:
    """Its words as a reader sees them; the cells of a table with a mark between them."""
    if one.kind != Kind.TABLE:
        return plain_text(one.text)
    head, _, rows = table_cells(one.text)
    return " · ".join(plain_text(cell) for row in (head, *rows) for cell in row)


def _texts(wanted: Sequence[Term], papers: dict[int, _Paper], page: int, size: int) -> Results:
    every = [
        (paper, id, name, words)
        for paper in papers.values()
        for id, name, words, by in paper.lines
        if is_found(wanted, by)
    ]
    here = [
        Found(
            (paper.number, id, paper.revision), [(False, name)], paper.title,
            marked(words, wanted, AROUND), paper.language,
        )
        for paper, id, name, words in every[(page - 1) * size : page * size]
    ]  # fmt: skip
    return Results(TEXTS, len(every), here)


def _amendments(wanted: Sequence[Term], papers: dict[int, _Paper], page: int, size: int) -> Results:
    current = (AmendmentForm.amendment_number == Amendment.number) & (AmendmentForm.number == Amendment.form)
    looked = select(Amendment).join(AmendmentForm, current)
    for term in wanted:
        like = f"%{pattern(term)}%"
        looked = looked.where(or_(Amendment.sought.like(like), AmendmentForm.sought.like(like)))
    ordered = looked.options(selectinload(Amendment.forms), joinedload(Amendment.proposer)).order_by(
        Amendment.number.desc()
    )
    rows = _page(ordered, page, size)
    return Results(AMENDMENTS, _count(looked), [_amendment(one, wanted, papers) for one in rows])


def _amendment(one: Amendment, wanted: Sequence[Term], papers: dict[int, _Paper]) -> Found:
    paper = papers[one.document_number]
    words = [one.rationale, *new_words(one.current.operations)]
    best = max(words, key=lambda text: sum(is_found([term], sought(text)) for term in wanted), default="")
    title = marked(one.title, wanted, LONGEST_TITLE)
    return Found((one.number,), title, paper.title, marked(best, wanted, AROUND), paper.language, one)


def _debates(wanted: Sequence[Term], papers: dict[int, _Paper], page: int, size: int) -> Results:
    looked = select(Intervention).where(CAN_BE_READ)
    for term in wanted:
        looked = looked.where(Intervention.sought.like(f"%{pattern(term)}%"))
    ordered = looked.options(
        joinedload(Intervention.author), joinedload(Intervention.debate)
    ).order_by(Intervention.number.desc())  # fmt: skip
    found = [
        Found(
            (one.number,), [(False, one.author.name)], _about(one.debate, papers),
            marked(one.text, wanted, AROUND), None, one,
        )
        for one in _page(ordered, page, size)
    ]  # fmt: skip
    return Results(DEBATES, _count(looked), found)


def _about(debate: Debate, papers: dict[int, _Paper]) -> str:
    """What a debate is about, without another look at the database."""
    key, _, id = debate.anchor_key.partition("/")
    if debate.anchor_kind == "amendment":
        return f"AM {key}"
    if debate.anchor_kind == "poll":
        return poll_name(int(key))
    if debate.anchor_kind == "item":
        return f"Agenda item {key}"
    paper = papers.get(int(key)) if key.isdigit() else None
    if debate.anchor_kind == "document":
        return paper.title if paper else debate.anchor_key
    return f"{paper.names.get(id, 'a provision struck since')}, {paper.title}" if paper else debate.anchor_key


def _page(looked: Select[Any], page: int, size: int) -> list[Any]:
    return list(db.session.scalars(looked.limit(size).offset((page - 1) * size))) if size else []


def _count(looked: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(looked.subquery())) or 0
