"""Reads of the event log: where streams stand, and what happened after a position."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, tuple_

from summit.db import db
from summit.events import Event, Head, Topic, TopicName
from summit.live.topics import audience_of

MOST_AT_ONCE = 500
"""How many events of a stream one answer to a follower holds; more are fetched in turns."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream as it stands: events `floor` + 1 … `head` of this `epoch` can be read."""

    id: int
    name: str
    epoch: str
    head: int
    floor: int

    @property
    def position(self) -> Head:
        return Head(self.name, self.epoch, self.head)

    def at(self, head: int) -> "Stream":
        """The same stream as it stood at an earlier event."""
        return replace(self, head=head)


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the log."""

    seq: int
    type: str
    payload: dict[str, object]
    at: datetime


def streams(names: Sequence[TopicName] | None = None) -> dict[str, Stream]:
    """The streams of these names that exist, by name; all streams where no names are given.

    A stream whose audience is not that of its kind is left out: it must not reach the room of its name.
    """
    connection = db.session.connection()
    if names is None:
        rows = connection.execute(_ALL).all()
    else:
        rows = connection.execute(_NAMED, {"the_names": [(name.kind, name.key) for name in names]}).all()
    found = [_stream(row) for row in rows if row.audience == audience_of(row.kind)]
    return {stream.name: stream for stream in found}


_ALL = select(Topic.id, Topic.kind, Topic.key, Topic.audience, Topic.epoch, Topic.head, Topic.floor)
_NAMED = _ALL.where(tuple_(Topic.kind, Topic.key).in_(bindparam("the_names", expanding=True)))
"""Both are asked many times a second, and built once."""


def _stream(row: Any) -> Stream:
    return Stream(row.id, str(TopicName(row.kind, row.key)), row.epoch, row.head, row.floor)


def happened_after(stream: Stream, seq: int, limit: int = MOST_AT_ONCE) -> list[Happened]:
    """The events of a stream from `seq` + 1 up to its head, in order, at most `limit` of them."""
    asked = {"the_topic": stream.id, "after": seq, "until": stream.head, "at_most": limit}
    rows = db.session.connection().execute(_HAPPENED, asked)
    return [Happened(row.seq, row.type, row.payload, row.at) for row in rows]


_HAPPENED = (
    select(Event.seq, Event.type, Event.payload, Event.at)
    .where(
        Event.topic_id == bindparam("the_topic"), Event.seq > bindparam("after"),
        Event.seq <= bindparam("until"),
    )
    .order_by(Event.seq)
    .limit(bindparam("at_most"))
)  # fmt: skip
