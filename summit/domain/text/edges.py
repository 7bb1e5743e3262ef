"""What stands between the amendments to one text, as edges: collisions, what they do alike, dependencies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from summit.domain.text.collisions import Collision, collisions_at
from summit.domain.text.duplicates import Duplicate, pairs_alike
from summit.domain.text.operations import Insert, Operations, touched
from summit.domain.text.provisions import Text


@dataclass(frozen=True, slots=True)
class CollisionEdge:
    """Two amendments that cannot both be applied, the lower number first, and on what."""

    one: int
    other: int
    found: Collision


@dataclass(frozen=True, slots=True)
class DuplicateEdge:
    """Two amendments that make one change alike, the lower number first: each is "also in" the other."""

    one: int
    other: int
    found: Duplicate


class DependencyKind(StrEnum):
    """What decides about an amendment that depends on another."""

    FALLS_IF_ADOPTED = "falls_if_adopted"
    FALLS_UNLESS_ADOPTED = "falls_unless_adopted"


@dataclass(frozen=True, slots=True)
class Dependency:
    """The `amendment` falls if the one it depends `on` is adopted, or unless it is; somebody said so."""

    amendment: int
    on: int
    kind: DependencyKind

    def __post_init__(self) -> None:
        if self.amendment == self.on:
            raise ValueError(f"AM {self.amendment} cannot depend on itself")

    @property
    def words(self) -> str:
        """The dependency as a sentence."""
        how = "if" if self.kind is DependencyKind.FALLS_IF_ADOPTED else "unless"
        return f"AM {self.amendment} falls {how} AM {self.on} is adopted."


def collision_edges(base: Text, amendments: Mapping[int, Operations]) -> list[CollisionEdge]:
    """Every collision between these amendments, all made on `base`, in order of their numbers.

    Only amendments that touch the same provision are held against each other: of hundreds, few do.
    """
    shared = _Shared(base)
    return [
        CollisionEdge(one, other, found)
        for one, other in _near(amendments)
        for found in shared.collisions(amendments[one], amendments[other])
    ]


class _Shared:
    """A text looked up by its ids, so that a pair costs what it touches and not what the text is long."""

    def __init__(self, base: Text) -> None:
        self.places = {one.id: (place, one) for place, one in enumerate(base)}

    def collisions(self, one: Operations, other: Operations) -> tuple[Collision, ...]:
        ids = set(touched(one)) & set(touched(other)) & self.places.keys()
        return collisions_at(
            [provision for _, provision in sorted(self.places[id] for id in ids)], one, other
        )


def duplicate_edges(base: Text, amendments: Mapping[int, Operations]) -> list[DuplicateEdge]:
    """Every change that two of these amendments, all made on `base`, make alike."""
    return [DuplicateEdge(one, other, found) for one, other, found in pairs_alike(base, amendments)]


def edges_of(number: int, base: Text, amendments: Mapping[int, Operations]) -> list[CollisionEdge]:
    """The collisions of one amendment with the others: what one more proposal adds to `collision_edges`."""
    mine = set(_places(amendments[number]))
    shared = _Shared(base)
    return [
        CollisionEdge(min(number, other), max(number, other), found)
        for other, operations in sorted(amendments.items())
        if other != number and not mine.isdisjoint(_places(operations))
        for found in shared.collisions(amendments[min(number, other)], amendments[max(number, other)])
    ]


def _near(amendments: Mapping[int, Operations]) -> list[tuple[int, int]]:
    at: dict[str, list[int]] = defaultdict(list)
    for number, operations in sorted(amendments.items()):
        for place in dict.fromkeys(_places(operations)):
            at[place].append(number)
    return sorted({pair for numbers in at.values() for pair in combinations(numbers, 2)})


def _places(operations: Operations) -> Iterator[str]:
    yield from touched(operations)
    if any(isinstance(one, Insert) and one.after is None for one in operations):
        yield ""


def pairs(edges: Iterable[CollisionEdge]) -> set[tuple[int, int]]:
    """Which amendments collide, each pair once."""
    return {(one.one, one.other) for one in edges}
