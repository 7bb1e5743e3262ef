"""Texts, and amendments to them, for the claims about texts.

Hypothesis draws the words (any Unicode), how large a text may be and the number from which all decisions
follow: to draw each decision by itself takes ten times as long. What fails is shrunk in words and size.
"""

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from summit.domain.text import Kind, Operations, Provision, Text, canonical_inline, derive, id_maker

EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "2000"))
# A failure is shrunk all the same; that many examples collide is no failure.
many = settings(
    max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

SIGNS = [
    *"ab c*_`[]()<>&;#\\!~^{}|-+=.:'\"\n",
    *("**", "](u)", "[^n1]", "&amp;", "\\\n", "\u0301", "\u00a0", "א", "\u200d", "€"),
]

markup = st.one_of(
    st.builds(
        lambda seed, size: "".join(random.Random(seed).choices(SIGNS, k=size)),  # noqa: S311 - as below
        st.integers(0, 2**32 - 1),
        st.integers(0, 25),
    ),
    st.text(max_size=40),
)

WORDS = [
    "may",
    "shall",
    "the",
    "States",
    "not",
    "**strong**",
    "law",
    "café",
    "cafe\u0301",
    "שלום",
    "n°\u00a01",
    "of",
    "法律",
    "x",
]

sentences = st.builds(
    lambda seed, size: canonical_inline(" ".join(random.Random(seed).choices(WORDS, k=size))),  # noqa: S311
    st.integers(0, 2**32 - 1),
    st.integers(1, 9),
)

KINDS = [Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.QUOTE, Kind.CODE, Kind.ITEM]
_FATES = ["keep", "keep", "keep", "keep", "change", "change", "delete", "insert"]
_WORD_FATES = ["keep"] * 5 + ["replace", "drop", "add"]


@dataclass(slots=True)
class Dice:
    """Decisions that follow from one number; 0 of them all is the smallest text."""

    seed: int
    size: int
    vocabulary: Sequence[str]
    chance: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - invented texts need no secure lots

    def roll(self, sides: int) -> int:
        return self.chance.randrange(sides)

    def pick(self, among: Sequence[str]) -> str:
        return among[self.roll(len(among))]

    def sentence(self) -> str:
        return canonical_inline(
            " ".join(self.pick(self.vocabulary) for _ in range(1 + self.roll(self.size + 2)))
        )

    def text(self) -> Text:
        new_id = id_maker("p")
        return tuple(self.provision(new_id()) for _ in range(self.roll(self.size + 1)))

    def provision(self, id: str) -> Provision:
        kind = KINDS[self.roll(len(KINDS))]
        return Provision(id, kind, int(kind is Kind.ITEM), "-" if kind is Kind.ITEM else "", self.sentence())

    def changed_words(self, text: str) -> str:
        """The words with some of them replaced, left out or joined by others."""
        words: list[str] = []
        for word in text.split(" "):
            fate = self.pick(_WORD_FATES)
            words += [word] * (fate in ("keep", "add"))
            words += [self.pick(self.vocabulary)] * (fate in ("replace", "add"))
        return canonical_inline(" ".join(words))

    def amended(self, base: Text, prefix: str) -> Text:
        """The base as one proposer would have it; inserted provisions bear ids with the prefix."""
        new_id = id_maker(prefix)
        order = list(base)
        if self.roll(6) == 5 and order:
            order.insert(self.roll(len(order)), order.pop(self.roll(len(order))))
        after: list[Provision] = []
        for one in order:
            fate = self.pick(_FATES)
            if fate == "change":
                after.append(replace(one, text=self.changed_words(one.text)))
            elif fate != "delete":
                after.append(one)
            if fate == "insert":
                after.append(Provision(new_id(), Kind.PARAGRAPH, 0, "", self.sentence()))
        if self.roll(4) == 3:
            after.insert(0, Provision(new_id(), Kind.PARAGRAPH, 0, "", self.sentence()))
        return tuple(after)


dice = st.builds(
    lambda seed, size, own: Dice(seed, size, [*WORDS, *own.split(" ")]),
    st.integers(0, 2**32 - 1),
    st.integers(0, 6),
    st.text(max_size=12),
)


def texts() -> st.SearchStrategy[Text]:
    """A short text with ids p1, p2, …"""
    return dice.map(Dice.text)


def bases_with(count: int) -> st.SearchStrategy[tuple[Text, list[Operations]]]:
    """A text and several amendments to it."""
    return dice.map(lambda one: base_with(one, count))


def base_with(one: Dice, count: int) -> tuple[Text, list[Operations]]:
    base = one.text()
    return base, [derive(base, one.amended(base, f"am{number}-")) for number in range(1, count + 1)]


def texts_amended(count: int = 1) -> st.SearchStrategy[tuple[Text, ...]]:
    """A text, and what each of several proposers, one upon the other, would have instead."""
    return dice.map(lambda one: _amended_in_turn(one, count))


def _amended_in_turn(one: Dice, count: int) -> tuple[Text, ...]:
    found = [one.text()]
    for number in range(1, count + 1):
        found.append(one.amended(found[-1], f"am{number}-"))
    return tuple(found)


def changed_sentences(count: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    """A sentence, and several forms that others would give it."""
    return dice.map(lambda one: _changed_sentences(one, count))


def _changed_sentences(one: Dice, count: int) -> tuple[str, ...]:
    base = one.sentence()
    return base, *(one.changed_words(base) for _ in range(count))
