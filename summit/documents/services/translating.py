"""Translate a text: claim it, write a draft, make it ready, have it reviewed by another, withdraw it."""

from datetime import timedelta

from sqlalchemy import Update, or_, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from summit.db import clock, db, is_sqlite, now, transaction, wrote
from summit.documents import queries
from summit.documents.models import Method, Translation, TranslationState
from summit.documents.permissions import may_review, may_translate
from summit.documents.services.ruling import required_reason
from summit.domain.canonical import sha256_hex
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.text import source_digest
from summit.domain.text.memory import lost_terms
from summit.events import TopicName, announce
from summit.people.queries import person
from summit.record import keep

IDLE = timedelta(minutes=20)
"""How long a claim holds after its translator last wrote."""
LONGEST = 50_000


class ClaimedByAnother(Refusal):
    """Another translator is at work on this text."""


class TermTranslated(Unacceptable):
    """A term that stands in every language as it is was translated."""


def translations_topic(language: str) -> TopicName:
    """The stream of what readers of a language are shown anew."""
    return TopicName("translations", language)


@transaction
def claim_translation(actor_id: int, source: str, source_language: str, language: str) -> str:
    """Take a text to translate, so that no two people do the same; answers its digest.

    The claim is given up by itself when its translator has written nothing for a while. Raises NotAllowed,
    Unacceptable for a language that is not the summit's, ClaimedByAnother.
    """
    _require_translator(actor_id)
    _entered(source, source_language, language)
    digest = source_digest(source)
    _claim(actor_id, digest, language)
    return digest


@transaction
def release_translation(actor_id: int, digest: str, language: str) -> None:
    """Give a claim up. Raises NotAllowed, NotFound, Refusal where it is another's or nobody's."""
    _require_translator(actor_id)
    queries.translation(digest, language)
    own = _of(digest, language).where(Translation.claimed_by_id == actor_id)
    if not wrote(own.values(claimed_by_id=None, claimed_at=None)):
        raise Refusal("You have not claimed this text.")


@transaction
def save_draft(actor_id: int, digest: str, language: str, words: str) -> None:
    """Keep what is written so far, for translators only. Raises as `mark_ready`, an empty draft included."""
    _require_translator(actor_id)
    found = _claimed(actor_id, digest, language)
    found.draft = _checked(words) if words.strip() else None


@transaction
def mark_ready(
    actor_id: int | None, digest: str, language: str, words: str, method: Method = Method.HUMAN
) -> None:
    """Show readers these words, as a translation that nobody else has reviewed yet; the claim ends.

    Words that are shown already are left alone. Raises NotAllowed, NotFound, ClaimedByAnother,
    TermTranslated, Unacceptable without words or with too many.
    """
    if actor_id is not None:
        _require_translator(actor_id)
    said = _checked(words)
    found = _claimed(actor_id, digest, language)
    if lost := lost_terms(found.source, said):
        raise TermTranslated(f"“{lost[0]}” is never translated: write it as it stands.")
    is_same = found.state != TranslationState.DRAFT and found.words == said
    found.draft, found.claimed_by_id, found.claimed_at = None, None, None
    if is_same:
        return
    found.words, found.state, found.method = said, TranslationState.READY, method
    found.translator_id, found.ready_at = actor_id, now()
    found.reviewer_id, found.reviewed_at = None, None
    _keep_and_tell("translation_ready", found, actor_id, method=str(method))


@transaction
def review_translation(actor_id: int, digest: str, language: str, seen: str) -> None:
    """Another translator finds the words good; `seen` is the digest of the words that they read.

    Raises NotAllowed, also for one's own words, NotFound, Refusal where the words are others by now.
    """
    found = queries.translation(digest, language, held=True)
    require(may_review(person(actor_id), found), "Another translator than its author reviews a translation.")
    if source_digest(found.words) != seen:
        raise Refusal("The translation was changed since you read it. Read it again.")
    if found.state == TranslationState.REVIEWED:
        return
    found.state, found.reviewer_id, found.reviewed_at = TranslationState.REVIEWED, actor_id, now()
    _keep_and_tell("translation_reviewed", found, actor_id)


