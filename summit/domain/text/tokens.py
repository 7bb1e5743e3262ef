"""Tokens: the words, spaces and punctuation marks of a provision, with their marks as attributes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from summit.domain.text.characters import EXTENDING, SPACE, WORD, is_word, word_class
from summit.domain.text.inline import CODE, Atom, Marks, parse
from summit.domain.text.inline_writer import write
from summit.domain.text.provisions import LITERAL, Kind

_ASCII = re.compile(r"[A-Za-z0-9]+|[ \t\n]+|.", re.DOTALL)
_LATIN_ONLY = re.compile("[\t\n -~À-ÖØ-öø-ʯ§«»–—‘’“”…]*")
_LATIN = re.compile("[A-Za-z0-9À-ÖØ-öø-ʯ]+|[ \t\n]+|.", re.DOTALL)
"""Most texts need nothing else. They are cut as `word_class` says of each character."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a stretch of spaces or one sign: what is seen, and the marks it bears."""

    text: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A token with its spelling in the source; a sign of markup alone shows nothing (`text` is empty)."""

    text: str
    marks: Marks
    source: str


def tokens(text: str, kind: Kind = Kind.PARAGRAPH) -> tuple[Token, ...]:
    """The visible tokens of a provision's text. Code and tables are read literally."""
    if kind in LITERAL:
        return tuple(Token(piece) for piece in pieces(text))
    return tuple(Token(one.text, one.marks) for one in written_tokens(text, kind) if one.text)


def untokened(found: Iterable[Token], kind: Kind = Kind.PARAGRAPH) -> str:
    """The text of a provision that shows exactly these tokens, in canonical spelling."""
    if kind in LITERAL:
        return "".join(one.text for one in found)
    return write((one.text, one.marks) for one in found)


def written_tokens(text: str, kind: Kind = Kind.PARAGRAPH) -> tuple[Written, ...]:
    """The tokens with their spelling; joined, the spellings are the text itself, character for character."""
    if kind in LITERAL:
        return tuple(Written(piece, (), piece) for piece in pieces(text))
    found: list[Written] = []
    place = 0
    for atom in parse(text):
        _add_markup(found, text[place : atom.start])
        found.extend(_of_atom(atom, text))
        place = atom.end
    _add_markup(found, text[place:])
    return tuple(found)


def _add_markup(found: list[Written], source: str) -> None:
    if source:
        found.append(Written("", (), source))


def _of_atom(atom: Atom, source: str) -> list[Written]:
    spelling = source[atom.start : atom.end]
    if spelling == atom.text or (CODE in atom.marks and len(spelling) == len(atom.text)):
        return _divided(atom, spelling)
    return [Written(atom.text, atom.marks, spelling)]


def _divided(atom: Atom, spelling: str) -> list[Written]:
    if spelling == atom.text:
        return [Written(piece, atom.marks, piece) for piece in pieces(spelling)]
    divided: list[Written] = []
    place = 0
    for piece in pieces(atom.text):
        divided.append(Written(piece, atom.marks, spelling[place : place + len(piece)]))
        place += len(piece)
    return divided


def pieces(text: str) -> list[str]:
    """Words, stretches of spaces and single signs; combining characters stay with what they combine with."""
    if text.isascii():
        return _ASCII.findall(text)
    if _LATIN_ONLY.fullmatch(text):
        return _LATIN.findall(text)
    found: list[str] = []
    last = -1
    for character in text:
        now = word_class(character)
        if found and (now == EXTENDING or (now == last and now in (WORD, SPACE))):
            found[-1] += character
            continue
        found.append(character)
        last = WORD if now == EXTENDING else now
    return found


def has_words(found: Iterable[Token | Written]) -> bool:
    """Whether any of the tokens shows a letter or a digit."""
    return any(is_word(character) for one in found for character in one.text)


def shown(found: Iterable[Token | Written]) -> str:
    """The visible text of the tokens, without blanks at the ends."""
    return "".join(one.text for one in found).strip()
