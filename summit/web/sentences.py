"""Sentences made in English by the rules and services, told in another language by the pattern they follow.

Services and rules know nobody's language: a refusal is stored, logged and raised in English. Where it is
shown, the catalogue tells it: by the sentence itself, or by the pattern with `{names}` that it was made from.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache, partial

FIELD = re.compile(r"\{(\w+)\}")
BETWEEN = re.compile(r"(?<=[.!?]) (?=[A-Z“0-9])")
LISTED = re.compile(r"(; |, | and )")
CODE = re.compile(r"(AM |V-)\d+|\d+")
SHARE = re.compile(r"(\d+)\.(\d) %")
# What certain names always hold; others hold anything.
SHAPES = {
    "figure": r"[\d.,]+",
    "level": r"[\d.,]+",
    "ballots": r"[\d.,]+ ballots?|[\d.,]+",
    "whose": "its|their",
    "least": "more than|at least",
    "each": "( each)?",
    "else": "[^,]*?",
}
MOST_SIGNS = 2_000


class Sentences:
    """The sentences of one language: `known` tells the English words or pattern in its own, `decimal` is
    what it writes before tenths."""

    def __init__(self, known: Mapping[str, str], decimal: str = ".") -> None:
        self._known = dict(known)
        self._decimal = decimal
        patterns = [one for one in known if FIELD.search(one) and FIELD.sub("", one).strip(" .,:;")]
        # The most words first: the pattern that leaves the least open is the one it was made from.
        patterns.sort(key=lambda one: -len(FIELD.sub("", one)))
        self._patterns = [(max(FIELD.split(one)[::2], key=len), one, known[one]) for one in patterns]
        self.told = lru_cache(maxsize=4096)(self._told)

    def _told(self, sentence: str) -> str:
        """The sentence in this language; what the catalogue does not know stays as it is."""
        if not self._known or len(sentence) > MOST_SIGNS:
            return sentence
        whole = self._known.get(sentence) or self._several(sentence) or self._one(sentence)
        return whole or self._several(sentence, every=False) or sentence

    def _one(self, sentence: str) -> str | None:
        if sentence in self._known:
            return self._known[sentence]
        if share := SHARE.fullmatch(sentence):
            return f"{share[1]}{self._decimal}{share[2]} %"
        for longest, made_from, words in self._patterns:
            if longest in sentence and (found := _pattern(made_from).fullmatch(sentence)):
                return FIELD.sub(partial(self._named, made_from, found), words)
        if sentence.endswith(".") and (bare := self._one(sentence[:-1])):
            return f"{bare}."
        return self._small(sentence)

    def _small(self, sentence: str) -> str | None:
        """What begins with a capital as a sentence does, and is known as a piece without."""
        small = self._known.get(sentence[:1].lower() + sentence[1:])
        return small[:1].upper() + small[1:] if small else None

    def _several(self, said: str, every: bool = True) -> str | None:
        """Sentences in a row, each told by itself; None where one of them (or every one) is not known."""
        parts = BETWEEN.split(said)
        told = [self._one(part) for part in parts] if len(parts) > 1 else []
        if not (all(told) if every else any(told)) or not told:
            return None
        return " ".join(one or part for one, part in zip(told, parts, strict=True))

    def _named(self, made_from: str, found: re.Match[str], field: re.Match[str]) -> str:
        """What stood at a name: words of ours are told, too; those in quotation marks are somebody's own."""
        value = found.groupdict().get(field[1]) or ""
        if f"“{field[0]}" in made_from:
            return value
        return self._one(value) or self._row(value) or value

    def _row(self, value: str) -> str | None:
        """A list of words of ours or of codes, joined as this language joins them."""
        parts = LISTED.split(value)
        told = [part if CODE.fullmatch(part) else self._one(part) for part in parts[::2]]
        if len(parts) == 1 or not all(told):
            return None
        joins = [self._known.get(join, join) for join in parts[1::2]]
        return "".join(piece or "" for pair in zip(told, [*joins, ""], strict=True) for piece in pair)


@cache
def _pattern(made_from: str) -> re.Pattern[str]:
    seen: set[str] = set()
    pieces = []
    for at, piece in enumerate(FIELD.split(made_from)):
        if at % 2 == 0:
            pieces.append(re.escape(piece))
        elif piece in seen:
            pieces.append(f"(?P={piece})")
        else:
            seen.add(piece)
            pieces.append(f"(?P<{piece}>{SHAPES.get(piece, '.*?')})")
    return re.compile("".join(pieces), re.DOTALL)
