"""What the options of a poll would make of the text, in the languages of the summit."""

from collections.abc import Mapping

from summit.documents import queries as documents
from summit.documents.queries import Rendered
from summit.voting.queries.polls import PollShown


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
