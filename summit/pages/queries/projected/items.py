"""Scenes of the agenda: the item that a body has before it, with the words that it is about."""

from summit.agenda.models import AgendaItem, Announcement, Sitting
from summit.documents import queries as documents
from summit.documents.models import AmendmentState
from summit.domain.errors import NotFound
from summit.domain.screens import LINES, Passage
from summit.domain.text import (
    Kind,
    Segment,
    StaleProvision,
    Text,
    VisibleRun,
    labels,
    operations_from_json,
    visible_runs,
)
from summit.pages.queries.projected.polls import passages_of
from summit.pages.queries.projected.scenes import Read, Said, Scene, reading_slides
from summit.people.models import Body
from summit.voting.queries import changes_made


def item_scene(item: AgendaItem, lines: int = LINES) -> Scene:
    """The item with what it is about, on screens of so many lines; about nothing to read, its title alone."""
    plain = Scene("item", str(item.id), item.title, (Said(item.title),), since=item.taken_up_at)
    try:
        return _about(item, lines) or plain
    except (NotFound, StaleProvision, ValueError):
        return plain


def _about(item: AgendaItem, lines: int) -> Scene | None:
    kind, key = item.anchor_kind or "", item.anchor_key or ""
    if kind == "amendment":
        return _amendment(item, int(key), lines)
    if kind not in ("document", "provision"):
        return None
    number, _, provision = key.partition("/")
    document = documents.document(int(number))
    text = documents.text_at(document.number, document.head)
    passages = _passages(text, provision)
    return _text(item, document.number, document.title, reading_slides(passages, document.language, lines))


def _text(item: AgendaItem, number: int, title: str, slides: tuple[Read, ...]) -> Scene | None:
    if not slides:
        return None
    return Scene(
        "item", str(item.id), item.title, slides, under=title, since=item.taken_up_at, documents=(number,)
    )


def _passages(text: Text, only: str) -> list[Passage]:
    """The provisions of a text under their labels; lines that only divide are left out."""
    numbers = labels(text)
    return [
        Passage(_label(numbers.get(one.id, "")), one.kind, _plain(one.text, one.kind))
        for one in text
        if one.kind != Kind.RULE and only in ("", one.id)
    ]


def _label(number: str) -> str:
    return f"§ {number}" if number else ""


def _plain(text: str, kind: Kind) -> tuple[VisibleRun, ...]:
    return tuple(visible_runs([Segment("equal", text)], kind))


def _amendment(item: AgendaItem, number: int, lines: int) -> Scene | None:
    one = documents.amendment(number)
    text = documents.text_at(one.document_number, one.current.base)
    changes = changes_made(text, operations_from_json(one.current.operations))
    fate = "" if one.state == AmendmentState.TABLED else f", {one.state}"
    slides = reading_slides(passages_of(changes), one.document.language, lines)
    return _text(item, one.document_number, f"AM {number}{fate}", slides)


def announcement_scene(one: Announcement) -> Scene:
    return Scene("announcement", str(one.id), "", (Said(one.words),), since=one.made_at)


def idle_scene(body: Body, sitting: Sitting | None, following: AgendaItem | None) -> Scene:
    """Nothing is before the body: who sits here, and what comes next."""
    words = sitting.title if sitting else body.name
    return Scene("idle", str(body.id), body.name, (Said(words, following.title if following else ""),))
