"""The event log: what happened, numbered without gaps per topic, and commands that are done once."""

import hashlib
import math
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from summit.db import (
    BEFORE_COMMIT,
    Base,
    Unit,
    UtcDateTime,
    clock,
    current_unit,
    db,
    is_sqlite,
    now,
    transaction,
)
from summit.domain.errors import Refusal


class Topic(Base):
    """One stream of events for one audience; `head` is the number of its last event."""

    __tablename__ = "topic"
    __table_args__ = (UniqueConstraint("kind", "key"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80))
    audience: Mapped[str] = mapped_column(String(20))
    epoch: Mapped[str] = mapped_column(String(8))
    head: Mapped[int] = mapped_column(Integer, default=0)
    floor: Mapped[int] = mapped_column(Integer, default=0)


class Event(Base):
    """One thing that happened. The payload is valid for the least privileged reader of the audience."""

    __tablename__ = "event"
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())


class Command(Base):
    """A write that a person sent under a key made on the device, with the redirect it was answered by."""

    __tablename__ = "command"
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    body_digest: Mapped[str] = mapped_column(String(64))
    location: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())


@dataclass(frozen=True, slots=True)
class TopicName:
    """Names a stream: ("document", "4") for everybody, ("person", "12") for one."""

    kind: str
    key: str = ""
    audience: str = "public"

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Announced:
    """An event on its way into the log: `type` in the past tense, payload of plain JSON values."""

    topic: TopicName
    type: str
    payload: dict[str, Any] = field(default_factory=dict)


COMMANDS_KEPT = timedelta(days=7)
UNBORN = "-"
"""The epoch of a stream in which nothing has happened yet."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a stream stands: a reader who has everything up to `seq` of this `epoch` has missed nothing."""

    topic: str
    epoch: str
    seq: int

    def __str__(self) -> str:
        return f"{self.topic}:{self.epoch}:{self.seq}"

    @classmethod
    def read(cls, text: str) -> "Head":
        """The reverse of str()."""
        topic, epoch, seq = text.rsplit(":", 2)
        return cls(topic, epoch, int(seq))


class ChangedCommand(Refusal):
    """The same key came with other words: a device that re-uses keys must not overwrite anything."""


def announce(topic: TopicName, kind: str, **payload: Any) -> None:
    """Collect an event; the outermost transaction numbers it last, just before its commit."""
    current_unit().announced.append(Announced(topic, kind, payload))


Poke = Callable[[Sequence[Head]], None]
LISTENERS: list[Poke] = []
"""Told after each commit which streams grew. A lost poke costs nothing: readers look at the heads too."""


def _number(session: Session, unit: Unit) -> None:
    """Number the collected events; topics are locked in the order of ids, so nobody waits in a circle."""
    if not unit.announced:
        return
    session.flush()
    events: dict[TopicName, list[Announced]] = {}
    for event in unit.announced:
        events.setdefault(event.topic, []).append(event)
    rows: list[dict[str, object]] = []
    heads = []
    for name in _in_order(session, list(events)):
        moved = _moved(session, name, len(events[name])) or _born(session, name, len(events[name]))
        rows += _numbered(moved.id, moved.head, events[name])
        heads.append(Head(str(name), moved.epoch, moved.head))
    session.connection().execute(_APPEND, rows)
    unit.after_commit.append(lambda: _poke(heads))


def _in_order(session: Session, names: list[TopicName]) -> list[TopicName]:
    """By id; one alone needs none. Those in which nothing has happened yet come last, by name."""
    if len(names) == 1:
        return names
    ids = {(row.kind, row.key): row.id for row in _rows_of(session, names)}
    return sorted(names, key=lambda name: (ids.get((name.kind, name.key), math.inf), str(name)))


def _moved(session: Session, name: TopicName, count: int) -> Any:
    """The stream's id, new head and epoch; None where nothing has happened in it yet."""
    return (
        session.connection()
        .execute(_MOVE, {"the_kind": name.kind, "the_key": name.key, "the_count": count})
        .first()
    )


