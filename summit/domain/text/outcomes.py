"""What each outcome of a poll does: the text, what falls, what is carried over, what still collides."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from summit.domain.text.adoption import Cause, Course, LogEntry
from summit.domain.text.along import Carrying, Proposal
from summit.domain.text.collisions import Collision
from summit.domain.text.edges import CollisionEdge, Dependency, DependencyKind
from summit.domain.text.operations import Operations
from summit.domain.text.provisions import Text
from summit.domain.text.rebasing import Rebased

InTurn = Callable[[Iterable[tuple[int, "Pending"]]], Iterable[tuple[int, "Pending"]]]


@dataclass(frozen=True, slots=True)
class Pending:
    """A pending amendment: as a person wrote it, and its form on the latest revision."""

    own: Proposal
    current: Operations


@dataclass(frozen=True, slots=True)
class Fall:
    """An amendment that falls, because of which other, and why: it collides with it or depends on it."""

    amendment: int
    because_of: int
    reason: Literal["collision", "dependency"]
    collisions: tuple[Collision, ...] = ()

    @property
    def words(self) -> str:
        """The reason as a sentence."""
        if self.reason == "dependency":
            return f"AM {self.amendment} falls because it depends on AM {self.because_of}."
        said = "; ".join(dict.fromkeys(f"“{one.words}”" for one in self.collisions))
        return f"AM {self.amendment} falls because it collides with AM {self.because_of} on {said}."


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows when `adopted` carries (nothing: the text is kept).

    `carried` says of every other pending amendment what becomes of it; `edges` are the collisions between
    those that stay pending.
    """

    adopted: tuple[int, ...]
    text: Text
    falls: tuple[Fall, ...]
    rejected: tuple[int, ...]
    carried: tuple[tuple[int, Rebased], ...]
    edges: tuple[CollisionEdge, ...]

    def becoming(self, *outcomes: str) -> tuple[int, ...]:
        """The amendments that are carried over with one of these outcomes."""
        return tuple(number for number, done in self.carried if done.outcome in outcomes)


def effect(
    base: Text,
    log: Sequence[LogEntry],
    pending: Mapping[int, Pending],
    adopted: Collection[int],
    put: Collection[int],
    *,
    edges: Iterable[CollisionEdge],
    dependencies: Iterable[Dependency] = (),
    in_turn: InTurn = iter,
) -> Effect:
    """What the adoption of some pending amendments does to the text after `log` and to all the others.

    `put` are the amendments that stood in the poll, `edges` the collisions between pending ones. Nothing
    falls that does not collide with, or explicitly depend on, what was adopted; of those that collide, the
    ones that stood in the poll fall, and the others are orphaned. Where nothing is adopted, those that stood
    in the poll are rejected. `in_turn` goes through the pending amendments one by one and may let others
    work in between. Raises StaleProvision where one does not fit the revision it was made on.
    """
    owns = [pending[number].own for number in sorted(adopted)]
    entries = [LogEntry(Cause.ADOPTION, one.operations, one.made_on, one.number) for one in owns]
    carrying = Carrying(Course(base, (*log, *entries)))
    edges = list(edges)
    met = _met(set(adopted), edges)
    rejected = () if adopted else tuple(sorted(put))
    falls = _falls({one: met[one] for one in set(put) & met.keys()}, rejected, adopted, pending, dependencies)
    gone = {*adopted, *rejected, *(one.amendment for one in falls)}
    carried = {
        number: carrying.over(one.own, one.current, len(log), [edge.found for edge in met.get(number, ())])
        for number, one in in_turn(sorted(pending.items()))
        if number not in gone
    }
    still = {number for number, done in carried.items() if done.outcome in ("clean", "moved")}
    left = tuple(one for one in edges if {one.one, one.other} <= still)
    text = carrying.course.text(-1)
    return Effect(tuple(sorted(adopted)), text, falls, rejected, tuple(carried.items()), left)


def _met(adopted: set[int], edges: Iterable[CollisionEdge]) -> dict[int, list[CollisionEdge]]:
    """The collisions of every other amendment with what is adopted."""
    met: dict[int, list[CollisionEdge]] = {}
    for edge in edges:
        for mine, theirs in ((edge.one, edge.other), (edge.other, edge.one)):
            if theirs in adopted and mine not in adopted:
                met.setdefault(mine, []).append(edge)
    return met


def _falls(
    met: Mapping[int, Sequence[CollisionEdge]],
    rejected: Collection[int],
    adopted: Collection[int],
    pending: Collection[int],
    dependencies: Iterable[Dependency],
) -> tuple[Fall, ...]:
    falls = {number: _collided(number, found) for number, found in met.items()}
    dependencies = list(dependencies)
    lost = {*rejected, *falls}
    fresh = True
    while fresh:  # what depends on what fell falls with it
        fresh = False
        for one in dependencies:
            decided = adopted if one.kind is DependencyKind.FALLS_IF_ADOPTED else lost
            if one.on in decided and one.amendment in pending and one.amendment not in {*adopted, *lost}:
                falls[one.amendment] = Fall(one.amendment, one.on, "dependency")
                lost.add(one.amendment)
                fresh = True
    return tuple(falls[number] for number in sorted(falls))


def _collided(number: int, found: Sequence[CollisionEdge]) -> Fall:
    other = found[0].one if found[0].other == number else found[0].other
    return Fall(number, other, "collision", tuple(one.found for one in found))
