"""The speakers' list of a body: where a request for the floor is put, and how long somebody has spoken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What somebody asks for the floor for. All but a turn may interrupt, and use up no turn."""

    TURN = "turn"
    QUESTION = "question"
    REPLY = "reply"
    POINT_OF_ORDER = "point of order"


class Side(StrEnum):
    """On which side of the question a turn is taken, where it has two."""

    FOR = "for"
    AGAINST = "against"


RANK = {Purpose.POINT_OF_ORDER: 0, Purpose.QUESTION: 1, Purpose.REPLY: 1, Purpose.TURN: 2}
GETTING_READY = 2
"""Turns at the top of a list that nobody else's turn is put before: who stands there is getting ready."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a list orders turns, shown to all; without any, turns stand as they were asked for."""

    newcomers_first: bool = True
    alternates: bool = True
    interleaves: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody who waits for the floor; `has_spoken` is whether they have had a turn on this list."""

    purpose: Purpose
    side: Side | None = None
    is_remote: bool = False
    has_spoken: bool = False


def place_in(queue: Sequence[Request], new: Request, rules: Rules) -> int:
    """The place, from 0, at which a new request is put; nobody else changes places with another.

    Points of order come first, then questions and replies, then turns, each as they were asked for. A turn
    passes turns below the first two: of people who have had one already; by alternation, where it parts two
    on the same side from each other; by interleaving, where it parts two from the room or two from afar.
    """
    if new.purpose is not Purpose.TURN:
        return next((at for at, one in enumerate(queue) if RANK[one.purpose] > RANK[new.purpose]), len(queue))
    turns = [at for at, one in enumerate(queue) if one.purpose is Purpose.TURN]
    highest = turns[GETTING_READY - 1] + 1 if len(turns) >= GETTING_READY else len(queue)
    place = len(queue)
    while place > highest and _passes(new, queue[place - 1], queue[place - 2], rules):
        place -= 1
    return place


def _passes(new: Request, other: Request, before: Request, rules: Rules) -> bool:
    """Whether a new turn goes ahead of `other`, who stands behind `before`."""
    if other.purpose is not Purpose.TURN:
        return False
    if rules.newcomers_first and new.has_spoken != other.has_spoken:
        return other.has_spoken
    if before.purpose is not Purpose.TURN:
        return False
    if rules.alternates and {new.side, other.side} == set(Side):
        return before.side == other.side
    parts = new.is_remote != other.is_remote and before.is_remote == other.is_remote
    return rules.interleaves and parts


@dataclass(frozen=True, slots=True)
class Clock:
    """A speech by the server's moments alone: `paused` is what was taken off while it stood still.

    `limit` None is without an end. Whoever shows it counts from these moments; nothing is told each second.
    """

    began_at: datetime
    stopped_at: datetime | None = None
    paused: timedelta = timedelta(0)
    limit: timedelta | None = None

    @property
    def counts_from(self) -> datetime:
        """When it would have begun without its pauses."""
        return self.began_at + self.paused

    @property
    def until(self) -> datetime | None:
        """When the time is over if the clock runs on."""
        return None if self.limit is None else self.counts_from + self.limit

    def spoken(self, now: datetime) -> timedelta:
        """How long somebody has spoken, pauses left out; never less than nothing."""
        return max(timedelta(0), (self.stopped_at or now) - self.counts_from)

    def is_over(self, now: datetime) -> bool:
        """Whether the time was used up."""
        return self.limit is not None and self.spoken(now) >= self.limit
