"""Translations made elsewhere, brought in together: none is published on a text that has moved meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass

from summit.db import now, transaction
from summit.documents import queries
from summit.documents.models import SHOWN, Translation
from summit.documents.permissions import may_translate
from summit.documents.services.translating import IDLE, translated
from summit.domain.errors import require
from summit.domain.text import source_digest
from summit.domain.text.memory import lost_terms
from summit.people.queries import person


@dataclass(frozen=True, slots=True)
class Brought:
    """A text with its translation; `is_current` where the text still stands somewhere."""

    source: str
    language: str
    words: str
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of each, by its text: ready, draft (the text has moved), kept (it is translated
    already, or has a draft), claimed (somebody is at work on it) or term (it lacks one that is never
    translated)."""

    ready: tuple[str, ...] = ()
    draft: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    claimed: tuple[str, ...] = ()
    term: tuple[str, ...] = ()


def outcome_of(brought: Sequence[Brought], language: str, actor_id: int | None) -> Outcome:
    """What `bring_back` would do, for a look beforehand."""
    known = queries.translations(language)
    found: dict[str, list[str]] = {"ready": [], "draft": [], "kept": [], "claimed": [], "term": []}
    for one in brought:
        found[_fate(one, known.get(source_digest(one.source)), actor_id)].append(one.source)
    return Outcome(**{fate: tuple(every) for fate, every in found.items()})


@transaction
def bring_back(actor_id: int | None, language: str, brought: Sequence[Brought]) -> Outcome:
    """Bring them all in, or none: what is shown already stays, what has moved is kept as a draft.

    `actor_id` None is the command line. Raises NotAllowed, Unacceptable.
    """
    if actor_id is not None:
        allowed = may_translate(person(actor_id))
        require(allowed, "Translators of the summit and organisers translate.")
    done = outcome_of(brought, language, actor_id)
    drafts = {*done.draft, *done.term}
    for one in brought:
        if one.source in done.ready or one.source in drafts:
            as_draft = one.source in drafts
            translated(actor_id, one.source, one.language, language, one.words, as_draft=as_draft)
    return done


def _fate(one: Brought, found: Translation | None, actor_id: int | None) -> str:
    if found is not None and (found.state in SHOWN or _has_other_draft(one, found)):
        return "kept"
    is_fresh = found is not None and found.claimed_at is not None and found.claimed_at >= now() - IDLE
    if found is not None and is_fresh and found.claimed_by_id not in (None, actor_id):
        return "claimed"
    if not one.is_current:
        return "draft"
    return "term" if lost_terms(one.source, one.words) else "ready"


def _has_other_draft(one: Brought, found: Translation) -> bool:
    """Whether a draft stands there that must not be lost, or is this one already."""
    return found.draft is not None and (found.draft != one.words or not one.is_current)
