"""The summit, its bodies and seats, its persons and their ways in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock


class Role(StrEnum):
    """What a person may do; a visitor is anybody who has not signed in."""

    ORGANISER = "organiser"
    DELEGATE = "delegate"
    OBSERVER = "observer"
    VISITOR = "visitor"


class Summit(Base):
    """The event itself: one row, for one deployment serves one summit."""

    __tablename__ = "summit"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    name: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(60))
    languages: Mapped[list[str]] = mapped_column(JSON)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())


class Body(Base):
    """Who sits together and decides."""

    __tablename__ = "body"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)


class Person(Base):
    """Somebody accredited; `badge` is printed and no secret, the PIN is known as a hash only."""

    __tablename__ = "person"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    badge: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(String(20))
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    failures: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    seats: Mapped[list["Seat"]] = relationship(back_populates="holder", order_by="Seat.id")


class Seat(Base):
    """The right to vote in a body, held by one person at a time."""

    __tablename__ = "seat"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    body: Mapped[Body] = relationship()
    holder: Mapped[Person | None] = relationship(back_populates="seats")


class Slip(Base):
    """An enrolment slip: one code, one use. Only the hash of the code is stored."""

    __tablename__ = "slip"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()


class SignIn(Base):
    """One device on which a person is signed in; ended at once by revoking the row."""

    __tablename__ = "sign_in"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()
