"""What a person is told for themselves, until they have read it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, clock


class News(Base):
    """One thing told to one person; `about` holds the numbers that its sentence names."""

    __tablename__ = "news"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
