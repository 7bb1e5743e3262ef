"""The speakers' list of a body, and each speech from the request for the floor to its end."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.agenda.models import AgendaItem
from summit.db import Base, UtcDateTime, clock
from summit.domain.speakers import Purpose, Side
from summit.people.models import Person

IN_USE = text("ended_at IS NULL")
IS_WAITING = text("state = 'waiting'")
IS_SPEAKING = text("state = 'speaking'")


class SpeechState(StrEnum):
    """From the request to its end. `interrupted` waits for a point of order or a question to be over."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    INTERRUPTED = "interrupted"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class SpeakersList(Base):
    """Who wants the floor on what a body has before it; a body has one that has not ended at most.

    `closed_at`: only points of order are taken besides. `seconds` is the time of who is called next, None
    without a limit; the rules say where requests are put (domain/speakers.py).
    """

    __tablename__ = "speakers_list"
    __table_args__ = (
        Index(
            "uq_speakers_list_in_use",
            "body_id",
            unique=True,
            sqlite_where=IN_USE,
            postgresql_where=IN_USE,
        ),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    seconds: Mapped[int | None]
    newcomers_first: Mapped[bool] = mapped_column(default=True, server_default="1")
    alternates: Mapped[bool] = mapped_column(default=True, server_default="1")
    interleaves: Mapped[bool] = mapped_column(default=False, server_default="0")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    item: Mapped[AgendaItem | None] = relationship()


class Speech(Base):
    """Somebody who asked for the floor, and what came of it. `asked_by` is an officer for who has no device.

    `seconds` is the limit when it was called. While the clock stands `paused_at` says since when; what it has
    stood before is `paused_ms`.
    """

    __tablename__ = "speech"
    __table_args__ = (
        Index(
            "uq_speech_waiting",
            "list_id",
            "person_id",
            "purpose",
            unique=True,
            sqlite_where=IS_WAITING,
            postgresql_where=IS_WAITING,
        ),
        Index(
            "uq_speech_speaking",
            "list_id",
            unique=True,
            sqlite_where=IS_SPEAKING,
            postgresql_where=IS_SPEAKING,
        ),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("speakers_list.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(String(20), default=Purpose.TURN)
    side: Mapped[Side | None] = mapped_column(String(10))
    is_remote: Mapped[bool] = mapped_column(default=False)
    state: Mapped[SpeechState] = mapped_column(String(20), default=SpeechState.WAITING)
    position: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seconds: Mapped[int | None]
    began_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_ms: Mapped[int] = mapped_column(default=0, server_default="0")
    speakers_list: Mapped[SpeakersList] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
