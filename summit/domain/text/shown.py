"""A word diff as it is drawn: visible text with its fate and its marks, so that no markup can be broken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from summit.domain.text.diff import Segment, segments_of
from summit.domain.text.inline import Marks
from summit.domain.text.provisions import Kind
from summit.domain.text.tokens import Written, written_tokens

RunKind = Literal["equal", "deleted", "inserted", "marked"]


@dataclass(frozen=True, slots=True)
class VisibleRun:
    """Text drawn in one way.

    `kind` is equal, deleted, inserted, or "marked" where the words stay and only their marks change
    (`marks` are the new ones). A mark is (name, target): link with its address, strong, emphasis, code,
    note (`text` is its label), break (`text` is a line end).
    """

    kind: RunKind
    marks: Marks
    text: str


_Cell = tuple[str, Marks]


def visible_runs(segments: Iterable[Segment], kind: Kind = Kind.PARAGRAPH) -> list[VisibleRun]:
    """The runs a template draws for the segments of one provision, in order."""
    segments = list(segments)
    old = "".join(one.words for one in segments if one.kind != "inserted")
    new = "".join(one.words for one in segments if one.kind != "deleted")
    return _drawn(segments, _Side(written_tokens(old, kind)), _Side(written_tokens(new, kind)))


def diff_runs(before: str, after: str, kind: Kind = Kind.PARAGRAPH) -> list[VisibleRun]:
    """`visible_runs` of `diff_words`, for which each text is read once."""
    old, new = written_tokens(before, kind), written_tokens(after, kind)
    return _drawn(segments_of(old, new), _Side(old), _Side(new))


def _drawn(segments: Iterable[Segment], old: "_Side", new: "_Side") -> list[VisibleRun]:
    drawn: list[VisibleRun] = []
    gone: list[_Cell] = []
    come: list[_Cell] = []
    for segment in segments:
        if segment.kind == "equal":
            drawn += _changed(gone, come)
            before, after = old.take(segment.words), new.take(segment.words)
            drawn += _changed(before, after)
            gone, come = [], []
        elif segment.kind == "deleted":
            gone += old.take(segment.words)
        else:
            come += new.take(segment.words)
    return _joined([*drawn, *_changed(gone, come)])


class _Side:
    """One side of the diff, read as a whole so that every character knows its marks."""

    def __init__(self, tokens: Sequence[Written]) -> None:
        self.tokens = list(tokens)[::-1]
        self.left = 0

    def take(self, words: str) -> list[_Cell]:
        cells: list[_Cell] = []
        self.left += len(words)
        while self.tokens and self.left > 0:
            token = self.tokens.pop()
            self.left -= len(token.source)
            if token.text:
                cells.append((token.text, token.marks))
        return cells


def _changed(gone: Sequence[_Cell], come: Sequence[_Cell]) -> list[VisibleRun]:
    if [text for text, _ in gone] == [text for text, _ in come]:
        return [_kept(old, new) for old, new in zip(gone, come, strict=True)]
    front = _shared(gone, come)
    back = _shared(gone[front:][::-1], come[front:][::-1])
    end_gone, end_come = len(gone) - back, len(come) - back
    return [
        *(VisibleRun("equal", marks, text) for text, marks in gone[:front]),
        *(VisibleRun("deleted", marks, text) for text, marks in gone[front:end_gone]),
        *(VisibleRun("inserted", marks, text) for text, marks in come[front:end_come]),
        *(VisibleRun("equal", marks, text) for text, marks in gone[end_gone:]),
    ]


def _kept(old: _Cell, new: _Cell) -> VisibleRun:
    return VisibleRun("equal" if old == new else "marked", new[1], new[0])


def _shared(one: Sequence[_Cell], other: Sequence[_Cell]) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _joined(runs: list[VisibleRun]) -> list[VisibleRun]:
    return [
        VisibleRun(kind, marks, "".join(run.text for run in same))
        for (kind, marks), same in groupby(runs, key=lambda run: (run.kind, run.marks))
    ]
