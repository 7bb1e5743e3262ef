"""What goes out to translators as a file, and what a file that comes back would bring in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summit.documents import queries as documents
from summit.documents.models import SHOWN, Translation
from summit.documents.reading.units import ReadUnit
from summit.documents.services.bringing_back import Brought
from summit.documents.writing.units import Row
from summit.domain.text import Text, source_digest
from summit.domain.text.parallel import Aligned, parallel
from summit.domain.text.translating import Standing
from summit.pages.queries.translatable import translatable
from summit.pages.queries.translating import earlier_texts, queue


def rows_for(language: str, *, stale: bool = False) -> list[Row]:
    """What waits to be translated, in the order of the queue; only what has changed where `stale`."""
    known = documents.translations(language)
    rows = []
    for task in queue(language).to_translate:
        if stale and task.standing is not Standing.STALE:
            continue
        old = earlier_texts(task.unit, known)
        words = known[source_digest(old[0])].words if old else ""
        rows.append(Row(task.unit.digest, task.unit.source, words))
    return rows


def brought_from(units: list[ReadUnit], target: str) -> list[Brought]:
    """The rows of a file that can be used, each with the language of its text as it stands now."""
    current = translatable()
    languages = [target, *(one for one in documents.text_languages() if one != target)]
    known = [documents.translations(one) for one in languages]
    found = []
    for one in units:
        if one.problem:
            continue
        unit = current.get(source_digest(one.source))
        language = unit.language if unit else _language_left(one.source, known, languages[-1])
        found.append(Brought(one.source, language, one.words, unit is not None))
    return found


def _language_left(source: str, known: Sequence[Mapping[str, Translation]], otherwise: str) -> str:
    """The language of a text that stands nowhere any more: the one it was translated from, if ever."""
    digest = source_digest(source)
    return next((one[digest].source_language for one in known if digest in one), otherwise)


@dataclass(frozen=True, slots=True)
class Beside:
    """A file laid beside a document: `done` are the texts whose translation is shown already."""

    aligned: Aligned
    done: frozenset[str]


def beside(document: int, language: str, translation: Text) -> Beside:
    """Raises NotFound."""
    paper = documents.document(document)
    aligned = parallel(documents.text_at(document, paper.head), translation)
    known = documents.translations(language)
    sources = [*(one.source.text for one in aligned.pairs), *(one.source.text for one in aligned.questions)]
    done = {
        one for one in sources
        if (found := known.get(source_digest(one))) is not None and found.state in SHOWN
    }  # fmt: skip
    return Beside(aligned, frozenset(done))
