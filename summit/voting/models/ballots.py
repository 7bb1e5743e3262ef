"""Who may vote in a poll, sealed envelopes while it is open, and ballots after it closed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, clock

TABLET, PHONE, PAPER = "tablet", "phone", "paper"
"""The ways on which a ballot can come."""


class RollEntry(Base):
    """Who may vote in a poll, written when it opens."""

    __tablename__ = "roll"
    __table_args__ = (UniqueConstraint("poll_number", "person_id"),)
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Envelope(Base):
    """A sealed ballot beside a name, while the poll is open; deleted when names and contents are parted."""

    __tablename__ = "envelope"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    revision: Mapped[int]
    attempt: Mapped[str] = mapped_column(String(32))
    box: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    way: Mapped[str] = mapped_column(String(10), default=TABLET, server_default=TABLET)


class PaperEntry(Base):
    """A paper ballot as the first of two tellers entered it for a seat, sealed until the second has."""

    __tablename__ = "paper_entry"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    teller_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    box: Mapped[bytes] = mapped_column(LargeBinary)


class Ballot(Base):
    """One marked paper without a name; its id comes from a number that only the voter's device drew."""

    __tablename__ = "ballot"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class CalledVote(Base):
    """A ballot of a roll call, with its voter on it; no secret poll ever has a row here.

    `id` is that of the receipt, so that a retry is known again after the close.
    """

    __tablename__ = "called_vote"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    id: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Participation(Base):
    """That a seat took part. `attempt` answers late retries and is blanked at publication."""

    __tablename__ = "participation"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    attempt: Mapped[str | None] = mapped_column(String(32))
    way: Mapped[str] = mapped_column(String(10), default=TABLET, server_default=TABLET)


class LateCast(Base):
    """That somebody on the roll, without a ballot, tried to cast after the close: counted in the annex."""

    __tablename__ = "late_cast"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
