"""What the final document says of polls."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


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
class OtherMethod:
    """Who would be in front if the same ballots were counted in another way: information, no result."""

    method: str
    winners: tuple[str, ...]
    tied: tuple[str, ...]
    by_lot: bool


@dataclass(frozen=True, slots=True)
class Lot:
    """The order of lots: the system's half was committed to before the chair's number was typed."""

    commitment: str
    half: str
    chair_number: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a result did to the text: `revision` is None where the text was kept.

    `is_on_text` says whether the poll could have changed one.
    """

    adopted: int | None
    revision: int | None
    digest: str | None
    fallen: tuple[int, ...]
    rejected: tuple[int, ...]
    obsolete: tuple[int, ...]
    orphaned: tuple[int, ...]
    merged: tuple[int, ...] = ()
    together: tuple[int, ...] = ()
    """What a consent list adopted, of which `adopted` is the last."""
    is_on_text: bool = True
    whole: str = ""
    """What became of the text that was put as a whole, in a sentence."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The ballots behind a result, hashed and counted once more: do they still give what was published?"""

    number: int
    digest: str
    is_as_closed: bool
    is_recounted_equal: bool


@dataclass(frozen=True, slots=True)
class Challenged:
    """A challenge of a result; `upheld` is None while the chair has not ruled."""

    by: str
    at: datetime | None
    reason: str
    upheld: bool | None
    ruling: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """An explanation of vote or a minority statement whose words stand."""

    kind: str
    by: str
    at: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class Vote:
    """Annex III: one published poll. `result` is the count as it was published, `Count.as_json()`."""

    number: int
    title: str
    kind: str
    method: str
    document: int | None
    """None, as base and digest are, where the poll is about no text."""
    places: tuple[str, ...]
    base: int | None
    base_digest: str | None
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
    not_found: int
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
    other_methods: tuple[OtherMethod, ...]
    void: str | None
    """Why the poll was voided after its result was published."""
    challenge_until: datetime | None
    challenges: tuple[Challenged, ...]
    statements: tuple[Stated, ...]
    repeats: int | None
    repeated_by: int | None
    called: tuple[tuple[str, str, str], ...] = ()
    """(seat, name, ballot in words) of a roll call."""
    is_by_hand: bool = False
    on_paper: int = 0
    present: int | None = None
    """Seats present at the opening, from wherever; None where the body did not sit."""
    ways: tuple[tuple[str, int], ...] = ()
    """How the ballots came: (way, number)."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A poll that is announced, open or not published: its question and nothing else."""

    number: int
    title: str
    document: int | None
