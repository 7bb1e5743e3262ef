"""Three-way merge of the words of one provision."""

from dataclasses import dataclass

from summit.domain.text.collisions import clashes
from summit.domain.text.diff import hunks
from summit.domain.text.provisions import Kind
from summit.domain.text.tokens import tokens, untokened
from summit.domain.text.weave import BASE, Weave


@dataclass(frozen=True, slots=True)
class Clash:
    """Two forms of a provision that cannot both be had; `words` are those of the base they differ over."""

    words: tuple[str, ...]


def merge_words(base: str, ours: str, theirs: str, kind: Kind = Kind.PARAGRAPH) -> str | Clash:
    """The words of a provision with both changes, or the clash; the same whichever of the two comes first.

    Two additions at one point stand in the order of their words, because nothing here says who came first.
    """
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    found = clashes(base, ours, theirs, kind)
    return Clash(tuple(found)) if found else _both(base, sorted((ours, theirs)), kind)


def _both(base: str, forms: list[str], kind: Kind) -> str:
    weave = Weave(tokens(base, kind))
    for entry, form in enumerate(forms, start=1):
        view = weave.view({BASE})
        wanted = tokens(form, kind)
        for a0, a1, b0, b1 in hunks([one.value for one in view.shown], wanted):
            view.put(view.shown[a1 - 1] if a1 else None, wanted[b0:b1], entry, view.shown[a0:a1])
    return untokened((one.value for one in weave.shown({BASE, 1, 2})), kind)
