"""What follows a published result: challenges with rulings, explanations of vote, minority statements."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.people.models import Person


class StatementKind(StrEnum):
    """What somebody attaches to a result."""

    EXPLANATION = "explanation"
    MINORITY = "minority"
    RESERVATION = "reservation"


class Challenge(Base):
    """Somebody on the roll holds that a result is wrong; the chair's ruling is never edited."""

    __tablename__ = "challenge"
    __table_args__ = ({"sqlite_autoincrement": True},)
    number: Mapped[int] = mapped_column(primary_key=True)
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    is_upheld: Mapped[bool | None]
    ruling: Mapped[str | None] = mapped_column(Text)
    ruled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ruled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    ruled_by: Mapped[Person | None] = relationship(foreign_keys=[ruled_by_id])


class Statement(Base):
    """An explanation of vote or a minority statement; `words` are gone once it was taken back or down."""

    __tablename__ = "statement"
    __table_args__ = ({"sqlite_autoincrement": True},)
    number: Mapped[int] = mapped_column(primary_key=True)
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[StatementKind] = mapped_column(String(20))
    words: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()
