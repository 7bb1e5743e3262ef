"""Which amendments a compromise would replace."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base


class Replacement(Base):
    """A compromise is put before those that it replaces; adopted, they are merged into it."""

    __tablename__ = "replacement"
    amendment_number: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True)
    replaces: Mapped[int] = mapped_column(ForeignKey("amendment.number"), primary_key=True, index=True)
