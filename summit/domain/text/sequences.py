"""The common parts of two sequences, found in nearly linear time."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from itertools import pairwise

# Where more than this many differences lie between two anchors, the stretch counts as rewritten.
_BOUND = 160

Change = tuple[int, int, int, int]


def changes(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Change]:
    """What turns `before` into `after`: (start, end) in `before` and (start, end) in `after`, in order.

    Patience: elements that stand exactly once on both sides anchor the comparison (Cohen's patience diff),
    Myers's greedy algorithm ("An O(ND) difference algorithm", 1986) fills the gaps up to a bound, beyond
    which a gap is one change. A pure insertion or deletion stands as far right as its neighbours allow, so
    that equal edits of two people stand at one place.
    """
    names: dict[Hashable, int] = {}
    a = [names.setdefault(one, len(names)) for one in before]
    b = [names.setdefault(one, len(names)) for one in after]
    matched: list[tuple[int, int]] = []
    todo = [(0, len(a), 0, len(b), 8)]
    while todo:
        gap = _trimmed(a, b, todo.pop(), matched)
        if gap[0] < gap[1] and gap[2] < gap[3]:
            todo.extend(_divided(a, b, gap, matched))
    return _slid(a, b, _gaps(sorted(matched), len(a), len(b)))


_Gap = tuple[int, int, int, int, int]


def _trimmed(a: list[int], b: list[int], gap: _Gap, matched: list[tuple[int, int]]) -> _Gap:
    a0, a1, b0, b1, rounds = gap
    while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
        matched.append((a0, b0))
        a0, b0 = a0 + 1, b0 + 1
    while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
        a1, b1 = a1 - 1, b1 - 1
        matched.append((a1, b1))
    return a0, a1, b0, b1, rounds


def _divided(a: list[int], b: list[int], gap: _Gap, matched: list[tuple[int, int]]) -> list[_Gap]:
    a0, a1, b0, b1, rounds = gap
    anchors = _anchors(a, b, gap) if rounds else []
    if not anchors:
        matched.extend(_myers(a, b, gap))
        return []
    matched.extend(anchors)
    edges = [(a0 - 1, b0 - 1), *anchors, (a1, b1)]
    return [(i + 1, k, j + 1, m, rounds - 1) for (i, j), (k, m) in pairwise(edges)]


def _anchors(a: list[int], b: list[int], gap: _Gap) -> list[tuple[int, int]]:
    a0, a1, b0, b1, _ = gap
    left, right = _once(a, a0, a1), _once(b, b0, b1)
    both = sorted((place, right[one]) for one, place in left.items() if one in right)
    return [both[at] for at in longest_rising([place for _, place in both])]


def _once(sequence: list[int], start: int, end: int) -> dict[int, int]:
    places: dict[int, int] = {}
    for place in range(start, end):
        one = sequence[place]
        places[one] = -1 if one in places else place
    return {one: place for one, place in places.items() if place >= 0}


def longest_rising(places: Sequence[int]) -> list[int]:
    """The indices of a longest part of the numbers that rises from left to right (patience sorting)."""
    tops: list[int] = []
    top_at: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        pile = bisect_left(tops, place)
        before.append(top_at[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        top_at[pile : pile + 1] = [at]
    chosen: list[int] = []
    at = top_at[-1] if top_at else -1
    while at >= 0:
        chosen.append(at)
        at = before[at]
    return chosen[::-1]


def _myers(a: list[int], b: list[int], gap: _Gap) -> list[tuple[int, int]]:
    a0, a1, b0, b1, _ = gap
    n, m = a1 - a0, b1 - b0
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for distance in range(min(n + m, _BOUND) + 1):
        trail.append(dict(reach))
        for diagonal in range(-distance, distance + 1, 2):
            down = diagonal == -distance or (
                diagonal != distance and reach.get(diagonal - 1, -1) < reach.get(diagonal + 1, -1)
            )
            x = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
            while x < n and 0 <= x - diagonal < m and a[a0 + x] == b[b0 + x - diagonal]:
                x += 1
            reach[diagonal] = x
            if x >= n and x - diagonal >= m:
                return [(a0 + i, b0 + j) for i, j in _back(trail, n, m)]
    return []


def _back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for distance in range(len(trail) - 1, -1, -1):
        reach = trail[distance]
        diagonal = x - y
        down = diagonal == -distance or (
            diagonal != distance and reach.get(diagonal - 1, -1) < reach.get(diagonal + 1, -1)
        )
        previous = diagonal + 1 if down else diagonal - 1
        start = reach[previous] if distance else 0
        stop = (start, start - previous) if distance else (0, 0)
        while x > stop[0] and y > stop[1] and x > 0 and y > 0:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = stop
    return pairs


def _gaps(matched: list[tuple[int, int]], n: int, m: int) -> list[Change]:
    gaps: list[Change] = []
    a0 = b0 = 0
    for i, j in [*matched, (n, m)]:
        if a0 < i or b0 < j:
            gaps.append((a0, i, b0, j))
        a0, b0 = i + 1, j + 1
    return gaps


def _slid(a: list[int], b: list[int], found: list[Change]) -> list[Change]:
    slid: list[Change] = []
    limit = (len(a), len(b))
    for a0, a1, b0, b1 in reversed(found):
        while (a0 == a1 and b1 < limit[1] and b[b0] == b[b1]) or (
            b0 == b1 and a1 < limit[0] and a[a0] == a[a1]
        ):
            a0, a1, b0, b1 = a0 + 1, a1 + 1, b0 + 1, b1 + 1
        if slid and (a1, b1) == (slid[-1][0], slid[-1][2]):
            a1, b1 = slid[-1][1], slid.pop()[3]
        slid.append((a0, a1, b0, b1))
        limit = (a0, b0)
    return slid[::-1]
