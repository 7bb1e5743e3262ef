"""Turnout, told as a throttled number: how many ballots were received, never what they say."""

from sqlalchemy import func, select, update

from summit.db import db, transaction
from summit.events import announce
from summit.voting.models import TAKING_BALLOTS, Envelope, Poll
from summit.voting.services.steps import poll_topic


def announce_turnout() -> int:
    """Tell the number of ballots received where it has changed; answers how many polls were told."""
    received = (
        select(func.count()).where(Envelope.poll_number == Poll.number).scalar_subquery().label("received")
    )
    rows = db.session.execute(
        select(Poll.number, Poll.turnout, received).where(Poll.state.in_(TAKING_BALLOTS))
    ).all()
    db.session.rollback()
    return sum(_tell(row.number, row.turnout, row.received) for row in rows if row.turnout != row.received)


@transaction
def _tell(number: int, before: int, received: int) -> bool:
    """Only one of several workers that counted at the same moment finds the number before."""
    moved = db.session.execute(
        update(Poll)
        .where(Poll.number == number, Poll.state.in_(TAKING_BALLOTS), Poll.turnout == before)
        .values(turnout=received)
        .returning(Poll.number)
        .execution_options(synchronize_session=False)
    ).first()
    if moved is not None:
        announce(poll_topic(number), "turnout_changed", poll=number, received=received)
    return moved is not None
