"""The table of collisions between pending amendments."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base


class Collision(Base):
    """Two pending amendments that cannot both be applied, and on which words."""

    __tablename__ = "collision"
    __table_args__ = (CheckConstraint("one < other", name="ordered"),)
    one: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True)
    other: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True)
    provision: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text)
