"""What a chair watches while a poll is open: on whose device the ballot is; gone once the poll has closed."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, clock


class BallotShown(Base):
    """That a ballot was drawn for this person, and when their device was heard from last."""

    __tablename__ = "ballot_shown"
    poll_number: Mapped[int] = mapped_column(ForeignKey("poll.number"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    heard_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
