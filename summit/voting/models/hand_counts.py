"""What each teller counted in the room, by themselves, until two agree."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, clock


class HandCount(Base):
    """One teller's figures: ballots by option, and how many were blank."""

    __tablename__ = "hand_count"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    teller_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
