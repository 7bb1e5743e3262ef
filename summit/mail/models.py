"""Addresses to which people want e-mail, letters to them, and how the sending goes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, clock


class LetterKind(StrEnum):
    """What a letter is about; its number is that of the poll, the news, or a count of such letters."""

    CONFIRM = "confirm"
    POLL_OPENED = "poll_opened"
    DECIDED = "decided"
    LINK = "link"


class LetterState(StrEnum):
    """A letter whose server went silent while it took the words may have gone out: it is not sent again. One
    that waited in a copy which was put back may have gone out since: somebody decides."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NEEDLESS = "needless"
    ASIDE = "aside"


class MailAddress(Base):
    """Where a person wants e-mail, in which language; nothing but a link to confirm goes there before."""

    __tablename__ = "mail_address"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(5))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MailLetter(Base):
    """One letter to one person; of each thing there is one, however often anybody looks."""

    __tablename__ = "mail_letter"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "number"),
        Index("ix_mail_letter_waiting", "state", "next_at"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[LetterKind] = mapped_column(String(20))
    number: Mapped[int]
    state: Mapped[LetterState] = mapped_column(String(20), default=LetterState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    next_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who had it sent, where that was not its reader."""


class MailPost(Base):
    """How the sending goes: one row, locked by whoever asks for the next turn."""

    __tablename__ = "mail_post"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    turn: Mapped[int] = mapped_column(default=0)
    job_number: Mapped[int | None]
    failures: Mapped[int] = mapped_column(default=0)
    """In a row; a server that takes letters again ends it."""
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(String(200), default="")
