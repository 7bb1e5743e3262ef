"""A text and its translation, read from two files, laid side by side: by structure, then by length."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summit.domain.text.provisions import Kind, Provision, Text
from summit.domain.text.translating import is_translatable

LONGER_NUMERATOR, LONGER_DENOMINATOR = 5, 2
"""A translation that is more than 5/2 as long as its source, or as short, is asked about."""
SHORT = 24
"""Signs below which a length says nothing."""
MISSING_COSTS = 40
MARGIN = 30
CLOSE = 15
"""Hundredths of the longer one by which lengths may differ where nothing but they decides."""
FIGURES = re.compile(r"\d+")
MOST_CELLS = 60_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A provision with its translation."""

    source: Provision
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """A provision whose translation is not plain, with all that it could be, in order."""

    source: Provision
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """What is plain, what has to be asked, and what stands in the translation without a counterpart."""

    pairs: tuple[Pair, ...]
    questions: tuple[Question, ...]
    left_over: tuple[str, ...]


def parallel(source: Text, translation: Text) -> Aligned:
    """Lay a translation beside its source; what is not plain is asked, never guessed.

    Sections are those of the headings, if both texts have the same headings by level. Where a section has
    the same structure in both, its provisions stand beside each other, unless a length or a figure makes no
    sense. Elsewhere lengths decide, and only where all of the shorter side finds its like and no other way
    is nearly as good.
    """
    ours = [one for one in source if one.kind is not Kind.RULE]
    theirs = [one for one in translation if one.kind is not Kind.RULE]
    pairs: list[Pair] = []
    questions: list[Question] = []
    left: list[str] = []
    for one, other in _sections(ours, theirs):
        found = _plain(one, other)
        taken = set(found.values())
        free = tuple(each.text for at, each in enumerate(other) if at not in taken and is_translatable(each))
        for place, provision in enumerate(one):
            if not is_translatable(provision):
                continue
            if place in found:
                pairs.append(Pair(provision, other[found[place]].text))
            else:
                questions.append(Question(provision, free))
        left += free
    return Aligned(tuple(pairs), tuple(questions), tuple(left))


def _sections(
    ours: Sequence[Provision], theirs: Sequence[Provision]
) -> list[tuple[list[Provision], list[Provision]]]:
    one, other = _cut(ours), _cut(theirs)
    heads = [[_sign(part[0]) for part in parts if part[0].kind is Kind.HEADING] for parts in (one, other)]
    same_start = len(one) == len(other)
    if heads[0] == heads[1] and same_start:
        return list(zip(one, other, strict=True))
    return [(list(ours), list(theirs))]


def _cut(text: Sequence[Provision]) -> list[list[Provision]]:
    """The stretches of a text, each from one heading to the next."""
    parts: list[list[Provision]] = []
    for one in text:
        if one.kind is Kind.HEADING or not parts:
            parts.append([])
        parts[-1].append(one)
    return parts


def _sign(one: Provision) -> tuple[str, int]:
    return str(one.kind), one.depth


def _plain(one: Sequence[Provision], other: Sequence[Provision]) -> dict[int, int]:
    """Places that belong together beyond doubt."""
    if [_sign(each) for each in one] == [_sign(each) for each in other]:
        return {at: at for at in range(len(one)) if _fits(one[at], other[at])}
    if len(one) * len(other) > MOST_CELLS:
        return {}
    begins = bool(one and other) and one[0].kind is Kind.HEADING and _sign(one[0]) == _sign(other[0])
    if begins:
        return {0: 0} | {i + 1: j + 1 for i, j in _by_length(one[1:], other[1:]).items()}
    return _by_length(one, other)


def _fits(one: Provision, other: Provision) -> bool:
    if Counter(FIGURES.findall(one.text)) != Counter(FIGURES.findall(other.text)):
        return False
    a, b = len(one.text), len(other.text)
    if max(a, b) <= SHORT:
        return bool(other.text.strip()) or not one.text.strip()
    return max(a, b) * LONGER_DENOMINATOR <= min(a, b) * LONGER_NUMERATOR


def _cost(one: Provision, other: Provision) -> int:
    """How ill two provisions fit, in hundredths of the longer one; too ill is dearer than to miss both."""
    if _sign(one) != _sign(other) or not _fits(one, other):
        return 2 * MISSING_COSTS + MARGIN
    a, b = len(one.text), len(other.text)
    return abs(a - b) * 100 // max(a, b, 1)


def _by_length(one: Sequence[Provision], other: Sequence[Provision]) -> dict[int, int]:
    """Pairs on the best way through both, if every way without them costs so much more."""
    there = _costs(one, other)
    back = _costs(one[::-1], other[::-1])
    n, m = len(one), len(other)
    found = {}
    for i in range(n):
        through = [there[i][j] + _cost(one[i], other[j]) + back[n - i - 1][m - j - 1] for j in range(m)]
        without = min(there[i][j] + MISSING_COSTS + back[n - i - 1][m - j] for j in range(m + 1))
        ways = sorted([*through, without])
        j = through.index(ways[0]) if ways[0] < without else m
        if j < m and ways[1] - ways[0] >= MARGIN and _cost(one[i], other[j]) <= CLOSE:
            found[i] = j
    return found if len(found) == min(n, m) else {}


def _costs(one: Sequence[Provision], other: Sequence[Provision]) -> list[list[int]]:
    """The least cost of laying the first i beside the first j."""
    costs = [[j * MISSING_COSTS for j in range(len(other) + 1)]]
    for i, a in enumerate(one, 1):
        row = [i * MISSING_COSTS]
        for j, b in enumerate(other, 1):
            beside = costs[i - 1][j - 1] + _cost(a, b)
            row.append(min(beside, costs[i - 1][j] + MISSING_COSTS, row[j - 1] + MISSING_COSTS))
        costs.append(row)
    return costs
