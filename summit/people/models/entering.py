"""Ways in: enrolment slips with their codes, and the devices on which people are signed in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.people.models.persons import Person


class Way(StrEnum):
    """How a device was let in."""

    SLIP = "slip"
    LINK = "link"
    PIN = "PIN"


class Slip(Base):
    """An enrolment slip or personal link: one code, one use. Only the hash of the code is stored."""

    __tablename__ = "slip"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    way: Mapped[Way] = mapped_column(String(10), default=Way.SLIP, server_default="slip")
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()


class SignIn(Base):
    """One device on which a person is signed in; ended at once by revoking the row.

    `device` is what the device says of itself, shortened. `noticed_at`: the person has said that they know
    of it; until then their other devices are shown it. `device_hash` is of what the device itself keeps: a
    device is known again by it, and where `is_known` wrong PINs tried elsewhere keep nobody out; `failures`
    are its own.
    """

    __tablename__ = "sign_in"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    way: Mapped[Way] = mapped_column(String(10), default=Way.PIN, server_default="PIN")
    device: Mapped[str] = mapped_column(String(120), default="", server_default="")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    device_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    is_known: Mapped[bool] = mapped_column(default=True, server_default="1")
    failures: Mapped[int] = mapped_column(default=0, server_default="0")
    noticed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()
