"""Who has been offered a practice vote and has answered: taken it up, or put it aside."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, clock


class PracticeAnswered(Base):
    """This person need not be offered practice again; they find it on the list of polls."""

    __tablename__ = "practice_answered"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