@transaction
def withdraw_translation(actor_id: int, digest: str, language: str, reason: str) -> None:
    """Show readers a translation no longer; its words stay as a draft.

    Raises NotAllowed, NotFound, Unacceptable without a reason, Refusal where nothing is shown.
    """
    _require_translator(actor_id)
    said = required_reason(reason)
    found = queries.translation(digest, language, held=True)
    if found.state == TranslationState.DRAFT:
        raise Refusal("Readers are not shown this translation.")
    _keep_and_tell("translation_withdrawn", found, actor_id, reason=said)
    found.draft = found.draft or found.words
    found.words, found.state = "", TranslationState.DRAFT
    found.reviewer_id, found.reviewed_at = None, None


@transaction
def translated(
    actor_id: int | None,
    source: str,
    source_language: str,
    language: str,
    words: str,
    *,
    method: Method = Method.HUMAN,
    as_draft: bool = False,
) -> str:
    """Bring in a translation made elsewhere, ready or `as_draft`; answers the digest of its text.

    Raises as `claim_translation` and `mark_ready`.
    """
    if actor_id is not None:
        _require_translator(actor_id)
    _entered(source, source_language, language)
    digest = source_digest(source)
    if as_draft:
        _claimed(actor_id, digest, language).draft = _checked(words)
        queries.translation(digest, language).claimed_by_id = None
    else:
        mark_ready(actor_id, digest, language, words, method)
    return digest


def _require_translator(actor_id: int) -> None:
    require(may_translate(person(actor_id)), "Translators of the summit and organisers translate.")


def _entered(source: str, source_language: str, language: str) -> None:
    """See that there is a row for this text; whoever comes second finds it."""
    if language not in queries.text_languages() or language == source_language:
        raise Unacceptable(f"This text is not translated into {language} here.")
    if not source.strip():
        raise Unacceptable("There is nothing to translate.")
    insert = sqlite_insert if is_sqlite() else postgresql_insert
    row = {
        "digest": source_digest(source),
        "language": language,
        "source": source,
        "source_language": source_language,
        "state": TranslationState.DRAFT,
    }
    db.session.execute(insert(Translation).values(row).on_conflict_do_nothing())


def _claim(actor_id: int | None, digest: str, language: str) -> None:
    """The condition stands inside the write: of two who claim at once, one is refused."""
    free = or_(
        Translation.claimed_by_id.is_(None),
        Translation.claimed_by_id == actor_id,
        Translation.claimed_at < now() - IDLE,
    )
    at = clock() if actor_id is not None else None
    if not wrote(_of(digest, language).where(free).values(claimed_by_id=actor_id, claimed_at=at)):
        who = queries.translation(digest, language).claimed_by
        raise ClaimedByAnother(f"{who.name if who else 'Somebody else'} is translating this text.")


def _claimed(actor_id: int | None, digest: str, language: str) -> Translation:
    """The translation, which nobody else works on; who writes has claimed it. Raises NotFound."""
    queries.translation(digest, language)
    _claim(actor_id, digest, language)
    return queries.translation(digest, language)


def _of(digest: str, language: str) -> Update:
    return update(Translation).where(Translation.digest == digest, Translation.language == language)


def _checked(words: str) -> str:
    said = words.strip()
    if not said or len(said) > LONGEST:
        raise Unacceptable(f"A translation has between 1 and {LONGEST:,} signs.")
    return said


def _keep_and_tell(kind: str, found: Translation, actor_id: int | None, **more: str) -> None:
    keep(
        kind, text=found.digest, language=found.language, words=sha256_hex(found.words.encode()),
        by=actor_id, **more,
    )  # fmt: skip
    announce(translations_topic(found.language), kind, text=found.digest)
