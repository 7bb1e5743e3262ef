"""The event itself."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, clock


class Summit(Base):
    """The event itself: one row, for one deployment serves one summit."""

    __tablename__ = "summit"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    name: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(60))
    languages: Mapped[list[str]] = mapped_column(JSON)
    is_demo: Mapped[bool] = mapped_column(default=False)
    naming: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    """How the public record calls people, by role: "name" (if unsaid), "seat", "delegation" or "nothing"."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
