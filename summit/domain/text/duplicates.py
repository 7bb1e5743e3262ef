"""Duplicates: what two amendments made on one text do alike."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from summit.domain.text.collisions import acts_of
from summit.domain.text.diff import hunks
from summit.domain.text.operations import Operation
from summit.domain.text.provisions import Provision, Text, provision_digest
from summit.domain.text.tokens import shown, tokens


class DuplicateKind(StrEnum):
    """What two amendments do alike."""

    WORDS = "words"
    DELETE = "delete"
    MOVE = "move"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A change that both make alike; `provision` is the one changed, or inserted behind ("" = beginning)."""

    provision: str
    kind: DuplicateKind
    words: str


Order = tuple[int, int, int]
"""Place in the base; words, deletion, move, insertion; place within the provision."""
Acts = dict[Hashable, tuple[Order, Duplicate]]
"""All that an amendment does, by what makes it the same act in two of them."""

BEGINNING = -1


def duplicates(base: Text, one: Sequence[Operation], other: Sequence[Operation]) -> tuple[Duplicate, ...]:
    """What the two amendments, both made on `base`, do alike; it is done once when both are adopted."""
    places = places_of(base)
    mine, theirs = acts_by_name(places, one), acts_by_name(places, other)
    return tuple(found for _, found in sorted((mine[name] for name in mine.keys() & theirs), key=_order))


def pairs_alike(
    base: Text, amendments: Mapping[int, Sequence[Operation]]
) -> Iterator[tuple[int, int, Duplicate]]:
    """`duplicates` of every two of these amendments, in order of their numbers.

    Each amendment is read once and only those that do the same are put together, so that the cost grows with
    the amendments and with what is found, not with their pairs.
    """
    places = places_of(base)
    doing: dict[Hashable, list[tuple[int, tuple[Order, Duplicate]]]] = defaultdict(list)
    for number, operations in sorted(amendments.items()):
        for name, act in acts_by_name(places, operations).items():
            doing[name].append((number, act))
    found = [
        (one, other, act) for group in doing.values() for (one, act), (other, _) in combinations(group, 2)
    ]
    for one, other, (_, duplicate) in sorted(found, key=lambda pair: (pair[0], pair[1], pair[2][0])):
        yield one, other, duplicate


def places_of(base: Text) -> dict[str, tuple[int, Provision]]:
    """The provisions of a text with their places, by id."""
    return {one.id: (place, one) for place, one in enumerate(base)}


def acts_by_name(places: Mapping[str, tuple[int, Provision]], operations: Sequence[Operation]) -> Acts:
    """What an amendment does to provisions of the text; what it names beyond that is left out."""
    found: Acts = {}
    acts = acts_of(operations)
    for id, text in acts.replaced.items():
        if id in places:
            found |= _edits(*places[id], text)
    for id in acts.deleted & places.keys():
        place, one = places[id]
        found["delete", id] = (place, 1, 0), Duplicate(id, DuplicateKind.DELETE, _words(one))
    for id, after in acts.moved.items():
        if id in places:
            place, one = places[id]
            found["move", id, after] = (place, 2, 0), Duplicate(id, DuplicateKind.MOVE, _words(one))
    for anchor, insert in acts.inserted.items():
        if anchor in places or not anchor:
            place = places[anchor][0] if anchor else BEGINNING
            digests = tuple(provision_digest(one) for one in insert.provisions)
            words = " ".join(_words(one) for one in insert.provisions)
            found["insert", anchor, digests] = (place, 3, 0), Duplicate(anchor, DuplicateKind.INSERT, words)
    return found


def _edits(place: int, base: Provision, text: str) -> Acts:
    old, new = tokens(base.text, base.kind), tokens(text, base.kind)
    found: Acts = {}
    for a0, a1, b0, b1 in hunks(old, new):
        words = shown(old[a0:a1]) or shown(new[b0:b1])
        name = ("words", base.id, a0, a1, new[b0:b1])
        found[name] = (place, 0, b0), Duplicate(base.id, DuplicateKind.WORDS, words)
    return found


def _words(one: Provision) -> str:
    return shown(tokens(one.text, one.kind))


def _order(act: tuple[Order, Duplicate]) -> Order:
    return act[0]
