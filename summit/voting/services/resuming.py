"""Polls that were open when a database was lost: they go on, and nobody is told what cannot be known."""

from sqlalchemy import select

from summit import due
from summit.db import db, transaction
from summit.domain.lots import commitment
from summit.voting.models import TAKING_BALLOTS, Poll, PollState
from summit.voting.services import keys
from summit.voting.services.closing import BEGIN, FINISH
from summit.voting.services.losing import fits, with_new_key
from summit.voting.services.steps import keep_of, tell


@transaction
def resume_after_loss() -> list[int]:
    """After a copy was put back: open polls take ballots again; answers their numbers.

    A close that had begun is undone, so that devices can offer what the copy does not hold. Where the key is
    not here, the poll gets a new pair: envelopes that nobody can open any more are deleted, their number
    stands in the record, and devices offer those ballots again. A lost lot is committed to anew.
    """
    polls = db.session.scalars(select(Poll).where(Poll.state.in_(TAKING_BALLOTS)).order_by(Poll.number)).all()
    for poll in polls:
        _resume(poll)
    for poll in db.session.scalars(select(Poll).where(Poll.state == PollState.ANNOUNCED)):
        if not keys.has_lot(poll.number, poll.lot_commitment):
            _with_new_lot(poll)
    return [poll.number for poll in polls]


def _resume(poll: Poll) -> None:
    poll.state, poll.closes_at, poll.paused_at = PollState.OPEN, None, None
    poll.planned_close_at = None
    for verb in (BEGIN, FINISH):
        due.cancel(verb, poll.number)
    if not fits(poll):
        with_new_key(poll)
    tell("poll_reopened", poll)


def _with_new_lot(poll: Poll) -> None:
    poll.lot_commitment = commitment(keys.make_lot(poll.number))
    keep_of(poll, "lot_made_anew", lot_commitment=poll.lot_commitment)
