"""A weave: one sequence that holds what every amendment put in and struck, so that their order is no matter.

The tree of insertions follows Fugue (Weidner and Kleppmann, "The Art of the Fugue", 2023): each insertion
hangs on the element it was made beside, on the text its author saw; what two authors put at one point
stands in the order of the numbers of their amendments.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

V = TypeVar("V")

BASE = 0


@dataclass(eq=False, slots=True)
class Strand(Generic[V]):
    """One element, who put it in and who struck it."""

    value: V
    by: set[int]
    gone: set[int] = field(default_factory=set)
    before: "list[Run[V]]" = field(default_factory=list)
    behind: "list[Run[V]]" = field(default_factory=list)
    is_followed: bool = False

    def is_known(self, entries: Collection[int]) -> bool:
        """Whether any of the entries put it in."""
        return not self.by.isdisjoint(entries)

    def is_shown(self, entries: Collection[int]) -> bool:
        """Whether it stands in the text that these entries make."""
        return self.is_known(entries) and self.gone.isdisjoint(entries)


@dataclass(eq=False, slots=True)
class Run(Generic[V]):
    """Elements put in together, beside one element."""

    rank: int
    strands: list[Strand[V]]
    struck: "frozenset[Strand[V]]"

    def is_same(self, values: Sequence[V], struck: "frozenset[Strand[V]]") -> bool:
        return self.struck == struck and [one.value for one in self.strands] == list(values)

    def order(self, tabled: dict[int, int], entries: Collection[int]) -> tuple[int, int]:
        by = self.strands[0].by
        return self.rank, min(tabled.get(one, one) for one in by.intersection(entries) or by)


class Weave(Generic[V]):
    """A sequence as every set of entries shows it. Entry 0 is the base."""

    def __init__(self, base: Iterable[V]) -> None:
        self.tabled: dict[int, int] = {BASE: 0}
        self._root: Strand[V] = Strand(None, {BASE})  # type: ignore[arg-type]
        strands = _chain(base, BASE)
        if strands:
            self._root.behind.append(Run(0, strands, frozenset()))

    def all(self, entries: Collection[int]) -> Iterator[Strand[V]]:
        """Every strand that was ever put in, in the order that holds when these entries are in force."""
        stack: list[Strand[V] | tuple[Strand[V]]] = [(self._root,)]
        while stack:
            top = stack.pop()
            if isinstance(top, tuple):
                strand = top[0]
                if strand is not self._root:
                    yield strand
                if strand.behind:
                    self._push(stack, strand.behind, entries)
            elif top.before or top.behind:
                stack.append((top,))
                if top.before:
                    self._push(stack, top.before, entries)
            else:
                yield top

    def _push(
        self, stack: "list[Strand[V] | tuple[Strand[V]]]", runs: "list[Run[V]]", entries: Collection[int]
    ) -> None:
        if len(runs) > 1:
            runs = sorted(runs, key=lambda one: one.order(self.tabled, entries), reverse=True)
        for run in runs:
            stack.extend(reversed(run.strands))

    def shown(self, entries: Collection[int]) -> list[Strand[V]]:
        """The strands of the text that these entries make, in order."""
        return [one for one in self.all(entries) if one.is_shown(entries)]

    def view(self, known: Collection[int]) -> "View[V]":
        """The text that the entries `known` make, with the places at which it can be changed."""
        return View([one for one in self.all(known) if one.is_known(known)], frozenset(known), self._root)


class View(Generic[V]):
    """What an author saw: every strand the entries had put in, struck or not, and which of them stood."""

    def __init__(self, strands: list[Strand[V]], known: frozenset[int], root: Strand[V]) -> None:
        self.strands, self.known, self._root = strands, known, root
        self.shown = [one for one in strands if one.is_shown(known)]
        self._index = {id(one): place for place, one in enumerate(strands)}

    def _place(self, strand: Strand[V]) -> int:
        place = self._index.get(id(strand))
        return self.strands.index(strand) if place is None else place

    def between(self, start: int, end: int) -> list[Strand[V]]:
        """The shown strands `start` to `end`, with those struck among and around them."""
        first = self._place(self.shown[start - 1]) + 1 if start else 0
        last = self._place(self.shown[end]) if end < len(self.shown) else len(self.strands)
        return self.strands[first:last]

    def runs_behind(self, after: Strand[V] | None) -> "list[Run[V]]":
        """The insertions hanging at the point behind a strand (None: at the beginning)."""
        beside = after or self._root
        following = self._place(after) + 1 if after else 0
        if beside.is_followed or any(run.strands[0].is_known(self.known) for run in beside.behind):
            return self.strands[following].before
        return beside.behind

    def put(
        self, after: Strand[V] | None, values: Sequence[V], entry: int, struck: Iterable[Strand[V]] = ()
    ) -> list[Strand[V]] | None:
        """Put values behind a strand (None: at the beginning), in the place of the strands `struck`.

        A replacement stands before pure insertions at its end. Values that a concurrent entry put at the
        same point in the same way are marked as both entries' own: then the answer is None, else it is
        what was put in.
        """
        replaced = frozenset(struck)
        for one in replaced:
            one.gone.add(entry)
        runs = self.runs_behind(after)
        for run in runs:
            if run.is_same(values, replaced) and not run.strands[0].is_known(self.known):
                for one in run.strands:
                    one.by.add(entry)
                return None
        strands = _chain(values, entry)
        if strands:
            runs.append(Run(0 if replaced else 1, strands, replaced))
        return strands

    def take_in(self, after: Strand[V] | None, made: Sequence[Strand[V]]) -> None:
        """See from now on what the author has just put behind a strand; `shown` stays as it was at first.

        Nothing that the author knows can stand between the two.
        """
        at = self._place(after) + 1 if after else 0
        self.strands[at:at] = made
        self._index.clear()  # found by looking along the strands from now on, for it changes too often


def _chain(values: Iterable[V], entry: int) -> list[Strand[V]]:
    strands = [Strand(one, {entry}) for one in values]
    for one in strands[:-1]:
        one.is_followed = True
    return strands