def _born(session: Session, name: TopicName, count: int) -> Topic:
    made = Topic(kind=name.kind, key=name.key, audience=name.audience, epoch=secrets.token_hex(4), head=count)
    session.add(made)
    session.flush()
    return made


_MOVE = (
    update(Topic.__table__)  # type: ignore[arg-type]
    .where(Topic.kind == bindparam("the_kind"), Topic.key == bindparam("the_key"))
    .values(head=Topic.head + bindparam("the_count"))
    .returning(Topic.id, Topic.head, Topic.epoch)
)
_APPEND = insert(Event.__table__)  # type: ignore[arg-type]
"""Built once, as all that every write needs: a thousand people cast, or many speak, in the same seconds."""


def _numbered(topic_id: int, head: int, events: Sequence[Announced]) -> list[dict[str, object]]:
    return [
        {"topic_id": topic_id, "seq": seq, "type": event.type, "payload": event.payload}
        for seq, event in enumerate(events, head - len(events) + 1)
    ]


def _poke(heads: Sequence[Head]) -> None:
    for listener in LISTENERS:
        listener(heads)


BEFORE_COMMIT.append(_number)


def heads_of(names: Sequence[TopicName]) -> list[Head]:
    """Where these streams stand, in the order asked, read in the caller's snapshot."""
    known = {(row.kind, row.key): row for row in _rows_of(db.session(), names)}
    return [_head(name, known.get((name.kind, name.key))) for name in names]


def _rows_of(session: Session, names: Sequence[TopicName]) -> Sequence[Any]:
    asked = {"the_names": [(name.kind, name.key) for name in names]}
    return session.connection().execute(_ROWS, asked).all()


_ROWS = select(Topic.id, Topic.kind, Topic.key, Topic.epoch, Topic.head).where(
    tuple_(Topic.kind, Topic.key).in_(bindparam("the_names", expanding=True))
)


def _head(name: TopicName, row: Any) -> Head:
    return Head(str(name), UNBORN, 0) if row is None else Head(str(name), row.epoch, row.head)


# --- commands: a write sent twice is done once -------------------------------------------------------------


@transaction
def once(person_id: int, key: str, body: bytes, act: Callable[[], str]) -> str:
    """Do `act` unless this person's `key` was done before; answer the place to go on to either way.

    Raises ChangedCommand when the key was used for another body.
    """
    digest = hashlib.sha256(body).hexdigest()
    this = {"the_person": person_id, "the_key": key}
    connection = db.session.connection()
    if _claimed(person_id, key, digest):
        location = act()
        connection.execute(_ANSWER, this | {"the_location": location})
        return location
    done = connection.execute(_ANSWERED, this).one()
    if done.body_digest != digest:
        raise ChangedCommand(
            "This was sent before with other words. Reload the page and look before sending."
        )
    return str(done.location)


@transaction
def forget_commands() -> int:
    """Delete what was sent more than a week ago: no device offers it again. Answers how many."""
    old = delete(Command).where(Command.at < now() - COMMANDS_KEPT).returning(Command.key)
    return len(db.session.execute(old, execution_options={"synchronize_session": False}).all())


def _claimed(person_id: int, key: str, digest: str) -> bool:
    """Whether the key is new. First of all, so that whoever sends the same at the same moment waits here for
    what came of it, and is not refused because it has been done."""
    row = {"person_id": person_id, "key": key, "body_digest": digest, "location": ""}
    claim = _CLAIM_SQLITE if is_sqlite() else _CLAIM_POSTGRESQL
    return db.session.connection().execute(claim, row).first() is not None


_CLAIM_SQLITE, _CLAIM_POSTGRESQL = (
    insert_new(Command).on_conflict_do_nothing().returning(Command.key)
    for insert_new in (sqlite_insert, postgresql_insert)
)
_THIS = (Command.person_id == bindparam("the_person"), Command.key == bindparam("the_key"))
_ANSWERED = select(Command.body_digest, Command.location).where(*_THIS)
_ANSWER = update(Command.__table__).where(*_THIS).values(location=bindparam("the_location"))  # type: ignore[arg-type]
