"""Reads about translations: what a text is in another language, and where it stands."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.documents.models import SHOWN, Term, Translation, TranslationState
from summit.documents.queries import texts
from summit.domain.errors import NotFound
from summit.domain.text import Provision, Step, Wording, outdated, source_digest, wordings
from summit.domain.text.operations import operations_from_json
from summit.domain.text.translating import Standing, is_translatable
from summit.people.queries import the_summit

AT_ONCE = 500
"""Digests asked for in one statement: fewer than any database takes."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text for a reader of another language.

    `words` are its translation, or the text itself where there is none that still holds; `earlier` are
    translations of what it was before, the latest first.
    """

    standing: Standing
    words: str
    earlier: tuple[str, ...] = ()

    @property
    def is_translated(self) -> bool:
        return self.standing in (Standing.READY, Standing.REVIEWED)


def text_languages() -> list[str]:
    """The languages into which texts are translated here: those of the summit."""
    summit = the_summit()
    return list(summit.languages) if summit else []


def translation(digest: str, language: str, *, held: bool = False) -> Translation:
    """One translation; `held` keeps its words from others until the transaction ends. Raises NotFound."""
    wanted = (digest, language)
    found = db.session.get(Translation, wanted, populate_existing=True, with_for_update=held or None)
    if found is None:
        raise NotFound("Nobody has begun this translation.")
    return found


def shown_translations(digests: Iterable[str], language: str) -> dict[str, Translation]:
    """What readers of a language are shown for these texts, by digest."""
    return {
        one.digest: one
        for some in _some(sorted(set(digests)))
        for one in db.session.scalars(
            select(Translation).where(
                Translation.language == language,
                Translation.digest.in_(some),
                Translation.state.in_(SHOWN),
            )
        )
    }


def shown_translation(source: str, language: str) -> Translation | None:
    """What readers of a language are shown for one text."""
    digest = source_digest(source)
    return shown_translations([digest], language).get(digest)


def _some(digests: Sequence[str]) -> Iterator[list[str]]:
    left = iter(digests)
    while some := list(islice(left, AT_ONCE)):
        yield some


def translations(language: str) -> dict[str, Translation]:
    """Every translation into a language that anybody has begun, by digest."""
    people = (
        joinedload(Translation.translator),
        joinedload(Translation.reviewer),
        joinedload(Translation.claimed_by),
    )
    wanted = select(Translation).where(Translation.language == language).options(*people)
    found = db.session.scalars(wanted.order_by(Translation.digest).execution_options(populate_existing=True))
    return {one.digest: one for one in found}


def rendered(sources: Iterable[str], original: str, language: str) -> dict[str, Rendered]:
    """These texts, written in the language `original`, for a reader of `language`, by text."""
    every = set(sources)
    if language == original:
        return {one: Rendered(Standing.ORIGINAL, one) for one in every}
    known = shown_translations(map(source_digest, every), language)
    return {one: _rendered(one, (), known) for one in every}


def rendered_provisions(
    document: int, text: Sequence[Provision], original: str, language: str
) -> dict[str, Rendered]:
    """The provisions of a revision for a reader of another language, by id.

    What is not translated is looked for in what these provisions were before: for that the log is read, by
    as many statements whatever its length.
    """
    wanted = [one for one in text if is_translatable(one)]
    known = shown_translations((source_digest(one.text) for one in wanted), language)
    left = [one for one in wanted if source_digest(one.text) not in known]
    before = {} if language == original or not left else history(document)
    if before:
        olds = (source_digest(each.text) for one in left for each in before.get(one.id, ()))
        known |= shown_translations(olds, language)
    return {one.id: _rendered(one.text, before.get(one.id, ()), known) for one in wanted}


def history(document: int) -> dict[str, tuple[Wording, ...]]:
    """What each provision of a document was in any revision or adopted amendment, the latest first."""
    own = texts.adopted_words(document)
    log = texts.adoption_log(document)
    steps = [Step(operations_from_json(line.operations), own.get(line.amendment or 0, ())) for line in log]
    return wordings(texts.text_at(document, log[0].revision), steps)


def _rendered(source: str, before: Sequence[Wording], known: Mapping[str, Translation]) -> Rendered:
    found = known.get(source_digest(source))
    if found is not None:
        is_reviewed = found.state == TranslationState.REVIEWED
        return Rendered(Standing.REVIEWED if is_reviewed else Standing.READY, found.words)
    earlier = tuple(known[source_digest(one)].words for one in outdated(source, before, known))
    return Rendered(Standing.STALE if earlier else Standing.MISSING, source, earlier)


def not_reviewed(sources: Iterable[str], original: str, languages: Collection[str]) -> dict[str, list[str]]:
    """By language, those of these texts that have no reviewed translation into it."""
    found: dict[str, list[str]] = {}
    for language in languages:
        every = rendered(sources, original, language)
        good = (Standing.ORIGINAL, Standing.REVIEWED)
        if missing := [one for one, shown in every.items() if shown.standing not in good]:
            found[language] = sorted(missing)
    return found


def terms() -> list[Term]:
    """The glossary, in the order in which its terms were entered."""
    return list(db.session.scalars(select(Term).order_by(Term.id)))
