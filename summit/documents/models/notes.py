"""What readers note on amendments for themselves."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.documents.models.amendments import Amendment


class Marker(StrEnum):
    """How a reader marks an amendment, for themselves alone."""

    NONE = ""
    FOR = "for"
    AGAINST = "against"
    ASK = "ask"
    WATCH = "watch"


class AmendmentNote(Base):
    """A person's own marker and words on an amendment; nobody else reads them, and no export holds them."""

    __tablename__ = "amendment_note"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    amendment_number: Mapped[int] = mapped_column(
        ForeignKey("amendment.number"), primary_key=True, autoincrement=False
    )
    marker: Mapped[Marker] = mapped_column(String(20), default=Marker.NONE, server_default="")
    text: Mapped[str] = mapped_column(Text, default="", server_default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock(), onupdate=clock())
    amendment: Mapped[Amendment] = relationship()
