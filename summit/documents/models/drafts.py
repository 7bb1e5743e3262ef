"""Amendments that are still being written, kept for their authors alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, clock


class Draft(Base):
    """What an author has typed so far, on which revision; it stands in no list, stream or export."""

    __tablename__ = "amendment_draft"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    document_number: Mapped[int] = mapped_column(ForeignKey("document.number"))
    seen: Mapped[int]
    title: Mapped[str] = mapped_column(String(200), default="")
    rationale: Mapped[str] = mapped_column(Text, default="")
    edits: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    said_number: Mapped[int | None]
    replaces: Mapped[list[int]] = mapped_column(JSON, default=list)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock(), onupdate=clock())
