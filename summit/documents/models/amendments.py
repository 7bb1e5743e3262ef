"""Tables of amendments, the forms they have had, and who supports them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from summit.db import Base, UtcDateTime, clock
from summit.documents.models.states import AmendmentState
from summit.documents.models.texts import Document
from summit.domain.seeking import sought
from summit.domain.text import Insert, Replace, operations_from_json, plain_text
from summit.people.models import Person


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
    lapsed_with: Mapped[str | None] = mapped_column(String(20))
    """The fate of its text with which it lapsed."""
    part_of: Mapped[int | None] = mapped_column(ForeignKey("amendment.number"))
    """The amendment that the chair divided."""
    said_number: Mapped[int | None] = mapped_column(index=True)
    """The intervention that it grew out of."""
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    sought: Mapped[str] = mapped_column(Text, default="", server_default="", deferred=True)
    """Title and reasons as a search compares them; written with them."""
    document: Mapped[Document] = relationship()
    proposer: Mapped[Person] = relationship(foreign_keys=[proposer_id])
    taken_over_from: Mapped[Person | None] = relationship(foreign_keys=[taken_over_from_id])
    forms: Mapped[list["AmendmentForm"]] = relationship(order_by="AmendmentForm.number")

    @validates("title", "rationale")
    def _seek(self, name: str, words: str) -> str:
        told = {"title": self.title or "", "rationale": self.rationale or "", name: words}
        self.sought = sought(told["title"], told["rationale"])
        return words

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
    sought: Mapped[str] = mapped_column(Text, default="", server_default="", deferred=True)
    """Its new words as a search compares them; written with them."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())

    @validates("operations")
    def _seek(self, name: str, operations: list[dict[str, Any]]) -> list[dict[str, Any]]:
        self.sought = sought(*new_words(operations))
        return operations


def new_words(operations: list[dict[str, Any]]) -> list[str]:
    """The visible words that operations put into a text."""
    found: list[str] = []
    for one in operations_from_json(operations):
        if isinstance(one, Replace):
            found.append(plain_text(one.text))
        elif isinstance(one, Insert):
            found += [plain_text(new.text) for new in one.provisions]
    return found


class Seconding(Base):
    """That a delegate supports an amendment being tabled."""

    __tablename__ = "seconding"
    amendment_number: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    person: Mapped[Person] = relationship()
