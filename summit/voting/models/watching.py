"""What a chair watches while a poll is open: on whose device the ballot is, and whose ballot was lost."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, clock


class BallotShown(Base):
    """That this person was shown the ballot, and when they were heard from last; gone at the close."""

    __tablename__ = "ballot_shown"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    heard_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())


class LostEnvelope(Base):
    """A ballot of this seat was received and is lost; devices offer it again. Gone at publication."""

    __tablename__ = "lost_envelope"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
