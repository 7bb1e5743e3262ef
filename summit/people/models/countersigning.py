"""Acts that need two officers: one asks, another countersigns, and only then it is done."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.people.models.persons import Person


class CountersignState(StrEnum):
    """Whether the second officer has signed."""

    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"
    TAKEN_BACK = "taken back"


class Countersign(Base):
    """An act that waits for its second officer; `act` names the verb, `payload` is what it is done with."""

    __tablename__ = "countersign"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(String(400))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    state: Mapped[CountersignState] = mapped_column(String(20), default=CountersignState.ASKED)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])
