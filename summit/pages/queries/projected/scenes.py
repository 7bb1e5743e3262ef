"""Scenes: one thing that can be shown, with its screens, of which one is seen at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from summit.domain.screens import LINES, Passage, screens
from summit.voting.models import Poll
from summit.voting.queries.pairs import Pairs, PairsRow
from summit.voting.queries.rounds import Bar, RoundShown

ROWS = 5
"""Options or bars on one screen; more are paged, the strongest first."""
MOST_COMPARED = 10
"""Options against each other on one screen."""
SIGNS_OF_A_TITLE = 40
SHORT = 180


@dataclass(frozen=True, slots=True)
class Said:
    """A screen with a sentence, and what is said after it; `is_ours` when neither is somebody's own words."""

    kind: ClassVar[str] = "said"
    words: str
    more: str = ""
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A screen with words of a text."""

    kind: ClassVar[str] = "read"
    passages: tuple[Passage, ...]
    language: str

    @property
    def is_short(self) -> bool:
        """Whether the words leave room for larger letters."""
        return sum(len(one.label) + len(one.text) for one in self.passages) < SHORT


@dataclass(frozen=True, slots=True)
class Offered:
    """A screen with options of a poll, as (name, title)."""

    kind: ClassVar[str] = "offered"
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A screen with bars of a round; the round's sentence stands on its last one."""

    kind: ClassVar[str] = "counted"
    round: RoundShown
    bars: tuple[Bar, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A screen of a comparison two by two: options `first` to …, each against all `names` by their places."""

    kind: ClassVar[str] = "compared"
    names: tuple[str, ...]
    first: int
    rows: tuple[PairsRow, ...]


Slide = Said | Read | Offered | Counted | Compared


@dataclass(frozen=True, slots=True)
class Scene:
    """What is shown: a poll, a result, an announcement, an item of the agenda, or that nothing is.

    `since` tells which of several things is the latest; `documents` are the texts whose news change it.
    """

    kind: str
    key: str
    title: str
    slides: tuple[Slide, ...]
    under: str = ""
    since: datetime | None = None
    poll: Poll | None = None
    code: str = ""
    documents: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.key}"


def reading_slides(passages: Sequence[Passage], language: str, lines: int = LINES) -> tuple[Read, ...]:
    """The passages on as many screens of `lines` lines as they need."""
    return tuple(Read(page, language) for page in screens(passages, lines))


def option_slides(options: Iterable[tuple[str, str]]) -> tuple[Offered, ...]:
    """Options on as many screens as they need, whole ones only."""
    pages: list[list[tuple[str, str]]] = []
    left = 0
    for name, title in options:
        height = 1 + len(title) // SIGNS_OF_A_TITLE
        if not pages or height > left or len(pages[-1]) == ROWS:
            pages.append([])
            left = LINES
        pages[-1].append((name, title))
        left -= height
    return tuple(Offered(tuple(page)) for page in pages)


def round_slides(shown: RoundShown) -> tuple[Counted, ...]:
    """A round's bars, the strongest first, on as many screens as they need."""
    pages = [shown.bars[start : start + ROWS] for start in range(0, len(shown.bars), ROWS)] or [()]
    last = len(pages) - 1
    return tuple(Counted(shown, bars, at == last) for at, bars in enumerate(pages))


def compared_slides(pairs: Pairs) -> tuple[Compared, ...]:
    """The table on as many screens as its rows need; none where its columns would be too narrow."""
    if len(pairs.names) > MOST_COMPARED:
        return ()
    starts = range(0, len(pairs.rows), ROWS)
    return tuple(Compared(pairs.names, at + 1, pairs.rows[at : at + ROWS]) for at in starts)
