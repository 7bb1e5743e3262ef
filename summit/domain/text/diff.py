"""The word diff of one provision: what stays, what goes and what comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from summit.domain.text.provisions import Kind
from summit.domain.text.sequences import Change, changes
from summit.domain.text.tokens import Token, Written, has_words, written_tokens

# A stretch that keeps less than this share of its words is shown as rewritten.
_KEPT_NUMERATOR, _KEPT_DENOMINATOR = 1, 4
_REWRITABLE = 4

SegmentKind = Literal["equal", "deleted", "inserted"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of words with one fate; `words` is inline Markdown as it stands in the source."""

    kind: SegmentKind
    words: str


def diff_words(before: str, after: str, kind: Kind = Kind.PARAGRAPH) -> tuple[Segment, ...]:
    """The segments that lead from `before` to `after`.

    Equal and deleted segments joined are `before`, equal and inserted ones are `after`, character for
    character. A paragraph that keeps hardly any of its words is one deleted and one inserted segment. Signs
    of markup are tokens of their own, so a segment alone may hold half of a pair: draw `visible_runs`,
    never the words themselves.
    """
    return segments_of(written_tokens(before, kind), written_tokens(after, kind))


def segments_of(old: Sequence[Written], new: Sequence[Written]) -> tuple[Segment, ...]:
    """The same for two texts whose tokens are known."""
    segments: list[Segment] = []
    a = 0
    for a0, a1, b0, b1 in hunks(old, new):
        segments += [
            Segment("equal", _spelling(old[a:a0])),
            Segment("deleted", _spelling(old[a0:a1])),
            Segment("inserted", _spelling(new[b0:b1])),
        ]
        a = a1
    segments.append(Segment("equal", _spelling(old[a:])))
    return tuple(one for one in segments if one.words)


def hunks(before: Sequence[Token | Written], after: Sequence[Token | Written]) -> list[Change]:
    """The changes between two lists of tokens, as a person would describe them.

    Changes with nothing but spaces and markup between them are one; a stretch rewritten for the most part
    is one.
    """
    return _rewritten(before, after, _bridged(before, changes(before, after)))


def _bridged(before: Sequence[Token | Written], found: list[Change]) -> list[Change]:
    bridged: list[Change] = []
    for a0, a1, b0, b1 in found:
        last = bridged[-1] if bridged else None
        if last and _replaces(last) and _replaces((a0, a1, b0, b1)) and not _shows(before[last[1] : a0]):
            bridged[-1] = (last[0], a1, last[2], b1)
        else:
            bridged.append((a0, a1, b0, b1))
    return bridged


def _replaces(change: Change) -> bool:
    return change[0] < change[1] and change[2] < change[3]


def _shows(between: Sequence[Token | Written]) -> bool:
    return any(one.text.strip() for one in between)


def _rewritten(
    before: Sequence[Token | Written], after: Sequence[Token | Written], found: list[Change]
) -> list[Change]:
    if len(found) < 2:
        return found
    lost = sum(_words(before[a0:a1]) for a0, a1, _, _ in found)
    come = sum(_words(after[b0:b1]) for _, _, b0, b1 in found)
    kept = _words(before) - lost
    most = kept + max(lost, come)
    if min(lost, come) < _REWRITABLE or kept * _KEPT_DENOMINATOR >= most * _KEPT_NUMERATOR:
        return found
    return [(found[0][0], found[-1][1], found[0][2], found[-1][3])]


def _words(found: Sequence[Token | Written]) -> int:
    return sum(has_words((one,)) for one in found)


def _spelling(found: Sequence[Written]) -> str:
    return "".join(one.source for one in found)
