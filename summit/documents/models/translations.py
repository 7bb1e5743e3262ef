"""Tables of translations, which belong to a text wherever it stands, and of the glossary."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.people.models import Person


class TranslationState(StrEnum):
    """Readers see what is ready, with a word where nobody reviewed it; a draft is translators' own."""

    DRAFT = "draft"
    READY = "ready"
    REVIEWED = "reviewed"


class Method(StrEnum):
    """Who made a translation before anybody reviewed it."""

    HUMAN = "human"
    MACHINE = "machine"


SHOWN = (TranslationState.READY, TranslationState.REVIEWED)


class Translation(Base):
    """The words of one text in another language; `digest` is of `source`.

    `words` are what readers are shown. `draft` is what a translator has written since and nobody else sees:
    it may stand beside words that are shown already. `claimed_at` is when whoever works on it last did.
    """

    __tablename__ = "translation"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    source_language: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text, default="", server_default="")
    draft: Mapped[str | None] = mapped_column(Text)
    state: Mapped[TranslationState] = mapped_column(String(12), default=TranslationState.DRAFT)
    method: Mapped[Method] = mapped_column(String(12), default=Method.HUMAN, server_default="human")
    translator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    translator: Mapped[Person | None] = relationship(foreign_keys=[translator_id])
    reviewer: Mapped[Person | None] = relationship(foreign_keys=[reviewer_id])
    claimed_by: Mapped[Person | None] = relationship(foreign_keys=[claimed_by_id])


class Term(Base):
    """A term of the glossary: its word in each language, or one word that is never translated."""

    __tablename__ = "term"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[dict[str, str]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
