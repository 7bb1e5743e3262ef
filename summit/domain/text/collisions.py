"""Collisions: what two amendments made on one text cannot both do to the same words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summit.domain.text.characters import EXTENDING, WORD, word_class
from summit.domain.text.diff import hunks
from summit.domain.text.operations import Delete, Insert, Move, Operation, Replace, touched
from summit.domain.text.provisions import Kind, Provision, Text
from summit.domain.text.sequences import Change
from summit.domain.text.tokens import Token, shown, tokens


class CollisionKind(StrEnum):
    """Why two changes cannot both be applied."""

    WORDS = "words"
    DELETE_CHANGE = "delete_change"
    DELETE_MOVE = "delete_move"
    MOVE_MOVE = "move_move"
    GONE = "gone"
    """The words that an amendment was made on were taken back."""


@dataclass(frozen=True, slots=True)
class Collision:
    """Two amendments that want different things of the same words; `words` are words of the base.

    Where both only add, `words` are what either adds.
    """

    provision: str
    kind: CollisionKind
    words: str


@dataclass(slots=True)
class Acts:
    """What one amendment does, by provision."""

    replaced: dict[str, str]
    deleted: set[str]
    moved: dict[str, str | None]
    inserted: dict[str, Insert]


def acts_of(operations: Iterable[Operation]) -> Acts:
    """What an amendment does, by provision; insertions by what they follow ("" at the beginning)."""
    acts = Acts({}, set(), {}, {})
    for one in operations:
        match one:
            case Replace(id, _, text):
                acts.replaced[id] = text
            case Delete(id, _):
                acts.deleted.add(id)
            case Move(id, after):
                acts.moved[id] = after
            case Insert(after, _):
                acts.inserted.setdefault(after or "", one)
    return acts


def collisions(base: Text, one: Sequence[Operation], other: Sequence[Operation]) -> tuple[Collision, ...]:
    """What the two amendments, both made on `base`, cannot both have, in the order of the base.

    Different words of one provision do not collide, nor do two insertions at one point, nor a move and a
    change, nor a deletion and an insertion behind it. Which amendment comes first makes no difference.
    """
    shared = set(touched(one)) & set(touched(other))
    if not shared:  # most pairs of a summit, which has many
        return ()
    return collisions_at((provision for provision in base if provision.id in shared), one, other)


def collisions_at(
    places: Iterable[Provision], one: Sequence[Operation], other: Sequence[Operation]
) -> tuple[Collision, ...]:
    """`collisions` for callers who know the provisions of the base that both touch, in their order."""
    mine, theirs = acts_of(one), acts_of(other)
    return tuple(found for provision in places for found in _of_provision(provision, mine, theirs))


def _of_provision(base: Provision, mine: Acts, theirs: Acts) -> Iterator[Collision]:
    id = base.id
    if id in mine.replaced and id in theirs.replaced:
        for words in clashes(base.text, mine.replaced[id], theirs.replaced[id], base.kind):
            yield Collision(id, CollisionKind.WORDS, words)
    for left, right in ((mine, theirs), (theirs, mine)):
        if id in left.deleted and id in right.replaced:
            yield Collision(id, CollisionKind.DELETE_CHANGE, _changed_words(base, right.replaced[id]))
        if id in left.deleted and id in right.moved:
            yield Collision(id, CollisionKind.DELETE_MOVE, shown(tokens(base.text, base.kind)))
    if id in mine.moved and id in theirs.moved and mine.moved[id] != theirs.moved[id]:
        yield Collision(id, CollisionKind.MOVE_MOVE, shown(tokens(base.text, base.kind)))


def _changed_words(base: Provision, text: str) -> str:
    old, new = tokens(base.text, base.kind), tokens(text, base.kind)
    found = hunks(old, new)
    gone = " … ".join(filter(None, (shown(old[a0:a1]) for a0, a1, _, _ in found)))
    return gone or " … ".join(filter(None, (shown(new[b0:b1]) for _, _, b0, b1 in found)))


def clashes(base: str, one: str, other: str, kind: Kind = Kind.PARAGRAPH) -> list[str]:
    """The words of a provision over which two new forms of it collide, in order; empty where both apply."""
    old, first, second = tokens(base, kind), tokens(one, kind), tokens(other, kind)
    found: list[str] = []
    ours, theirs = hunks(old, first), hunks(old, second)
    i = j = 0
    while i < len(ours) and j < len(theirs):
        left, right = _Edit(ours[i], first), _Edit(theirs[j], second)
        if not left.is_same(right) and (left.overlaps(right) or left.touches_word(right, old)):
            words = shown(old[min(left.start, right.start) : max(left.end, right.end)])
            found.append(words or " / ".join(sorted({shown(left.words), shown(right.words)})))
        if (left.end, left.start) <= (right.end, right.start):
            i += 1
        else:
            j += 1
    return found


class _Edit:
    """One change of a provision's words, as a span of the base and the tokens put there."""

    def __init__(self, change: Change, after: Sequence[Token]) -> None:
        self.start, self.end = change[0], change[1]
        self.words = after[change[2] : change[3]]

    def is_same(self, other: "_Edit") -> bool:
        return (self.start, self.end, self.words) == (other.start, other.end, other.words)

    def overlaps(self, other: "_Edit") -> bool:
        if self.start == self.end:
            return other.start < self.start < other.end
        if other.start == other.end:
            return self.start < other.start < self.end
        return self.start < other.end and other.start < self.end

    def touches_word(self, other: "_Edit", base: Sequence[Token]) -> bool:
        """Whether the two share a boundary at which a word would be put together from both."""
        if self.start == self.end == other.start == other.end:
            return _joins(self.words, other.words) or _joins(other.words, self.words)
        for left, right in ((self, other), (other, self)):
            if left.end == right.start:
                return _joins(
                    left.words or base[left.start : left.end], right.words or base[right.start : right.end]
                )
        return False


def _joins(left: Sequence[Token], right: Sequence[Token]) -> bool:
    if not left or not right:
        return False
    return word_class(left[-1].text[-1]) in (WORD, EXTENDING) and word_class(right[0].text[0]) in (
        WORD,
        EXTENDING,
    )
