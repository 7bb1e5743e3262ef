"""The final document as one value, from which every format is written."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any

from summit.domain.canonical import canonical_json, sha256_hex
from summit.domain.text import Provision, Text
from summit.domain.text.shown import VisibleRun

PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class Mark:
    """Which adoption touched a provision; `deed` is changed, inserted, moved or struck."""

    amendment: int
    poll: int | None
    deed: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A provision of the latest revision under its printed number, with the adoptions that touched it.

    A mark "struck" stands at the provision behind which another one was taken out.
    """

    label: str
    provision: Provision
    marks: tuple[Mark, ...]


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

    @property
    def text(self) -> Text:
        return tuple(one.provision for one in self.provisions)


@dataclass(frozen=True, slots=True)
class TookPart:
    """How many of those entitled to vote in a published poll did."""

    poll: int
    entitled: int
    number: int


@dataclass(frozen=True, slots=True)
class Participation:
    """Annex I: how many are accredited in each role, how many seats there are and how many are held."""

    accredited: tuple[tuple[str, int], ...]
    seats: int
    held: int
    polls: tuple[TookPart, ...]


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

    `fate` is the state, `poll` the published poll that decided, `fell_because_of` an adopted amendment.
    """

    number: int
    title: str
    proposer: str
    document: int
    base: int
    proposed_at: datetime
    places: tuple[ChangedPlace, ...]
    rationale: str
    fate: str
    fell_because_of: int | None
    poll: int | None
    forms: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a poll under the letter by which the tables name it."""

    letter: str
    id: str
    amendment: int | None
    title: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A line of the round table: votes by letter (None once an option is out), as exact text."""

    number: int
    out: tuple[str, ...]
    votes: tuple[str | None, ...]
    exhausted: str
    total: str


@dataclass(frozen=True, slots=True)
class TieLine:
    """Options level in a round, what was at stake, what broke the tie and which was picked; by letter."""

    round: int
    purpose: str
    options: tuple[str, ...]
    rule: str
    chosen: str | None


@dataclass(frozen=True, slots=True)
class Lot:
    """The order of lots: the system's half was committed to before the chair's number was typed."""

    commitment: str
    half: str
    chair_number: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a result did to the text: `revision` is None where the text was kept."""

    adopted: int | None
    revision: int | None
    digest: str | None
    fallen: tuple[int, ...]
    rejected: tuple[int, ...]
    obsolete: tuple[int, ...]
    orphaned: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """The ballots behind a result, hashed and counted once more: do they still give what was published?"""

    number: int
    digest: str
    is_as_closed: bool
    is_recounted_equal: bool


@dataclass(frozen=True, slots=True)
class Vote:
    """Annex III: one published poll. `result` is the count as it was published, `Count.as_json()`."""

    number: int
    title: str
    method: str
    document: int
    places: tuple[str, ...]
    base: int
    base_digest: str
    rules: tuple[str, ...]
    rules_digest: str
    opened_at: datetime | None
    closed_at: datetime | None
    published_at: datetime | None
    entitled: int
    received: int
    valid: int
    blank: int
    spoilt: int
    late: int
    options: tuple[Choice, ...]
    rounds: tuple[RoundLine, ...]
    winners: tuple[str, ...]
    outcome: str
    ties: tuple[TieLine, ...]
    lot: Lot | None
    effect: Effect
    stored: Stored
    record_code: str
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A poll that is announced, open or not published: its question and nothing else."""

    number: int
    title: str
    document: int


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Something that did not go the usual way: when, and what, in a sentence."""

    at: datetime | None
    sentence: str


@dataclass(frozen=True, slots=True)
class FinalDocument:
    """The whole: cover, operative part, annexes. `as_of` is the time of the last record entry, in `zone`."""

    title: str
    status: str
    zone: str
    as_of: datetime | None
    record_entries: int
    record_code: str
    parts: tuple[Part, ...]
    participation: Participation
    amendments: tuple[Proposed, ...]
    votes: tuple[Vote, ...]
    undecided: tuple[Undecided, ...]
    exceptions: tuple[Exceptional, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values; moments as ISO 8601 with the offset of the summit's zone."""
        return {"format": "summit-final/1", **_plain(self)}

    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything above: equal documents have equal digests."""
        return sha256_hex(canonical_json(self.as_json()))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (bool, int)) else str(value)
