"""Which step of a text's course put each word there, and which struck the words that are gone."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from summit.domain.text.comparing import Compared, compare
from summit.domain.text.diff import hunks
from summit.domain.text.inline import Marks
from summit.domain.text.operations import Delete, Insert, Move, Operations, Replace
from summit.domain.text.provisions import Kind, Provision, Text
from summit.domain.text.shown import RunKind
from summit.domain.text.tokens import Token, tokens

BEFORE = 0
"""The step of words that stood in the first text already."""


@dataclass(frozen=True, slots=True)
class RevisionStep:
    """What made one revision of the text before it: its operations, and the revisions it takes back."""

    revision: int
    operations: Operations
    undoes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class TracedRun:
    """Words with one fate and the revision that brought it about (BEFORE for those that stayed)."""

    kind: RunKind
    marks: Marks
    text: str
    revision: int


@dataclass(frozen=True, slots=True)
class Traced:
    """One provision from the first text to the last; `runs` is empty where not a word of it changed.

    `came`, `went` and `moved` are the revisions that inserted, struck and moved it.
    """

    place: Compared
    runs: tuple[TracedRun, ...] = ()
    came: int | None = None
    went: int | None = None
    moved: tuple[int, ...] = ()

    @property
    def revisions(self) -> tuple[int, ...]:
        """Every revision that left its mark on the provision, in order."""
        whole = (self.came, self.went, *self.moved, *(one.revision for one in self.runs))
        return tuple(sorted({one for one in whole if one}))


@dataclass(slots=True)
class _Word:
    token: Token
    by: int
    gone: int = BEFORE


@dataclass(slots=True)
class _Trail:
    """A provision on its way, with every word that it ever had."""

    kind: Kind
    words: list[_Word]
    came: int = BEFORE
    went: int = BEFORE
    moved: list[int] = field(default_factory=list)
    last: int = BEFORE

    def rewrite(self, text: str, revision: int) -> None:
        """Strike and insert what leads to `text`; equal words stay whose they are."""
        standing = [place for place, one in enumerate(self.words) if not one.gone]
        wanted = tokens(text, self.kind)
        new: dict[int, list[_Word]] = {}
        for a0, a1, b0, b1 in hunks([self.words[place].token for place in standing], wanted):
            for place in standing[a0:a1]:
                self.words[place].gone = revision
            end = standing[a1 - 1] + 1 if a1 else 0
            new.setdefault(end, []).extend(_Word(one, revision) for one in wanted[b0:b1])
        if new:
            self.words = [
                one
                for place in range(len(self.words) + 1)
                for one in (*new.get(place, ()), *self.words[place : place + 1])
            ]
        self.last = revision

    def undo(self, revisions: Collection[int]) -> None:
        """As if these steps had never been."""
        self.words = [one for one in self.words if one.by not in revisions]
        for one in self.words:
            one.gone = BEFORE if one.gone in revisions else one.gone
        self.came = BEFORE if self.came in revisions else self.came
        self.went = BEFORE if self.went in revisions else self.went
        self.moved = [one for one in self.moved if one not in revisions]


def trace(before: Text, steps: Iterable[RevisionStep], after: Text) -> tuple[Traced, ...]:
    """The way from `before` to `after` by these steps, provision by provision in the order of `compare`.

    Equal and deleted words together show `before`, equal and inserted ones show `after`. What a step wrote
    and a later one struck is in neither text and is left out; a step that is taken back leaves no mark, and
    what the taking back wrote beyond that is its own.
    """
    trails = _Trails(before)
    for step in steps:
        trails.follow(step)
    return tuple(trails.traced(place) for place in compare(before, after))


class _Trails:
    def __init__(self, before: Text) -> None:
        self.base = {one.id: one for one in before}
        self.trails: dict[str, _Trail] = {}
        self.reordered: list[int] = []

    def of(self, id: str) -> _Trail | None:
        """The trail of a provision, begun when it is first touched; None for one that never stood."""
        first = self.base.get(id)
        if id not in self.trails and first is not None:
            words = [_Word(one, BEFORE) for one in tokens(first.text, first.kind)]
            self.trails[id] = _Trail(first.kind, words)
        return self.trails.get(id)

    def follow(self, step: RevisionStep) -> None:
        for trail in self.trails.values() if step.undoes else ():
            trail.undo(step.undoes)
        self.reordered = [one for one in self.reordered if one not in step.undoes]
        for operation in step.operations:
            if isinstance(operation, Insert):
                for one in operation.provisions:
                    self._insert(one, step.revision)
                continue
            found = self.of(operation.id)
            match operation:
                case _ if found is None:
                    continue
                case Replace(_, _, text):
                    found.rewrite(text, step.revision)
                case Delete():
                    found.went = step.revision
                case Move() if not step.undoes:
                    found.moved.append(step.revision)
                    self.reordered.append(step.revision)

    def _insert(self, one: Provision, revision: int) -> None:
        trail = self.of(one.id)
        if trail is None:
            trail = self.trails[one.id] = _Trail(one.kind, [])
        if one.id not in self.base and not trail.came:
            trail.came = revision
        trail.went = BEFORE
        trail.rewrite(one.text, revision)

    def traced(self, place: Compared) -> Traced:
        trail = self.of(place.id) if place.is_touched else None
        if trail is None:
            return Traced(place)
        if place.after is not None:
            trail.rewrite(place.after.text, trail.last)  # what follows from several steps at once
        went = trail.went if place.after is None else None
        has_words = place.deed != "kept"
        # Of two that changed places over several steps, the comparison may name the one that no step named.
        moved = dict.fromkeys(trail.moved or self.reordered) if place.is_moved else ()
        return Traced(
            place,
            tuple(_joined(_fates(trail, place, went))) if has_words else (),
            (trail.came or trail.last) if place.before is None else None,
            went,
            tuple(moved),
        )


def _fates(trail: _Trail, place: Compared, went: int | None) -> Iterator[tuple[RunKind, int, Token]]:
    for one in trail.words:
        is_old = place.before is not None and one.by == BEFORE
        gone = one.gone or (went or BEFORE)
        if place.after is None:
            if is_old:
                yield "deleted", gone, one.token
        elif one.gone:
            if is_old:
                yield "deleted", one.gone, one.token
        else:
            yield ("equal", BEFORE, one.token) if is_old else ("inserted", one.by, one.token)


def _joined(found: Iterable[tuple[RunKind, int, Token]]) -> Iterator[TracedRun]:
    groups = [(fate, [one[2] for one in same]) for fate, same in groupby(found, key=lambda one: one[:2])]
    at = 0
    while at < len(groups):
        fate, words = groups[at]
        if fate[0] == "deleted" and _only_marks(groups[at : at + 2]):
            yield from _runs(("marked", groups[at + 1][0][1]), groups[at + 1][1])
            at += 2
            continue
        yield from _runs(fate, words)
        at += 1


def _only_marks(pair: Sequence[tuple[tuple[RunKind, int], list[Token]]]) -> bool:
    """Whether the words that come are those that go, with other marks."""
    if len(pair) < 2 or pair[1][0][0] != "inserted":
        return False
    return [one.text for one in pair[0][1]] == [one.text for one in pair[1][1]]


def _runs(fate: tuple[RunKind, int], words: Iterable[Token]) -> Iterator[TracedRun]:
    for marks, same in groupby(words, key=lambda token: token.marks):
        pieces = [one.text for one in same]
        # Two notes beside each other are two, whatever their marks have in common.
        for text in pieces if any(name in ("note", "break") for name, _ in marks) else ["".join(pieces)]:
            yield TracedRun(fate[0], marks, text, fate[1])
