"""Amendments applied: one to its own base, or several to one text with the same result in any order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summit.domain.text.operations import Operation
from summit.domain.text.provisions import Text
from summit.domain.text.weave import BASE
from summit.domain.text.woven import WovenText


@dataclass(frozen=True, slots=True)
class Adopted:
    """An amendment made on the text it is applied to: its number (order of tabling) and its operations."""

    number: int
    operations: tuple[Operation, ...]


def apply(text: Text, operations: Sequence[Operation]) -> Text:
    """The text after one amendment made on exactly this text.

    Raises StaleProvision where the text does not hold a provision that an operation names, or not with
    those words.
    """
    return merge(text, [Adopted(1, tuple(operations))])


def merge(base: Text, amendments: Iterable[Adopted]) -> Text:
    """The text after several amendments, all made on `base`: the same whichever order they are given in.

    They must not collide (`collisions`); where they do, every change stands side by side and nothing is
    lost. At one point insertions follow the numbers of the amendments; what two of them do alike is done
    once. Raises StaleProvision as `apply` does.
    """
    return merge_in_turn(base, sorted(amendments, key=lambda one: one.number))


def merge_in_turn(base: Text, amendments: Iterable[Adopted]) -> Text:
    """`merge`, but a provision that two amendments insert alike has the id of the one given first."""
    woven = WovenText(base)
    for entry, one in enumerate(amendments, start=1):
        woven.add(entry, one.number, one.operations, {BASE})
    return woven.text(range(len(woven.tabled)))
