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
    changed = [(row.number, row.received) for row in rows if row.turnout != row.received]
    for number, count in changed:
        _tell(number, count)
    return len(changed)


@transaction
def _tell(number: int, received: int) -> None:
    moved = db.session.execute(
        update(Poll)
        .where(Poll.number == number, Poll.state.in_(TAKING_BALLOTS))
        .values(turnout=received)
        .returning(Poll.number)
        .execution_options(synchronize_session=False)
    ).first()
    if moved is not None:
        announce(poll_topic(number), "turnout_changed", poll=number, received=received)
