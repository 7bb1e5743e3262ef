"""What a body recommends on an amendment before it is voted on."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.people.models import Body, Person


class Advice(StrEnum):
    """What a body would have voters do with an amendment."""

    ADOPT = "adopt"
    MODIFIED = "modified"
    """Adopt it as modified by another amendment, which is named."""
    REJECT = "reject"
    LEAVE_OPEN = "leave_open"


class Recommendation(Base):
    """One body's recommendation on one amendment; it can be changed until its poll opens."""

    __tablename__ = "recommendation"
    amendment_number: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), primary_key=True)
    advice: Mapped[Advice] = mapped_column(String(20))
    modified_by: Mapped[int | None] = mapped_column(ForeignKey("amendment.number"))
    reasons: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    body: Mapped[Body] = relationship()
    by: Mapped[Person] = relationship()
