"""Two states of one text held against each other, provision by provision."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from summit.domain.text.provisions import Provision, Text
from summit.domain.text.sequences import longest_rising

Deed = Literal["kept", "changed", "inserted", "struck"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One provision in both texts; None where it does not stand. `is_moved`: it stands elsewhere now."""

    before: Provision | None
    after: Provision | None
    is_moved: bool = False

    @property
    def id(self) -> str:
        return self.provision.id

    @property
    def provision(self) -> Provision:
        """As it stands in the later text, or as it stood."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def deed(self) -> Deed:
        if self.before is None:
            return "inserted"
        if self.after is None:
            return "struck"
        return "kept" if self.before.text == self.after.text else "changed"

    @property
    def is_touched(self) -> bool:
        return self.is_moved or self.deed != "kept"


def compare(before: Text, after: Text) -> tuple[Compared, ...]:
    """Every provision of both texts in the order of `after`; what is struck stands where it stood.

    A struck provision follows the nearest one before it that stayed in its place. As few as can be count as
    moved.
    """
    old = {one.id: one for one in before}
    still = _unmoved(before, after)
    gaps = _gaps(before, {one.id for one in after}, still)
    found = list(gaps[None])
    for one in after:
        found.append(Compared(old.get(one.id), one, one.id in old and one.id not in still))
        if one.id in still:
            found += gaps[one.id]
    return tuple(found)


def _unmoved(before: Text, after: Text) -> set[str]:
    places = {one.id: place for place, one in enumerate(before)}
    kept = [one.id for one in after if one.id in places]
    return {kept[at] for at in longest_rising([places[id] for id in kept])}


def _gaps(before: Text, stands: set[str], still: set[str]) -> dict[str | None, list[Compared]]:
    """What is struck, by the provision behind which it stood."""
    gaps: dict[str | None, list[Compared]] = defaultdict(list)
    last: str | None = None
    for one in before:
        if one.id not in stands:
            gaps[last].append(Compared(one, None))
        elif one.id in still:
            last = one.id
    return gaps
