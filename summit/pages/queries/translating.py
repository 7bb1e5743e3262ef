"""The translators' queue of one language, and everything about one text on the desk of its translator."""

from collections.abc import Mapping
from dataclasses import dataclass

from summit.db import now
from summit.documents import queries as documents
from summit.documents.models import SHOWN, Translation, TranslationState
from summit.documents.services.translating import IDLE
from summit.domain.errors import NotFound
from summit.domain.text import outdated, source_digest
from summit.domain.text.memory import Remembered, kept_terms, remembered, terms_in
from summit.domain.text.translating import Standing
from summit.pages.queries.translatable import Unit, Urgency, translatable
from summit.web.drawing import Parts, diff_parts

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Task:
    """A text with what there is of it in the language; `claimed_by` is who works on it now."""

    unit: Unit
    urgency: Urgency
    standing: Standing
    translation: Translation | None
    claimed_by: str
    claimed_by_id: int | None

    @property
    def has_draft(self) -> bool:
        return self.translation is not None and self.translation.draft is not None


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to be translated and what to be reviewed, both with the nearest to a vote first."""

    language: str
    to_translate: list[Task]
    to_review: list[Task]
    texts: int
    reviewed: int

    @property
    def left(self) -> int:
        return len(self.to_translate)


def queue(language: str) -> Queue:
    """Everything of the summit that is not written in this language and not yet reviewed in it."""
    known = documents.translations(language)
    tasks = [_task(unit, known) for unit in translatable().values() if unit.language != language]
    tasks.sort(key=lambda one: one.urgency)
    return Queue(
        language,
        [one for one in tasks if one.standing in (Standing.MISSING, Standing.STALE)],
        [one for one in tasks if one.standing is Standing.READY],
        len(tasks),
        sum(one.standing is Standing.REVIEWED for one in tasks),
    )


def _task(unit: Unit, known: Mapping[str, Translation]) -> Task:
    found = known.get(unit.digest)
    standing = _standing(unit, known)
    is_stale = standing is Standing.STALE and unit.urgency is Urgency.REST
    who, id = _claimed(found)
    return Task(unit, Urgency.STALE if is_stale else unit.urgency, standing, found, who, id)


def _standing(unit: Unit, known: Mapping[str, Translation]) -> Standing:
    found = known.get(unit.digest)
    if found is not None and found.state in SHOWN:
        return Standing.REVIEWED if found.state == TranslationState.REVIEWED else Standing.READY
    return Standing.STALE if earlier_texts(unit, known) else Standing.MISSING


def earlier_texts(unit: Unit, known: Mapping[str, Translation]) -> tuple[str, ...]:
    """What stood in the place of a text before and is translated, the latest first."""
    shown = {digest for digest, one in known.items() if one.state in SHOWN}
    return outdated(unit.source, unit.before, shown)


def _claimed(found: Translation | None) -> tuple[str, int | None]:
    if found is None or found.claimed_by is None or found.claimed_at is None:
        return "", None
    is_idle = found.claimed_at < now() - IDLE
    return ("", None) if is_idle else (found.claimed_by.name, found.claimed_by_id)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text that stood there before: what has changed in it since, and its translation."""

    changed: Parts
    words: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One text side by side with its translation, and what helps."""

    language: str
    task: Task
    is_current: bool
    earlier: list[Earlier]
    remembered: tuple[Remembered, ...]
    terms: list[Mapping[str, str]]
    kept_terms: list[str]

    @property
    def words(self) -> str:
        """What stands in the field at first: the draft, else what readers see, else what it was before."""
        found = self.task.translation
        if found is not None and (found.draft is not None or found.words):
            return found.draft if found.draft is not None else found.words
        return self.earlier[0].words if self.earlier else ""

    @property
    def seen(self) -> str:
        """The digest of the words that a reviewer of this page reads."""
        return source_digest(self.task.translation.words) if self.task.translation else ""


def desk(digest: str, language: str) -> Desk:
    """Raises NotFound for what is nowhere in the summit and was never translated, or in that language."""
    known = documents.translations(language)
    current = translatable().get(digest)
    unit = current or _left_behind(known.get(digest))
    if unit is None or unit.language == language or language not in documents.text_languages():
        raise NotFound("There is no such text to translate.")
    shown = [(one.source, one.words) for one in known.values() if one.state in SHOWN]
    return Desk(
        language=language,
        task=_task(unit, known),
        is_current=current is not None,
        earlier=[
            Earlier(diff_parts(old, unit.source, unit.kind), known[source_digest(old)].words)
            for old in earlier_texts(unit, known)
        ],
        remembered=remembered(unit.source, shown),
        terms=terms_in(unit.source, [one.words for one in documents.terms()], unit.language),
        kept_terms=list(kept_terms(unit.source)),
    )


def _left_behind(found: Translation | None) -> Unit | None:
    """A text that stands nowhere any more, as its translator left it."""
    if found is None:
        return None
    return Unit(found.source, found.source_language, ("nowhere", 0, ""), Urgency.REST, ())
