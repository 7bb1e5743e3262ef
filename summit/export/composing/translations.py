"""Annex V: of each provision of the operative part, where its translations come from and how they stand."""

from summit.documents import queries as documents
from summit.documents.models import Translation, TranslationState
from summit.domain.text import source_digest
from summit.export.composing.papers import Papers
from summit.export.model import Translated
from summit.jobs.politely import politely
from summit.people.models import Person
from summit.people.queries import public_name


def translated(papers: Papers) -> tuple[Translated, ...]:
    """By language, in the order of the documents and their provisions."""
    return tuple(
        line
        for language in documents.text_languages()
        for paper in papers.documents
        if paper.language != language
        for line in _of(papers, paper.number, paper.head, paper.language, language)
    )


def _of(papers: Papers, number: int, head: int, original: str, language: str) -> list[Translated]:
    text = papers.text(number, head)
    rendered = documents.rendered_provisions(number, text, original, language)
    shown = documents.shown_translations((source_digest(one.text) for one in text), language)
    lines = []
    for one in politely(text):
        if (there := rendered.get(one.id)) is None:
            continue
        found = shown.get(source_digest(one.text)) if there.is_translated else None
        place = papers.place(number, head, one.id)
        lines.append(
            _line(number, place, one.id, language, original, str(there.standing), there.words, found)
        )
    return lines


def _line(
    document: int, place: str, id: str, language: str, original: str, state: str, words: str,
    found: Translation | None,
) -> Translated:  # fmt: skip
    is_reviewed = found is not None and found.state == TranslationState.REVIEWED
    return Translated(
        document=document,
        provision=id,
        place=place,
        language=language,
        source=original,
        state=state,
        words=words if found else "",
        translator=_name(found.translator) if found else "",
        reviewer=_name(found.reviewer) if found and is_reviewed else "",
    )


def _name(person: Person | None) -> str:
    return "a file" if person is None else public_name(person)
