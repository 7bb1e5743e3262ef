"""The chain of record entries: each carries the hash of the one before, so that nothing can be slipped in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, db, now, transaction
from summit.domain.canonical import canonical_json, sha256_hex

GENESIS = "0" * 64
CODE_LENGTH = 12


class RecordEntry(Base):
    """One act that the record keeps: who did what, when; `digest` chains it to all before."""

    __tablename__ = "record_entry"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)


class RecordHead(Base):
    """The end of the chain, one row, locked by whoever appends."""

    __tablename__ = "record_head"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry's place in the chain; `code` is what a projector shows and a delegate photographs."""

    seq: int
    digest: str

    @property
    def code(self) -> str:
        return self.digest[:CODE_LENGTH]


@transaction
def keep(kind: str, **payload: Any) -> Kept:
    """Append an entry of plain JSON values; its digest covers it and the digest before."""
    return keep_all(kind, [payload])


@transaction
def keep_all(kind: str, payloads: Sequence[dict[str, Any]]) -> Kept:
    """Append one entry for each payload, in order, by one write; answers the place of the last."""
    head = _held_head()
    at, rows = now(), []
    for payload in payloads:
        seq, previous = head.seq + 1, head.digest
        digest = entry_digest(seq, at, kind, payload, previous)
        rows.append(
            {"seq": seq, "at": at, "kind": kind, "payload": payload, "previous": previous, "digest": digest}
        )
        head.seq, head.digest = seq, digest
    if rows:
        db.session.execute(insert(RecordEntry), rows)
    db.session.flush()
    return Kept(head.seq, head.digest)


def _held_head() -> RecordHead:
    """The end of the chain, kept from everybody else until the commit."""
    wanted = select(RecordHead).where(RecordHead.id == 1).with_for_update()
    head = db.session.scalar(wanted, execution_options={"populate_existing": True})
    if head is None:
        head = RecordHead(id=1, seq=0, digest=GENESIS)
        db.session.add(head)
    return head


def entry_digest(seq: int, at: datetime, kind: str, payload: dict[str, Any], previous: str) -> str:
    """SHA-256 over the canonical JSON of the whole entry, so that a verifier needs nothing else."""
    entry = {"seq": seq, "at": at.isoformat(), "kind": kind, "payload": payload, "previous": previous}
    return sha256_hex(canonical_json(entry))


def head_code() -> str:
    """The 12-character code of the chain's end; twelve zeros before the first entry."""
    digest = db.session.scalar(select(RecordHead.digest).where(RecordHead.id == 1))
    return (digest or GENESIS)[:CODE_LENGTH]


def broken_at() -> int | None:
    """The number of the first entry that does not fit the chain or is missing from it, else None."""
    last, previous = 0, GENESIS
    for entry in db.session.scalars(select(RecordEntry).order_by(RecordEntry.seq)):
        expected = entry_digest(entry.seq, entry.at, entry.kind, entry.payload, previous)
        if entry.digest != expected or entry.previous != previous:
            return entry.seq
        last, previous = entry.seq, entry.digest
    kept = db.session.scalar(select(RecordHead.digest).where(RecordHead.id == 1)) or GENESIS
    return None if kept == previous else last + 1
