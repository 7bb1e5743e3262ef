"""What the options of a poll would make of the text, in the languages of the summit."""

from collections.abc import Mapping

from summit.documents import queries as documents
from summit.documents.queries import Rendered
from summit.domain.rules import Rules
from summit.domain.text import Insert, Replace, operations_from_json
from summit.domain.text.translating import is_translatable
from summit.voting.models import Option, Poll
from summit.voting.queries.polls import PollShown

UNTRANSLATED = {
    "es": "No todas las opciones de esta votación tienen una traducción revisada al español. La presidencia "
    "resolvió abrirla así; la resolución consta en el acta.",
    "en": "Not every option of this poll has a reviewed translation into English. The chair ruled that it "
    "opens nevertheless; the ruling is on the record.",
    "fr": "Les options de ce scrutin n’ont pas toutes une traduction révisée en français. La présidence a "
    "décidé de l’ouvrir ainsi ; la décision figure au procès-verbal.",
}
"""What a ballot says in a language that its rules name and in which an option is missing."""


def sentence_for(language: str) -> tuple[str, str]:
    """The sentence that says so, with the language it is in: that one, if we can write it."""
    return (language, UNTRANSLATED[language]) if language in UNTRANSLATED else ("en", _in_english(language))


def _in_english(language: str) -> str:
    return UNTRANSLATED["en"].replace("English", f"the language {language}")


def languages_of(poll: PollShown) -> list[str]:
    """The languages in which its options may be read besides that of the text."""
    if poll.document is None:
        return []
    return [one for one in documents.text_languages() if one != poll.language]


def options_in_languages(poll: PollShown) -> dict[str, Mapping[str, Rendered]]:
    """By language, the resulting provisions by their words; without languages in which nothing is there."""
    words = [change.result for option in poll.options for change in option.changes if change.result]
    found: dict[str, Mapping[str, Rendered]] = {}
    for language in languages_of(poll):
        there = documents.rendered(words, poll.language, language)
        if any(one.is_translated for one in there.values()):
            found[language] = there
    return found


def missing_languages(poll: Poll) -> list[str]:
    """The languages its rules name in which some option is not reviewed; what is kept is on its page."""
    languages = Rules.from_json(poll.rules).languages
    if not languages or poll.document_number is None:
        return []
    words = [text for option in poll.options for text in _words(option)]
    original = documents.document(poll.document_number).language
    missing = documents.not_reviewed(words, original, languages)
    return [one for one in languages if one in missing]


def _words(option: Option) -> list[str]:
    """What a reader has to understand of an option: its title and the words that it brings in."""
    if option.amendment_number is None:
        return []
    new = [documents.amendment(option.amendment_number).title]
    for one in operations_from_json(option.operations):
        if isinstance(one, Replace):
            new.append(one.text)
        elif isinstance(one, Insert):
            new += [each.text for each in one.provisions if is_translatable(each)]
    return new
