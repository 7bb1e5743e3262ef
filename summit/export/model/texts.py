"""What the final document says of texts, people and amendments."""

from dataclasses import dataclass
from datetime import datetime

from summit.domain.text import Provision, Text
from summit.domain.text.shown import VisibleRun


@dataclass(frozen=True, slots=True)
class Mark:
    """Which adoption touched a provision; `deed` is changed, inserted, moved or struck."""

    amendment: int
    poll: int | None
    deed: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A provision of the latest revision under its printed number, with the adoptions that touched it.

    A mark "struck" stands at the provision behind which another one was taken out. `language` is set where
    an edition shows it in another one than the rest.
    """

    label: str
    provision: Provision
    marks: tuple[Mark, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Adoption:
    """A change that made revision `revision` of a document."""

    amendment: int
    poll: int | None
    revision: int
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """A document of the operative part; `opening_marks` are strikings before its first provision."""

    number: int
    title: str
    language: str
    revision: int
    digest: str
    provisions: tuple[Numbered, ...]
    adoptions: tuple[Adoption, ...]
    opening_marks: tuple[Mark, ...]
    titles: tuple[tuple[str, str], ...] = ()
    """Its title by language, where it is translated."""
    state: str = "before"
    """Only what is adopted enters the operative part; `decided` is the poll that decided, if one did."""
    decided: int | None = None
    referred_to: str = ""
    reason: str = ""
    moved_by: str = ""

    @property
    def text(self) -> Text:
        return tuple(one.provision for one in self.provisions)


@dataclass(frozen=True, slots=True)
class Translated:
    """Annex V: one provision of the latest revision in another language; `source` is what it was written in.

    `state` is reviewed, ready, stale or missing; `words` are empty where there is no translation that holds.
    """

    document: int
    provision: str
    place: str
    language: str
    source: str
    state: str
    words: str
    translator: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class ChangedPlace:
    """One place that an amendment touches, in the words of the text it was made on.

    `deed` is changed, inserted, struck or moved; `runs` hold old words as deleted and new ones as inserted;
    `place` says where, for an insertion or a move behind what.
    """

    place: str
    deed: str
    runs: tuple[VisibleRun, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Annex II: one amendment as its proposer wrote it, and what became of it.

    `proposer` brings it now; it was `taken_over_from` who wrote it, where that is somebody else.
    `fate` is the state, `poll` the published poll that decided, `fell_because_of` an adopted amendment;
    `recommended` is what bodies recommended, as (body, advice, reasons); `replaces` are the amendments that
    it was made from, where it is a compromise.
    """

    number: int
    title: str
    proposer: str
    taken_over_from: str | None
    seconders: tuple[str, ...]
    document: int
    base: int
    proposed_at: datetime
    places: tuple[ChangedPlace, ...]
    rationale: str
    fate: str
    fell_because_of: int | None
    poll: int | None
    forms: int
    recommended: tuple[tuple[str, str, str], ...] = ()
    replaces: tuple[int, ...] = ()
    lapsed_with: str = ""
    """The fate of its text with which it lapsed."""
