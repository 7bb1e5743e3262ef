"""Texts, and amendments to them, for the claims about texts."""

import os
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st

from summit.domain.text import Kind, Operations, Provision, Text, canonical_inline, derive, id_maker

many = settings(max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "200")), deadline=None)

SIGNS = [
    *"ab c*_`[]()<>&;#\\!~^{}|-+=.:'\"\n",
    *("**", "](u)", "[^n1]", "&amp;", "\\\n", "\u0301", "\u00a0", "א", "\u200d", "€"),
]

markup = st.one_of(st.lists(st.sampled_from(SIGNS), max_size=25).map("".join), st.text(max_size=40))

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

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join).map(canonical_inline)

kinds = st.sampled_from([Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.QUOTE, Kind.CODE])


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """A short text with ids p1, p2, …"""
    new_id = id_maker("p")
    words = draw(st.lists(st.tuples(kinds, sentences), max_size=6))
    return tuple(Provision(new_id(), kind, 0, "", text) for kind, text in words)


@st.composite
def changed_words(draw: st.DrawFn, text: str) -> str:
    """The words with some of them replaced, left out or joined by others."""
    words: list[str] = []
    for word in text.split(" "):
        fate = draw(st.sampled_from(["keep", "keep", "keep", "replace", "drop", "add"]))
        if fate in ("keep", "add"):
            words.append(word)
        if fate in ("replace", "add"):
            words.append(draw(st.sampled_from(WORDS)))
    return canonical_inline(" ".join(words))


@st.composite
def amended(draw: st.DrawFn, base: Text, prefix: str) -> Text:
    """The base as one proposer would have it; inserted provisions bear ids with the prefix."""
    new_id = id_maker(prefix)
    after: list[Provision] = []
    for one in draw(st.permutations(base)) if draw(st.integers(0, 5)) == 0 else base:
        fate = draw(st.sampled_from(["keep", "keep", "keep", "change", "delete", "insert"]))
        if fate == "change":
            after.append(replace(one, text=draw(changed_words(one.text))))
        elif fate != "delete":
            after.append(one)
        if fate == "insert":
            after.append(Provision(new_id(), Kind.PARAGRAPH, 0, "", draw(sentences)))
    if draw(st.booleans()):
        after.insert(0, Provision(new_id(), Kind.PARAGRAPH, 0, "", draw(sentences)))
    return tuple(after)


@st.composite
def bases_with(draw: st.DrawFn, count: int) -> tuple[Text, list[Operations]]:
    """A text and several amendments to it."""
    base = draw(texts())
    return base, [derive(base, draw(amended(base, f"am{number}-"))) for number in range(1, count + 1)]
