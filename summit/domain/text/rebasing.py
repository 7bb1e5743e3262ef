"""Rebase: operations made on one state of a text, carried to a later one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from summit.domain.text.applying import Adopted, merge, merge_in_turn
from summit.domain.text.collisions import Collision, collisions
from summit.domain.text.deriving import derive
from summit.domain.text.operations import Insert, Move, Operation, StaleProvision
from summit.domain.text.provisions import Text

Outcome = Literal["clean", "moved", "obsolete", "orphaned"]


@dataclass(frozen=True, slots=True)
class Rebased:
    """What became of an amendment when the text under it changed.

    clean: it applies where it applied; moved: an insertion or a move now stands behind another provision;
    obsolete: the text already contains it; orphaned: the words it was made on are gone, and `collisions`
    says which. Obsolete and orphaned amendments have no operations left.
    """

    outcome: Outcome
    operations: tuple[Operation, ...]
    collisions: tuple[Collision, ...] = ()


def rebase(
    operations: Sequence[Operation],
    old: Text,
    new: Text,
    *,
    number: int = 1,
    adopted: Sequence[Adopted] = (),
) -> Rebased:
    """Carry operations made on `old` to `new`; adopting the result is the same as adopting both on `old`.

    `number` is the amendment's own (order of tabling). `adopted` are the amendments made on `old` that led
    to `new`; where they are not given, or other things led there too, the difference of the two texts
    stands for them and precedes this amendment. Raises StaleProvision where the operations do not fit `old`
    in the first place.
    """
    return carry(operations, old, new, number=number, led=_leading(old, new, adopted))


def carry(
    operations: Sequence[Operation], old: Text, new: Text, *, number: int, led: Sequence[Adopted]
) -> Rebased:
    """`rebase` for callers who know that the amendments `led`, made on `old`, give exactly `new`."""
    if all(is_apart(operations, one.operations) for one in led):
        return Rebased(outcome_of(operations, operations), tuple(operations))
    both = merge_in_turn(old, [*led, Adopted(number, tuple(operations))])
    met = tuple(one for each in led for one in collisions(old, each.operations, operations))
    if met:
        return Rebased("orphaned", (), met)
    carried = derive(new, both)
    return Rebased(outcome_of(operations, carried), carried)


def is_apart(one: Sequence[Operation], other: Sequence[Operation]) -> bool:
    """Whether two amendments touch no provision and no point in common, so that neither changes the other.

    What a move does depends on all that stands between its two places, so nothing is known apart from it.
    """
    if any(isinstance(each, Move) for each in (*one, *other)):
        return False
    return set(_touched(one)).isdisjoint(_touched(other))


def _touched(operations: Sequence[Operation]) -> Iterator[str]:
    for one in operations:
        yield (one.after or "") if isinstance(one, Insert) else one.id


def outcome_of(operations: Sequence[Operation], carried: Sequence[Operation]) -> Outcome:
    """What carrying operations over made of them: clean, moved or obsolete."""
    if not carried:
        return "obsolete"
    return "clean" if _anchors(carried) == _anchors(operations) else "moved"


def _leading(old: Text, new: Text, adopted: Sequence[Adopted]) -> list[Adopted]:
    if adopted and _fits(old, new, adopted):
        return list(adopted)
    return [Adopted(0, derive(old, new))]


def _fits(old: Text, new: Text, adopted: Sequence[Adopted]) -> bool:
    try:
        return merge(old, adopted) == new
    except StaleProvision:
        return False


def _anchors(operations: Sequence[Operation]) -> list[tuple[str, str | None]]:
    return [(type(one).__name__, one.after) for one in operations if isinstance(one, (Insert, Move))]
