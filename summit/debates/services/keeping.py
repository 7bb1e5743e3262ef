"""The record keeps salted digests of what is said, so that nobody can put other words into a debate later."""

from datetime import timedelta

from sqlalchemy import select

from summit.db import db, now, transaction
from summit.debates.models import Intervention
from summit.debates.queries import digest_of
from summit.record import keep

EVERY = timedelta(minutes=1)
MOST_AT_ONCE = 500
UNKEPT = (Intervention.is_kept.is_(False), Intervention.removed.is_(False))


def keep_said() -> int:
    """Enter the digests of what was said or changed, a minute after the first of it; answers how many.

    One entry for many, so that the record does not move with each word. Words that are gone need none.
    """
    first = select(Intervention.at).where(*UNKEPT).order_by(Intervention.number).limit(1)
    oldest, at = db.session.scalar(first), now()
    db.session.rollback()
    return _keep() if oldest is not None and at - oldest >= EVERY else 0


@transaction
def _keep() -> int:
    """Of two workers that look at the same moment, the second finds none left."""
    wanted = select(Intervention).where(*UNKEPT).order_by(Intervention.number).limit(MOST_AT_ONCE)
    said = db.session.scalars(wanted.with_for_update(), execution_options={"populate_existing": True}).all()
    if said:
        keep("interventions_kept", count=len(said), digests=[[one.number, digest_of(one)] for one in said])
    for one in said:
        one.is_kept = True
    return len(said)
