"""A poll, the states of its life, and the options that can be ranked."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.domain.wording import poll_name


class PollState(StrEnum):
    """The life of a poll; nothing can be sent before `open`, nothing is shown before `published`."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    PUBLISHED = "published"
    VOID = "void"


class PollKind(StrEnum):
    """What is decided: amendments, a whole text, a question, an election, or how the body goes on."""

    AMENDMENTS = "amendments"
    CONSENT = "consent"
    """A list of amendments that is carried or lost as a whole."""
    TEXT = "text"
    """A text as a whole: adopt it, or refer it to a body."""
    QUESTION = "question"
    ELECTION = "election"
    PROCEDURE = "procedure"


TAKING_BALLOTS = (PollState.OPEN, PollState.CLOSING)
KEEP = "keep"
"""The id of the option "keep the text as it is", which every poll on amendments has."""


class Poll(Base):
    """One question put to a vote under rules that are frozen when it opens.

    Polls that decide nothing about a text have neither `document_number` nor `base`.
    `present` are the seats present at the opening, from wherever; `present_for_quorum` the fewest that
    counted for the quorum, at the opening or at the closing. Both are None where the body did not sit.
    Practice is numbered below zero, so that no real poll's number is taken; it has no document, and
    `practice_of` is who practises alone.
    """

    __tablename__ = "poll"
    __table_args__ = ({"sqlite_autoincrement": True},)
    number: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    kind: Mapped[PollKind] = mapped_column(String(20), default=PollKind.AMENDMENTS)
    document_number: Mapped[int | None] = mapped_column(ForeignKey("document.number"))
    practice_of: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(300))
    state: Mapped[PollState] = mapped_column(String(20), default=PollState.DRAFT)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    rules_digest: Mapped[str | None] = mapped_column(String(64))
    base: Mapped[int | None]
    provisions: Mapped[list[str]] = mapped_column(JSON)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    lot_commitment: Mapped[str | None] = mapped_column(String(64))
    lot_half: Mapped[str | None] = mapped_column(String(64))
    chair_number: Mapped[str | None] = mapped_column(String(20))
    entitled: Mapped[int | None]
    present: Mapped[int | None]
    present_for_quorum: Mapped[int | None]
    roll_digest: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    announced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    planned_close_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the close begins by itself, as everybody was told."""
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when casting waits for the key of the poll, which is not where it was put."""
    not_found: Mapped[int] = mapped_column(default=0, server_default="0")
    """Receipts for ballots that were lost and did not come back, as known when the result was published."""
    turnout: Mapped[int] = mapped_column(default=0)
    repeats_number: Mapped[int | None] = mapped_column(ForeignKey("poll.number"))
    """The void poll whose question is put again."""
    void_reason: Mapped[str | None] = mapped_column(Text)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    other_methods: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The same ballots by name of other methods, as information; empty where nothing is to be told."""
    revision_made: Mapped[int | None]
    """The last revision that it made."""
    pulls_needed: Mapped[int | None]
    """How many delegates can pull an item out of a consent list."""
    asks: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Of a poll on a text as a whole: what becomes of it if carried, and the body it is referred to."""
    untranslated: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """Languages that its rules name and in which it was opened without every option reviewed."""
    record_code: Mapped[str | None] = mapped_column(String(12))
    hand_count: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Of a poll that is counted by hand in the room: what two tellers agreed upon, empty until then."""
    options: Mapped[list["Option"]] = relationship(order_by="Option.position")

    @property
    def name(self) -> str:
        """As it is called on every screen: V-07, or Practice 3."""
        return poll_name(self.number)

    @property
    def document_asked(self) -> int:
        """The number of the document that it is about; a poll without one is not asked for it."""
        if self.document_number is None:
            raise ValueError(f"{self.name} is about no document")
        return self.document_number

    @property
    def is_roll_call(self) -> bool:
        """Whether every ballot is published under its voter's name."""
        return bool(self.rules["secrecy"] == "roll_call")

    @property
    def is_by_hand(self) -> bool:
        """Whether hands or papers are counted in the room, and no ballot is cast on a device."""
        return self.hand_count is not None

    @property
    def is_practice(self) -> bool:
        """Practice decides nothing and leaves no trace in the record."""
        return self.number < 0

    @property
    def was_published(self) -> bool:
        """Whether the result is known; a poll can be voided afterwards, and its result stays readable."""
        return self.published_at is not None


class Option(Base):
    """What can be ranked. It is frozen with the poll: the change and the text that would result."""

    __tablename__ = "poll_option"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int]
    amendment_number: Mapped[int | None] = mapped_column(ForeignKey("amendment.number"))
    title: Mapped[str] = mapped_column(String(300))
    operations: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
