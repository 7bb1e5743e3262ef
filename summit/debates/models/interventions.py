"""Debates and their interventions."""

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from summit.db import Base, UtcDateTime, clock
from summit.domain.seeking import sought
from summit.people.models import Person


class DebateState(StrEnum):
    """How a debate is held: whether it takes interventions, and how fast."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    SLOW = "slow"
    LOCKED = "locked"
    CLOSED = "closed"


class Stance(StrEnum):
    """Where an intervention on an amendment stands."""

    FOR = "for"
    AGAINST = "against"
    QUESTION = "question"


class Debate(Base):
    """A deliberation about one thing, named by (kind, key) without a foreign key.

    `opens_at` is when a scheduled one opens, `slow_minutes` the time between two interventions of one person
    in a slow one, `summary` what was said in short, written when it is closed.
    """

    __tablename__ = "debate"
    __table_args__ = (UniqueConstraint("anchor_kind", "anchor_key"), {"sqlite_autoincrement": True})
    number: Mapped[int] = mapped_column(primary_key=True)
    anchor_kind: Mapped[str] = mapped_column(String(20))
    anchor_key: Mapped[str] = mapped_column(String(80))
    state: Mapped[DebateState] = mapped_column(String(20), default=DebateState.OPEN)
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    slow_minutes: Mapped[int | None]
    summary: Mapped[str] = mapped_column(Text, default="", server_default="")


class Intervention(Base):
    """One post. `path` is the number of each ancestor, so that ordering by it walks the tree.

    Words that are `removed` are gone; `hidden` ones are kept from everybody but moderators, who can show them
    again. `reason` is what moderation said to either. `salt` is part of the digest that the record keeps of
    the words, and goes with them; `is_kept` says that the record has that digest.
    """

    __tablename__ = "intervention"
    __table_args__ = ({"sqlite_autoincrement": True},)
    number: Mapped[int] = mapped_column(primary_key=True)
    debate_number: Mapped[int] = mapped_column(ForeignKey("debate.number"), index=True)
    parent_number: Mapped[int | None] = mapped_column(ForeignKey("intervention.number"))
    path: Mapped[str] = mapped_column(String(400), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    stance: Mapped[Stance | None] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    removed: Mapped[bool] = mapped_column(default=False)
    hidden: Mapped[bool] = mapped_column(default=False, server_default="0")
    reason: Mapped[str] = mapped_column(String(500), default="", server_default="")
    salt: Mapped[str] = mapped_column(String(64), default=lambda: secrets.token_hex(16), server_default="")
    is_kept: Mapped[bool] = mapped_column(default=False, server_default="0", index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sought: Mapped[str] = mapped_column(Text, default="", server_default="", deferred=True)
    """The words as a search compares them; taken down with them."""
    author: Mapped[Person] = relationship()
    debate: Mapped[Debate] = relationship()

    @validates("text")
    def _seek(self, name: str, text: str) -> str:
        self.sought = sought(text)
        return text
