"""Classes of characters: which form words, which are spaces, which can stand beside a mark of emphasis."""

import unicodedata
from functools import lru_cache

WORD, SPACE, OTHER, IDEOGRAPH, EXTENDING = range(5)

ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

_JOINERS = frozenset("\u200c\u200d")


@lru_cache(maxsize=20_000)
def word_class(character: str) -> int:
    """WORD, SPACE, OTHER, IDEOGRAPH (a word by itself) or EXTENDING (belongs to what precedes it)."""
    category = unicodedata.category(character)
    if category[0] == "M" or character in _JOINERS:
        return EXTENDING
    if character.isspace():
        return SPACE
    if category == "Lo" and _is_ideograph(ord(character)):
        return IDEOGRAPH
    return WORD if category[0] in "LN" else OTHER


def is_word(character: str) -> bool:
    """Whether the character is part of a word rather than a space or a punctuation mark."""
    return word_class(character) in (WORD, IDEOGRAPH, EXTENDING)


def _is_ideograph(code: int) -> bool:
    return 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000


@lru_cache(maxsize=20_000)
def flanking_class(character: str, symbols_are_punctuation: bool) -> int:
    """SPACE, OTHER (punctuation) or WORD, as CommonMark 0.31 section 6.2 looks at a neighbour of `*`.

    Older editions do not count symbols as punctuation; a writer asks both ways and relies on neither.
    """
    if character == "" or character.isspace():
        return SPACE
    if character in ASCII_PUNCTUATION:
        return OTHER
    category = unicodedata.category(character)
    if category[0] == "P":
        return OTHER
    certain = category[0] == "L" or category == "Nd"
    return OTHER if symbols_are_punctuation and not certain else WORD
