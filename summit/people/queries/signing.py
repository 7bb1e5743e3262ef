"""What waits for a second officer."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.people.models import Countersign, CountersignState


def waiting_for_signature() -> list[Countersign]:
    """Acts that wait for their second officer, the oldest first."""
    wanted = select(Countersign).where(Countersign.state == CountersignState.ASKED).order_by(Countersign.id)
    return list(db.session.scalars(wanted.options(joinedload(Countersign.asked_by))))


def lately_signed(most: int = 20) -> list[Countersign]:
    """Acts that have been signed, refused or taken back, the latest first."""
    wanted = select(Countersign).where(Countersign.state != CountersignState.ASKED)
    both = joinedload(Countersign.asked_by), joinedload(Countersign.answered_by)
    return list(
        db.session.scalars(wanted.order_by(Countersign.answered_at.desc()).limit(most).options(*both))
    )
