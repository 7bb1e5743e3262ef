"""Bodies that sit and decide, and the seats in them."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base
from summit.people.models.persons import Person


class Body(Base):
    """Who sits together and decides.

    `quorum` is a whole number ("40") or a share ("1/2") of its seats that somebody holds; remote
    participants count for it where `quorum_counts_remote`.
    """

    __tablename__ = "body"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    room: Mapped[str] = mapped_column(String(120), default="", server_default="")
    quorum: Mapped[str] = mapped_column(String(20), default="1/2", server_default="1/2")
    quorum_counts_remote: Mapped[bool] = mapped_column(default=True, server_default="1")


class Seat(Base):
    """The right to vote in a body. It belongs to `owner` and is held by one person at a time.

    Nobody owns or holds two seats of one body.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("body_id", "number"),
        Index("uq_seat_owner", "body_id", "owner_id", unique=True),
        Index("uq_seat_holder", "body_id", "holder_id", unique=True),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    number: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    body: Mapped[Body] = relationship()
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    holder: Mapped[Person | None] = relationship(back_populates="seats", foreign_keys=[holder_id])
