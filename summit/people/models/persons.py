"""Persons, their delegations, and the offices they hold."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock

if TYPE_CHECKING:
    from summit.people.models.bodies import Body, Seat


class Role(StrEnum):
    """How a person is accredited; a visitor is anybody who has not signed in."""

    ORGANISER = "organiser"
    DELEGATE = "delegate"
    SUBSTITUTE = "substitute"
    OBSERVER = "observer"
    VISITOR = "visitor"


class Duty(StrEnum):
    """What an office is for. A member sits with a body without a vote."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    TELLER = "teller"
    MEMBER = "member"
    DESK = "accreditation desk"
    TRANSLATOR = "translator"
    RAPPORTEUR = "rapporteur"
    MODERATOR = "moderator"
    SCRUTINEER = "scrutineer"


BODY_DUTIES = (Duty.CHAIR, Duty.SECRETARY, Duty.RAPPORTEUR, Duty.TELLER, Duty.MEMBER)
SUMMIT_DUTIES = (Duty.DESK, Duty.TRANSLATOR, Duty.RAPPORTEUR, Duty.MODERATOR, Duty.SCRUTINEER)


class Attendance(StrEnum):
    """From where a person takes part."""

    ROOM = "room"
    REMOTE = "remote"


class Delegation(Base):
    """Whom delegates speak for."""

    __tablename__ = "delegation"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)


class Person(Base):
    """Somebody accredited; `badge` is printed and no secret, the PIN is known as a hash only.

    `more_time` (set by themselves or the desk, seen by nobody else) makes chairs wait before closing a poll.
    `sought` is name, badge and delegation as the desk's search compares them; `failures` counts wrong PINs on
    devices on which this person was never signed in.
    """

    __tablename__ = "person"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    badge: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(String(20))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id"))
    attends: Mapped[Attendance] = mapped_column(String(10), default=Attendance.ROOM, server_default="room")
    email: Mapped[str | None] = mapped_column(String(254))
    sought: Mapped[str] = mapped_column(String(280), default="", server_default="")
    more_time: Mapped[bool] = mapped_column(default=False, server_default="0")
    reads_changes: Mapped[str] = mapped_column(String(10), default="", server_default="")
    """How they read changes: "marked", "list" or "whole"; empty where they never chose."""
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    failures: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delegation: Mapped[Delegation | None] = relationship()
    seats: Mapped[list["Seat"]] = relationship(
        back_populates="holder", order_by="Seat.id", foreign_keys="Seat.holder_id"
    )
    offices: Mapped[list["Office"]] = relationship(
        back_populates="person", order_by="Office.id", foreign_keys="Office.person_id"
    )


class Office(Base):
    """A duty of one person: in a body, or (without a body) in the whole summit."""

    __tablename__ = "office"
    __table_args__ = (
        Index(
            "uq_office_in_body",
            "person_id",
            "body_id",
            "duty",
            unique=True,
            sqlite_where=text("body_id IS NOT NULL"),
            postgresql_where=text("body_id IS NOT NULL"),
        ),
        Index(
            "uq_office_in_summit",
            "person_id",
            "duty",
            unique=True,
            sqlite_where=text("body_id IS NULL"),
            postgresql_where=text("body_id IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    duty: Mapped[Duty] = mapped_column(String(20))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    person: Mapped[Person] = relationship(back_populates="offices", foreign_keys=[person_id])
    body: Mapped["Body | None"] = relationship()
