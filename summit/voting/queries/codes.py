"""Codes of the record: what a projector shows of the chain when a poll opens, closes and is published."""

from sqlalchemy import select

from summit.db import db
from summit.record import CODE_LENGTH, RecordEntry


def record_entry(kind: str, number: int) -> RecordEntry | None:
    """The entry of this kind that the record keeps about a poll, if it does."""
    return db.session.scalar(
        select(RecordEntry).where(
            RecordEntry.kind == kind, RecordEntry.payload["poll"].as_integer() == number
        )
    )


def record_code(kind: str, number: int) -> str:
    """Its code of 12 letters; empty where there is no such entry."""
    entry = record_entry(kind, number)
    return entry.digest[:CODE_LENGTH] if entry else ""
