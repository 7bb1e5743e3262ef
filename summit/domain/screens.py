"""Cut what a hall reads at once into screens: whole passages where they fit, long ones between words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summit.domain.text import Kind, VisibleRun

LINES = 7
SIGNS = 54
"""What a screen holds in letters that are legible from twenty metres: 64 of 1080 points high at the least."""

LINES_BESIDE_SPEAKERS = 5
"""What is left while a speakers' list stands below."""

WORD = re.compile(r"\n|[^\S\n]+|\S+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one provision under its label ("§ 12", or nothing), as they are drawn."""

    label: str
    kind: Kind
    runs: tuple[VisibleRun, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def screens(
    passages: Sequence[Passage], lines: int = LINES, signs: int = SIGNS
) -> tuple[tuple[Passage, ...], ...]:
    """The passages in order, on as many screens of `lines` lines of `signs` letters as they need.

    A passage that fits on one screen is never cut; a longer one begins a screen of its own and is cut between
    words. Nothing is left out. No passages make no screens.
    """
    done: list[tuple[Passage, ...]] = []
    page: list[Passage] = []
    left = lines
    for passage in passages:
        pieces = list(_pieces(passage, lines, signs))
        for piece in pieces:
            height = _height(piece.text, signs)
            if page and (height > left or len(pieces) > 1):
                done.append(tuple(page))
                page, left = [], lines
            page.append(piece)
            left -= height
    return (*done, tuple(page)) if page else tuple(done)


def _pieces(passage: Passage, lines: int, signs: int) -> Iterator[Passage]:
    rest = passage
    while _height(rest.text, signs) > lines:
        end = _room(rest.text, lines, signs)
        yield replace(rest, runs=_between(rest.runs, 0, end))
        rest = replace(rest, label="", runs=_between(rest.runs, end, len(rest.text)))
    if rest.text.strip() or rest.label:
        yield rest


def _height(text: str, signs: int) -> int:
    *_, (_, line) = [(0, 1), *_set(text, signs)]
    return line


def _room(text: str, lines: int, signs: int) -> int:
    """Where the last word ends that stands on these lines; at least one word stands, however long it is."""
    ends = list(_set(text, signs))
    return max((end for end, line in ends if line <= lines), default=ends[0][0])


def _set(text: str, signs: int) -> Iterator[tuple[int, int]]:
    """(end, line) of each word, in lines of so many letters."""
    line, column = 1, 0
    for found in WORD.finditer(text):
        word = found.group()
        if word == "\n" or (not word.isspace() and column and column + len(word) > signs):
            line, column = line + 1, 0
        over, column = divmod(column + len(word), signs) if not word.isspace() else (0, column + len(word))
        line += over
        yield found.end(), line


def _between(runs: Sequence[VisibleRun], start: int, end: int) -> tuple[VisibleRun, ...]:
    """The part of the runs from one letter to another."""
    cut: list[VisibleRun] = []
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        if text:
            cut.append(replace(run, text=text))
    return tuple(cut)
