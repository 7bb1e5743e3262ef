"""Tables of documents and their revisions, the log of what was adopted among them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.documents.models.states import DocumentState
from summit.people.models import Person


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
    state: Mapped[DocumentState] = mapped_column(
        String(20), default=DocumentState.BEFORE, server_default="before"
    )
    poll_number: Mapped[int | None]
    """The undecided poll to which the text is put as a whole; nothing moves it meanwhile."""
    decided_by: Mapped[int | None]
    """The poll that decided its fate; none where it was withdrawn or referred without a vote."""
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    referred_to: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """The body to which it was referred, as it is called."""
    referred_to_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    """The same, where it is a body of this summit."""
    fate_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    mover_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who moved it from the floor."""
    mover: Mapped[Person | None] = relationship()


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
    """The revision whose adoption or correction a rescission takes back."""
    held: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    """The later revisions whose adoptions a rescission puts on hold: they built upon what it takes back."""
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who made an editorial correction, or took one back; nobody where a command did."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    author: Mapped[Person | None] = relationship()
