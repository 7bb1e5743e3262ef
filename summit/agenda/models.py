"""Sittings and their agenda items, the floor of each body, presence, deadlines, announcements and rulings."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.people.models import Attendance, Body, Person


class SittingState(StrEnum):
    """The life of a sitting."""

    PLANNED = "planned"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class ItemState(StrEnum):
    """Where an agenda item stands; one at most is current in a body."""

    PLANNED = "planned"
    CURRENT = "current"
    DONE = "done"
    DEFERRED = "deferred"


RUNNING = (SittingState.OPEN, SittingState.SUSPENDED)
"""States of a sitting that has begun and not ended: a body has one such sitting at most."""

IS_RUNNING = text("state IN ('open', 'suspended')")
IS_CURRENT = text("state = 'current'")


class ChannelKind(StrEnum):
    """What is heard at a channel's address."""

    STREAM = "stream"
    INTERPRETATION = "interpretation"


class Act(StrEnum):
    """What can have a deadline."""

    PROPOSING = "proposing"
    SECONDING = "seconding"


class Sitting(Base):
    """One meeting of a body. `told_*` is the presence that its readers were told of last."""

    __tablename__ = "sitting"
    __table_args__ = (
        Index(
            "uq_sitting_running",
            "body_id",
            unique=True,
            sqlite_where=IS_RUNNING,
            postgresql_where=IS_RUNNING,
        ),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[SittingState] = mapped_column(String(20), default=SittingState.PLANNED)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_room: Mapped[int] = mapped_column(default=0, server_default="0")
    told_remote: Mapped[int] = mapped_column(default=0, server_default="0")
    told_others: Mapped[int] = mapped_column(default=0, server_default="0")
    body: Mapped[Body] = relationship()
    items: Mapped[list["AgendaItem"]] = relationship(
        back_populates="sitting", order_by="AgendaItem.position, AgendaItem.id"
    )
    channels: Mapped[list["Channel"]] = relationship(order_by="Channel.id")


class Channel(Base):
    """Where a sitting can be followed: its stream, or one language of its interpretation."""

    __tablename__ = "channel"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    kind: Mapped[ChannelKind] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(12))
    address: Mapped[str] = mapped_column(String(400))


class AgendaItem(Base):
    """A point on the order paper. What it is about is named by (kind, key) without a foreign key."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        Index(
            "uq_agenda_item_current",
            "sitting_id",
            unique=True,
            sqlite_where=IS_CURRENT,
            postgresql_where=IS_CURRENT,
        ),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    anchor_kind: Mapped[str | None] = mapped_column(String(20))
    anchor_key: Mapped[str | None] = mapped_column(String(80))
    minutes: Mapped[int | None]
    state: Mapped[ItemState] = mapped_column(String(20), default=ItemState.PLANNED)
    taken_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sitting: Mapped[Sitting] = relationship(back_populates="items")


class Floor(Base):
    """What a body has before it now, and the officer who drives it; one row per body.

    `shown_*` is what the projector is told to show instead of what follows from the rest; `shown_step` is
    the round of a result.
    """

    __tablename__ = "floor"
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), primary_key=True, autoincrement=False)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    driver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    driven_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shown_kind: Mapped[str | None] = mapped_column(String(20))
    shown_key: Mapped[str | None] = mapped_column(String(80))
    shown_step: Mapped[int | None]
    body: Mapped[Body] = relationship()
    sitting: Mapped[Sitting | None] = relationship()
    item: Mapped[AgendaItem | None] = relationship()
    driver: Mapped[Person | None] = relationship()


class Presence(Base):
    """A person at a sitting from `arrived_at` until `left_at`; nobody is there twice at the same moment."""

    __tablename__ = "presence"
    __table_args__ = (
        Index(
            "uq_presence_now",
            "sitting_id",
            "person_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    mode: Mapped[Attendance] = mapped_column(String(10))
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dropped: Mapped[bool] = mapped_column(default=False)
    person: Mapped[Person] = relationship()


class Deadline(Base):
    """Until when an act is open: for one document, or (without one) for every document."""

    __tablename__ = "deadline"
    __table_args__ = (
        Index(
            "uq_deadline_of_document",
            "act",
            "document_number",
            unique=True,
            sqlite_where=text("document_number IS NOT NULL"),
            postgresql_where=text("document_number IS NOT NULL"),
        ),
        Index(
            "uq_deadline_of_all",
            "act",
            unique=True,
            sqlite_where=text("document_number IS NULL"),
            postgresql_where=text("document_number IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[Act] = mapped_column(String(40))
    document_number: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    has_passed: Mapped[bool] = mapped_column(default=False)


class Announcement(Base):
    """A sentence to everybody, or to those in one body."""

    __tablename__ = "announcement"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    words: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    body: Mapped[Body | None] = relationship()
    made_by: Mapped[Person] = relationship()


class Ruling(Base):
    """A decision of a chair on procedure; it stands in the record and is never edited."""

    __tablename__ = "ruling"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    words: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    body: Mapped[Body] = relationship()
    item: Mapped[AgendaItem | None] = relationship()
    made_by: Mapped[Person] = relationship()
