"""Editorial corrections: what is left out of one, and what it does to every pending amendment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from summit.domain.text.adoption import Cause, Course, LogEntry
from summit.domain.text.along import Carrying
from summit.domain.text.applying import apply
from summit.domain.text.collisions import collisions
from summit.domain.text.deriving import derive
from summit.domain.text.operations import Insert, Move, Operations
from summit.domain.text.outcomes import Pending
from summit.domain.text.provisions import Provision, Text
from summit.domain.text.rebasing import Rebased


@dataclass(frozen=True, slots=True)
class Corrected:
    """What follows when a correction is entered in the log: the text, and what pending amendments become."""

    text: Text
    carried: tuple[tuple[int, Rebased], ...]


def corrected(
    base: Text, log: Sequence[LogEntry], pending: Mapping[int, Pending], operations: Operations
) -> Corrected:
    """What a correction, made on the text after `log`, does to that text and to all that is pending.

    An amendment that collides with it is orphaned, for the words it was made on are gone; nothing falls.
    Raises StaleProvision where the operations do not fit the text.
    """
    entry = LogEntry(Cause.CORRECTION, operations, made_on=len(log))
    carrying = Carrying(Course(base, (*log, entry)))
    before = carrying.course.text(len(log))
    carried = tuple(
        (
            number,
            carrying.over(one.own, one.current, len(log), collisions(before, one.current, operations)),
        )
        for number, one in sorted(pending.items())
    )
    return Corrected(carrying.course.text(-1), carried)


def leaving_out(before: Text, operations: Operations, ids: Collection[str]) -> Operations:
    """The operations without what they do to some provisions, by id (of an inserted one: its own id).

    Those keep the words and the place they had on `before`; what was put behind one of them follows it.
    Raises StaleProvision as `apply` does.
    """
    after = apply(before, operations)
    old = {one.id: one for one in before}
    moved = {one.id for one in operations if isinstance(one, Move)}
    kept = [
        old.get(one.id, one) if one.id in ids else one
        for one in after
        if one.id not in ids or (one.id in old and one.id not in moved)
    ]
    return derive(before, _put_back(before, kept, ids))


def _put_back(before: Text, kept: Sequence[Provision], ids: Collection[str]) -> Text:
    """What is struck or moved, and left out of that, behind the nearest that stood before it."""
    standing = {one.id for one in kept}
    followers: dict[str | None, list[Provision]] = {}
    last: str | None = None
    for one in before:
        if one.id in standing:
            last = one.id
        elif one.id in ids:
            followers.setdefault(last, []).append(one)
    text = [*followers.get(None, ())]
    for one in kept:
        text += [one, *followers.get(one.id, ())]
    return tuple(text)


def concerned(operations: Operations) -> tuple[str, ...]:
    """The provisions that operations change, strike, move or put in, each once, in order."""
    found: dict[str, None] = {}
    for one in operations:
        ids = [each.id for each in one.provisions] if isinstance(one, Insert) else [one.id]
        found |= dict.fromkeys(ids)
    return tuple(found)
