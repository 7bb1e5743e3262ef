"""The final document in another language: its texts in translation where one holds, else as they decide."""

from dataclasses import replace

from summit.domain.errors import NotFound
from summit.export.model.texts import Numbered, Part
from summit.export.model.whole import FinalDocument


def languages_of(document: FinalDocument) -> list[str]:
    """The languages in which there is an edition: those into which anything of it is translated."""
    return sorted({one.language for one in document.translations if one.words})


def require_edition(document: FinalDocument, language: str) -> None:
    """Raises NotFound where there is no edition in the language; without one the document itself is meant."""
    if language and language not in languages_of(document):
        raise NotFound(f"There is no edition in “{language}”.")


def edition(document: FinalDocument, language: str) -> FinalDocument:
    """The edition in a language. It states the digest of the document that decides, which it is made from."""
    if not language:
        return document
    words = {
        (one.document, one.provision): one.words
        for one in document.translations
        if one.language == language and one.words
    }
    made = replace(
        document,
        title=dict(document.cover.titles).get(language, document.title),
        edition=language,
        parts=tuple(_part(part, language, words) for part in document.parts),
    )
    made.__dict__["digest"] = document.digest
    return made


def _part(part: Part, language: str, words: dict[tuple[int, str], str]) -> Part:
    if part.language == language:
        return part
    provisions = tuple(_provision(part, one, words) for one in part.provisions)
    title = dict(part.titles).get(language, part.title)
    return replace(part, title=title, language=language, provisions=provisions)


def _provision(part: Part, one: Numbered, words: dict[tuple[int, str], str]) -> Numbered:
    said = words.get((part.number, one.provision.id))
    if said is None:
        return replace(one, language=part.language)
    return replace(one, provision=replace(one.provision, text=said))
