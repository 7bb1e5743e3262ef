"""Documents, their revisions, amendments and collisions, and the log of what was adopted."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.people.models import Person


class AmendmentState(StrEnum):
    """The fates of an amendment that has been proposed."""

    LATE = "late"
    """Sent after the deadline: the chair may admit it."""
    PROPOSED = "proposed"
    """It gathers seconders."""
    TABLED = "tabled"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    FALLEN = "fallen"
    ORPHANED = "orphaned"
    OBSOLETE = "obsolete"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Not seconded in time, or too late and not admitted."""
    ON_HOLD = "on_hold"
    """Adopted, until words it built upon were taken back with another adoption: the chair has to rule."""


ON_TEXT = (AmendmentState.LATE, AmendmentState.PROPOSED, AmendmentState.TABLED)
"""States in which an amendment moves along with its text; only what is tabled can be put to a poll."""
PENDING = frozenset({*ON_TEXT, AmendmentState.ORPHANED})
"""States in which an amendment still waits for something; nothing else can be withdrawn."""


class Document(Base):
    """A text before the summit; `head` is the number of its latest revision."""

    __tablename__ = "document"
    __table_args__ = ({"sqlite_autoincrement": True},)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(12))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    """The body that has the text before it; the plenary where none is named."""
    head: Mapped[int] = mapped_column(default=1)
    seconders: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many have to second an amendment before it is tabled."""
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())


class Revision(Base):
    """An immutable state of a whole text and what brought it about."""

    __tablename__ = "revision"
    document_number: Mapped[int] = mapped_column(ForeignKey("document.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    provisions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    cause: Mapped[str] = mapped_column(String(20))
    amendment_number: Mapped[int | None] = mapped_column(ForeignKey("amendment.number"))
    poll_number: Mapped[int | None]
    operations: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """What leads here from the revision before."""
    rescinds: Mapped[int | None]
    """The revision whose adoption a rescission takes back."""
    held: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    """The later revisions whose adoptions a rescission puts on hold: they built upon what it takes back."""
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())


class Amendment(Base):
    """A proposed change. What the proposer wrote is its first form and never changes."""

    __tablename__ = "amendment"
    __table_args__ = ({"sqlite_autoincrement": True},)
    number: Mapped[int] = mapped_column(primary_key=True)
    document_number: Mapped[int] = mapped_column(ForeignKey("document.number"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    rationale: Mapped[str] = mapped_column(Text, default="")
    proposer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[AmendmentState] = mapped_column(String(20), default=AmendmentState.TABLED)
    form: Mapped[int] = mapped_column(default=1)
    poll_number: Mapped[int | None]
    """The undecided poll to which the amendment is put; none of its words can change meanwhile."""
    admission: Mapped[str | None] = mapped_column(String(20))
    """Of one that came after the deadline: "asked", then "admitted"."""
    ruling: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The chair's reason for admitting it late or not."""
    seconded: Mapped[int] = mapped_column(default=0, server_default="0")
    tabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_over_from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who wrote it, where somebody else has taken it over."""
    fell_because_of: Mapped[int | None] = mapped_column(ForeignKey("amendment.number"))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    document: Mapped[Document] = relationship()
    proposer: Mapped[Person] = relationship(foreign_keys=[proposer_id])
    taken_over_from: Mapped[Person | None] = relationship(foreign_keys=[taken_over_from_id])
    forms: Mapped[list["AmendmentForm"]] = relationship(order_by="AmendmentForm.number")

    @property
    def standing(self) -> AmendmentState:
        """Its state as long as its words are in the text and nothing is decided."""
        if self.admission == "asked":
            return AmendmentState.LATE
        return AmendmentState.PROPOSED if self.tabled_at is None else AmendmentState.TABLED

    @property
    def current(self) -> "AmendmentForm":
        """The form that fits the document's latest revision (for an orphan: the last one that did)."""
        return self.forms[self.form - 1]


class AmendmentForm(Base):
    """The operations of an amendment on one revision, and how this form came about."""

    __tablename__ = "amendment_form"
    amendment_number: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    base: Mapped[int]
    operations: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    origin: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())


class Seconding(Base):
    """That a delegate supports an amendment being tabled."""

    __tablename__ = "seconding"
    amendment_number: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    person: Mapped[Person] = relationship()


class Collision(Base):
    """Two pending amendments that cannot both be applied, and on which words."""

    __tablename__ = "collision"
    __table_args__ = (CheckConstraint("one < other", name="ordered"),)
    one: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True)
    other: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True)
    provision: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text)
