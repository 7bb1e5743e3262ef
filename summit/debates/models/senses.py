"""Sense checks: how a room feels about a question, in three states. None of it is a vote."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from summit.db import Base, UtcDateTime, clock
from summit.debates.models.interventions import Debate

UNDER_WAY = text("ended_at IS NULL")


class Sense(StrEnum):
    """What somebody says to a sense check."""

    AGREE = "agree"
    UNSURE = "unsure"
    DISAGREE = "disagree"


class SenseCheck(Base):
    """A question to all who follow a debate; one at a time. The figures are what was told last."""

    __tablename__ = "sense_check"
    __table_args__ = (
        Index(
            "uq_sense_check_under_way",
            "debate_number",
            unique=True,
            sqlite_where=UNDER_WAY,
            postgresql_where=UNDER_WAY,
        ),
        {"sqlite_autoincrement": True},
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    debate_number: Mapped[int] = mapped_column(ForeignKey("debate.number"), index=True)
    question: Mapped[str] = mapped_column(String(200))
    agree: Mapped[int] = mapped_column(default=0, server_default="0")
    unsure: Mapped[int] = mapped_column(default=0, server_default="0")
    disagree: Mapped[int] = mapped_column(default=0, server_default="0")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    debate: Mapped[Debate] = relationship()


class SenseAnswer(Base):
    """What a person says while a check is under way; deleted at its end, when the figures alone are left."""

    __tablename__ = "sense_answer"
    check_number: Mapped[int] = mapped_column(
        ForeignKey("sense_check.number"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    sense: Mapped[Sense] = mapped_column(String(20))
