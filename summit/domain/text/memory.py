"""What was translated before: equal sentences with their words, and terms with theirs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from summit.domain.text.translating import NEVER_TRANSLATED

SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[\"”»’)]*\s+(?=\S)")
MOST_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Remembered:
    """A sentence of a text, and how it was translated elsewhere."""

    sentence: str
    words: str


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order, as they are written."""
    return tuple(one.strip() for one in SENTENCE_ENDS.split(text) if one.strip())


def remembered(source: str, known: Iterable[tuple[str, str]]) -> tuple[Remembered, ...]:
    """How the sentences of `source` were translated in other texts, in the order of `source`.

    `known` are texts with their translations. Only those that have as many sentences in both languages say
    which sentence is which; nothing is guessed.
    """
    wanted = sentences(source)
    found: dict[str, dict[str, None]] = {one: {} for one in wanted}
    for text, words in known:
        there, theirs = sentences(text), sentences(words)
        if text == source or len(there) != len(theirs):
            continue
        for one, other in zip(there, theirs, strict=True):
            if one in found:
                found[one][other] = None
    offered = (Remembered(one, words) for one, every in found.items() for words in every)
    return tuple(offered)[:MOST_OFFERED]


def terms_in(source: str, terms: Iterable[Mapping[str, str]], language: str) -> list[Mapping[str, str]]:
    """The terms of the glossary (their word by language) whose word in `language` the text holds."""
    return [term for term in terms if language in term and _holds(source, term[language])]


def lost_terms(source: str, words: str) -> list[str]:
    """The terms that are never translated and that a translation does not have as they stand."""
    return [term for term in kept_terms(source) if term not in words.lower()]


def kept_terms(source: str) -> Sequence[str]:
    """The terms of a text that are never translated."""
    return [term for term in NEVER_TRANSLATED if _holds(source, term)]


def _holds(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text, re.IGNORECASE) is not None
