"""The table of amendments written on a translation, until they have a form in the language of authority."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.documents.models.texts import Document
from summit.people.models import Person


class WrittenState(StrEnum):
    """How far an amendment is that was written on a translation."""

    AWAITING = "awaiting"
    """It waits for a translator."""
    TRANSLATED = "translated"
    """It waits for its proposer to confirm what the translator made of it."""
    TABLED = "tabled"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Its text was decided as a whole before it was tabled."""


class WrittenAmendment(Base):
    """What a delegate wrote on the translation `written_on` of a provision; neither ever changes.

    `form_words`, `form_title` and `form_rationale` are what a translator made of it in the language of
    authority; confirmed, they become amendment `became`.
    """

    __tablename__ = "written_amendment"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    document_number: Mapped[int] = mapped_column(ForeignKey("document.number"), index=True)
    revision: Mapped[int]
    provision: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    written_on: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(200))
    rationale: Mapped[str] = mapped_column(Text, default="")
    proposer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[WrittenState] = mapped_column(String(20), default=WrittenState.AWAITING)
    form_words: Mapped[str] = mapped_column(Text, default="")
    form_title: Mapped[str] = mapped_column(String(200), default="")
    form_rationale: Mapped[str] = mapped_column(Text, default="")
    translator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    returned: Mapped[str] = mapped_column(Text, default="")
    """Why its proposer did not confirm the form that a translator gave it last."""
    became: Mapped[int | None] = mapped_column(ForeignKey("amendment.number"), unique=True)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    document: Mapped[Document] = relationship()
    proposer: Mapped[Person] = relationship(foreign_keys=[proposer_id])
    translator: Mapped[Person | None] = relationship(foreign_keys=[translator_id])
