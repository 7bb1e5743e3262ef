"""A text read from a file recognised as a changed form of another: which provisions are which."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from summit.domain.text.characters import is_word
from summit.domain.text.deriving import IdMaker, id_maker
from summit.domain.text.inline import NOTE, parse
from summit.domain.text.provisions import Kind, Provision, Text, provision_digest
from summit.domain.text.sequences import changes
from summit.domain.text.tokens import pieces

# This share of the words of the longer of two provisions must be common for one to be a form of the other.
_LIKE_NUMERATOR, _LIKE_DENOMINATOR = 2, 5

# Beyond this many pairs a stretch of changed provisions is compared place by place only.
_MOST_PAIRS = 10_000


def align(before: Text, after: Text, new_id: IdMaker | None = None) -> Text:
    """`after` with the ids of what it keeps, changes or moves of `before`; new ids for the others.

    Provisions with equal words are the same one, in order first and moved ones next; between them, those of
    the same kind, depth and marker whose words are mostly common. Labels of notes follow `before` where the
    note is the same.
    """
    made = new_id or id_maker("new-", [one.id for one in before])
    after = relabelled(before, after)
    still = _unchanged(before, after)
    found = dict(still)
    _moved(before, after, found)
    _changed(before, after, still, found)
    _changed(before, after, {}, found)
    return tuple(
        replace(one, id=before[found[place]].id if place in found else made())
        for place, one in enumerate(after)
    )


def _unchanged(before: Text, after: Text) -> dict[int, int]:
    """Places in `after` with the place in `before` that holds the same words."""
    old, new = [provision_digest(one) for one in before], [provision_digest(one) for one in after]
    found: dict[int, int] = {}
    i = j = 0
    for a0, a1, b0, b1 in [*changes(old, new), (len(old), len(old), len(new), len(new))]:
        found.update(zip(range(j, b0), range(i, a0), strict=True))
        i, j = a1, b1
    return found


def _moved(before: Text, after: Text, found: dict[int, int]) -> None:
    taken = set(found.values())
    left = {place: provision_digest(one) for place, one in enumerate(before) if place not in taken}
    lonely = {digest for digest, count in Counter(left.values()).items() if count == 1}
    places = {digest: place for place, digest in left.items() if digest in lonely}
    for place, one in enumerate(after):
        if place not in found and one.text:
            was = places.pop(provision_digest(one), None)
            if was is not None:
                found[place] = was


def _changed(before: Text, after: Text, still: dict[int, int], found: dict[int, int]) -> None:
    for old, new in _gaps(before, after, still, found):
        pairs = _pairs(before, after, old, new)
        taken_old: set[int] = set()
        for _, _, was, now in sorted(pairs, reverse=True):
            if now not in found and was not in taken_old:
                found[now] = was
                taken_old.add(was)


def _gaps(
    before: Text, after: Text, still: dict[int, int], found: dict[int, int]
) -> Iterable[tuple[list[int], list[int]]]:
    """Stretches of both texts, between provisions that keep their order, that hold no counterpart yet."""
    taken = set(found.values())
    i = j = 0
    for now, was in [*sorted(still.items()), (len(after), len(before))]:
        old = [place for place in range(i, was) if place not in taken]
        new = [place for place in range(j, now) if place not in found]
        if old and new:
            yield old, new
        i, j = was + 1, now + 1


def _pairs(before: Text, after: Text, old: list[int], new: list[int]) -> list[tuple[int, int, int, int]]:
    """Likely pairs: (common words in ten thousandths, nearness, place before, place after)."""
    if len(old) * len(new) > _MOST_PAIRS:
        near = [(was, now) for was, now in zip(old, new, strict=False)]
    else:
        near = [(was, now) for was in old for now in new]
    words = {id(one): _words(one) for one in (*(before[i] for i in old), *(after[j] for j in new))}
    found: list[tuple[int, int, int, int]] = []
    for was, now in near:
        one, other = before[was], after[now]
        if (one.kind, one.depth, one.marker) != (other.kind, other.depth, other.marker):
            continue
        left, right = words[id(one)], words[id(other)]
        most, common = max(left.total(), right.total()), (left & right).total()
        if most and common * _LIKE_DENOMINATOR >= most * _LIKE_NUMERATOR:
            found.append((common * 10_000 // most, -abs(old.index(was) - new.index(now)), was, now))
    return found


def _words(one: Provision) -> Counter[str]:
    return Counter(piece.lower() for piece in pieces(one.text) if is_word(piece[0]))


def relabelled(before: Text, after: Text) -> Text:
    """`after` with the labels that its notes have in `before`, and unused ones for new notes that clash."""
    old: dict[str, list[str]] = {}
    for one in reversed(before):
        if one.kind is Kind.NOTE:
            old.setdefault(one.text, []).append(one.marker)
    notes = [one for one in after if one.kind is Kind.NOTE]
    names = {one.marker: old[one.text].pop() for one in notes if old.get(one.text)}
    if all(was == now for was, now in names.items()):
        return after
    taken = {one.marker for one in before if one.kind is Kind.NOTE} | set(names.values())
    for one in notes:
        if one.marker not in names:
            names[one.marker] = one.marker if one.marker not in taken else _unused(taken)
            taken.add(names[one.marker])
    return tuple(renamed(one, names) for one in after)


def _unused(taken: set[str]) -> str:
    return next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)


def renamed(one: Provision, names: dict[str, str]) -> Provision:
    """The provision with other labels of notes: its own, and those it refers to."""
    marker = names.get(one.marker, one.marker) if one.kind is Kind.NOTE else one.marker
    if one.kind is Kind.CODE or "[^" not in one.text:
        return replace(one, marker=marker)
    written, place = [], 0
    for atom in parse(one.text):
        if NOTE in atom.marks:
            written += [one.text[place : atom.start], f"[^{names.get(atom.text, atom.text)}]"]
            place = atom.end
    return replace(one, marker=marker, text="".join([*written, one.text[place:]]))
