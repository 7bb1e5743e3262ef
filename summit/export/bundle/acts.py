"""log/: the chain of record entries, and the public events."""

from sqlalchemy import ColumnElement, and_, not_, select

from summit.db import db
from summit.events import Event, Topic
from summit.export.bundle.lines import entries
from summit.record import RecordEntry

UNTOLD = ("job", "practice")
"""Kinds of streams that tell of the server's work, or of practice, and not of the summit's."""


def logs() -> dict[str, bytes]:
    """The two logs by path."""
    return {"log/record.jsonl": chain(), "log/events.jsonl": events()}


def _of_practice() -> ColumnElement[bool]:
    """The stream of one practice poll: its number is below zero."""
    return and_(Topic.kind == "poll", Topic.key.startswith("-"))


def chain() -> bytes:
    """Every entry with its digest; the digest covers all its other members."""
    kept = db.session.scalars(select(RecordEntry).order_by(RecordEntry.seq))
    return entries(
        {
            "seq": one.seq,
            "at": one.at.isoformat(),
            "kind": one.kind,
            "payload": one.payload,
            "previous": one.previous,
            "digest": one.digest,
        }
        for one in kept
    )


def events() -> bytes:
    """What was told to everybody, stream by stream, in the order it was told; nothing of practice."""
    rows = db.session.execute(
        select(Topic.kind, Topic.key, Event.seq, Event.at, Event.type, Event.payload)
        .join(Event, Event.topic_id == Topic.id)
        .where(Topic.audience == "public", Topic.kind.not_in(UNTOLD), not_(_of_practice()))
        .order_by(Topic.kind, Topic.key, Event.seq)
    )
    return entries(
        {
            "topic": f"{row.kind}:{row.key}",
            "seq": row.seq,
            "at": row.at.isoformat(),
            "type": row.type,
            "payload": row.payload,
        }
        for row in rows
    )
