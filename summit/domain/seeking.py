"""Searching in words: accents and case do not count, a word is found by its beginning."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

MOST_TERMS = 8
SHORTEST = 2
LONGEST_QUERY = 200

# Letters with the marks that stand upon them; signs and blanks part words.
_WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
_TERM = re.compile('["“”«»]([^"“”«»]*)["“”«»]|([^\\s"“”«»]+)')
_UNCOMPOSED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})

Term = tuple[str, ...]
"""Folded words that stand beside each other; the last may go on."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text from `start` to `end`, and what it is compared by."""

    start: int
    end: int
    folded: str


def folded(text: str) -> str:
    """Letters and digits without accents and case: "Acción" and "ACCION" are "accion"."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_UNCOMPOSED)
    return "".join(sign for sign in apart if sign.isalnum()).casefold()


def words(text: str) -> Iterator[Word]:
    """The words of a text in order, each as it is compared."""
    for found in _WORD.finditer(text):
        if comparable := folded(found.group()):
            yield Word(found.start(), found.end(), comparable)


def sought(*texts: str) -> str:
    """The words of texts as `pattern` looks for them: each behind a blank, texts apart by a line end."""
    return "\n".join("".join(f" {word.folded}" for word in words(text)) for text in texts)


def terms(query: str) -> tuple[Term, ...]:
    """What a person looks for: words, and phrases in quotation marks; what is too short is left out."""
    found: list[Term] = []
    for phrase, word in _TERM.findall(query[:LONGEST_QUERY]):
        term = tuple(one.folded for one in words(phrase or word))
        if sum(map(len, term)) >= SHORTEST and term not in found:
            found.append(term)
    return tuple(found[:MOST_TERMS])


def pattern(term: Term) -> str:
    """What stands in `sought` words where the term is found; it holds no sign that a database would read."""
    return f" {' '.join(term)}"


def is_found(wanted: Sequence[Term], in_words: str) -> bool:
    """Whether every term is in the `sought` words."""
    return all(pattern(term) in in_words for term in wanted)


Piece = tuple[bool, str]
"""Whether it was looked for, and the words."""


def marked(text: str, wanted: Sequence[Term], around: int) -> list[Piece]:
    """A part of the text around the first find, at most `around` signs on each side, with every find told."""
    every = list(words(text))
    finds = sorted(chain.from_iterable(_finds(every, term) for term in wanted))
    start, end = _window(text, finds[0] if finds else (0, 0), around)
    pieces: list[Piece] = [(False, "…")] if start else []
    at = start
    for begin, stop in finds:
        if begin >= at and stop <= end:
            pieces += [(False, text[at:begin]), (True, text[begin:stop])]
            at = stop
    pieces += [(False, text[at:end])] + ([(False, "…")] if end < len(text) else [])
    return [one for one in pieces if one[1]]


def _finds(every: Sequence[Word], term: Term) -> Iterator[tuple[int, int]]:
    for at in range(len(every) - len(term) + 1):
        here = [one.folded for one in every[at : at + len(term)]]
        if here[:-1] == list(term[:-1]) and here[-1].startswith(term[-1]):
            yield every[at].start, every[at + len(term) - 1].end


def _window(text: str, find: tuple[int, int], around: int) -> tuple[int, int]:
    """From and to blanks, so that no word is cut."""
    start, end = find[0] - around, find[1] + around
    if start > 0:
        start = text.rfind(" ", 0, start + 1) + 1
    if 0 <= end < len(text):
        end = text.find(" ", end) if text.find(" ", end) >= 0 else len(text)
    return max(start, 0), min(end, len(text))
