"""Timed acts as rows: they survive a restart, and whichever worker looks first does them once."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, clock, db, transaction
from summit.domain.errors import Refusal

log = logging.getLogger(__name__)


class Due(Base):
    """At `at`, do `verb` to the thing with this number."""

    __tablename__ = "due"
    __table_args__ = (UniqueConstraint("verb", "number"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    verb: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]


VERBS: dict[str, Callable[[int], None]] = {}
"""What can be due; features enter their services here."""


def at(moment: datetime, verb: str, number: int) -> None:
    """Enter a timed act, inside the caller's transaction."""
    db.session.add(Due(at=moment, verb=verb, number=number))


def cancel(verb: str, number: int) -> None:
    """Take a timed act back, inside the caller's transaction."""
    db.session.execute(delete(Due).where(Due.verb == verb, Due.number == number))


def run_due() -> int:
    """Do what is due, the earliest first, and answer how many acts were done.

    One that is refused or fails stays due and is logged; it keeps no other from being done.
    """
    wanted = select(Due.id, Due.verb, Due.number).where(Due.at <= clock()).order_by(Due.at, Due.id)
    rows = db.session.execute(wanted).all()
    db.session.rollback()
    return sum(_done(row.id, row.verb, row.number) for row in rows)


def _done(row: int, verb: str, number: int) -> bool:
    try:
        return _take(row, verb, number)
    except Refusal as refusal:
        log.error("due: %s %s refused: %s", verb, number, refusal)
    except Exception:
        log.exception("due: %s %s failed", verb, number)
    return False


@transaction
def _take(row: int, verb: str, number: int) -> bool:
    """The delete is the claim: only one worker gets the row."""
    if db.session.execute(delete(Due).where(Due.id == row).returning(Due.id)).first() is None:
        return False
    VERBS[verb](number)
    return True
