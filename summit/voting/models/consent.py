"""What stands on a consent list, and who asked that something be taken off it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.documents.models import Amendment


class Does(StrEnum):
    """What becomes of an item if the list is carried."""

    ADOPT = "adopt"
    REJECT = "reject"


class ConsentItem(Base):
    """An amendment on a list that is put as a whole; `pulled_at` once it was pulled out and is put apart."""

    __tablename__ = "consent_item"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    amendment_number: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True)
    does: Mapped[Does] = mapped_column(String(10))
    operations: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Frozen with the poll when it opens."""
    pulled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    amendment: Mapped[Amendment] = relationship()


class ConsentPull(Base):
    """That a delegate wants an item to be put apart."""

    __tablename__ = "consent_pull"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    amendment_number: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
