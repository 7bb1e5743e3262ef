"""What the final document says of who took part: Annex I."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TookPart:
    """How many of those entitled to vote in a published poll did; `present` is None where nobody sat."""

    poll: int
    entitled: int
    number: int
    present: int | None = None


@dataclass(frozen=True, slots=True)
class BodyBase:
    """What the quorum of a body is counted from: its seats, those that are held, and its rule."""

    name: str
    seats: int
    held: int
    quorum: str
    counts_remote: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """A moment at which the presence of a sitting was put on the record: when it was opened, closed …

    Without a time it is whoever was there at any. `seats` are those held then, `room` and `remote` those of
    them present; `is_quorate` is None where the act does not turn on it.
    """

    body: str
    sitting: str
    did: str
    at: datetime | None
    seats: int | None
    room: int
    remote: int
    is_quorate: bool | None


@dataclass(frozen=True, slots=True)
class ListChange:
    """A change of who may vote or is accredited, made after the first sitting or poll had begun."""

    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class Participation:
    """Annex I: how many are accredited in each role, how many seats there are and how many are held."""

    accredited: tuple[tuple[str, int], ...]
    seats: int
    held: int
    polls: tuple[TookPart, ...]
    remote: int = 0
    bodies: tuple[BodyBase, ...] = ()
    turns: tuple[Turn, ...] = ()
    changes: tuple[ListChange, ...] = ()
