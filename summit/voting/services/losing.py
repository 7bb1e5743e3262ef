"""A key that is lost while its poll is open: casting pauses, and goes on with the file or with a new pair."""

from collections.abc import Collection

from sqlalchemy import delete, func, insert, literal, select

from summit import due
from summit.db import clock, db, transaction
from summit.domain.errors import Refusal
from summit.domain.lots import commitment
from summit.domain.wording import poll_name
from summit.voting.models import TAKING_BALLOTS, Envelope, LostEnvelope, Poll, PollState
from summit.voting.services import keys
from summit.voting.services.closing import BEGIN, FINISH
from summit.voting.services.steps import driven_poll, keep_of, tell


def look_after_keys() -> int:
    """Pause casting where the key of an open poll is not here, and end the pause where it is here again.

    Nothing sealed is deleted by this: that is the chair's to decide. Answers how many polls changed.
    """
    polls = db.session.scalars(select(Poll).where(Poll.state.in_(TAKING_BALLOTS))).all()
    changed = [poll.number for poll in polls if fits(poll) == (poll.paused_at is not None)]
    db.session.rollback()
    return sum(_settle(number) for number in changed)


def fits(poll: Poll) -> bool:
    """Whether the secrets of an open poll are here."""
    if poll.is_by_hand:  # nothing is sealed, so it has a lot alone
        return keys.has_lot(poll.number, poll.lot_commitment)
    return keys.fits(poll.number, poll.public_key, poll.lot_commitment)


@transaction
def _settle(number: int) -> bool:
    """Of several workers that saw it only the first one acts."""
    wanted = select(Poll).where(Poll.number == number, Poll.state.in_(TAKING_BALLOTS)).with_for_update()
    poll = db.session.scalar(wanted, execution_options={"populate_existing": True})
    if poll is None or fits(poll) != (poll.paused_at is not None):
        return False
    if poll.paused_at is None:
        _pause(poll)
    else:
        poll.paused_at = None
        keep_of(poll, "poll_resumed")
        tell("poll_resumed", poll)
    return True


def _pause(poll: Poll) -> None:
    """A close that had begun is undone: nothing could be counted."""
    poll.state, poll.closes_at, poll.paused_at = PollState.OPEN, None, clock()
    poll.planned_close_at = None
    for verb in (BEGIN, FINISH):
        due.cancel(verb, poll.number)
    keep_of(poll, "poll_paused", envelopes=_sealed(poll.number))
    tell("poll_paused", poll)


@transaction
def renew_key(actor_id: int, number: int) -> None:
    """Go on without the lost key: what nobody can open is deleted, and devices offer those ballots again.

    Raises NotAllowed, NotDriving, NotFound, Refusal when the poll is not paused.
    """
    poll = driven_poll(actor_id, number)
    if poll.paused_at is None or poll.state != PollState.OPEN:
        raise Refusal(f"The key of {poll_name(number)} is where it was put, so no other is made.")
    poll.paused_at = None
    with_new_key(poll, by=actor_id)
    tell("poll_resumed", poll)


def with_new_key(poll: Poll, **who: int) -> None:
    """A new pair and a new lot; the seats whose envelopes nobody can open are noted, and these are deleted.

    Where only the lot is lost, no envelope is touched.
    """
    poll.lot_commitment = commitment(keys.make_lot(poll.number))
    if poll.is_by_hand or keys.is_key_of(poll.number, poll.public_key):
        keep_of(poll, "lot_made_anew", lot_commitment=poll.lot_commitment, **who)
        return
    lost = _sealed(poll.number)
    _note_lost(poll.number)
    of_poll = Envelope.poll_number == poll.number
    db.session.execute(delete(Envelope).where(of_poll).execution_options(synchronize_session=False))
    poll.public_key = keys.make_key(poll.number)
    poll.turnout = 0
    keep_of(poll, "poll_key_lost", envelopes=lost, lot_commitment=poll.lot_commitment, **who)


def _sealed(number: int) -> int:
    """How many envelopes there are."""
    of_poll = Envelope.poll_number == number
    return db.session.scalar(select(func.count()).select_from(Envelope).where(of_poll)) or 0


def _note_lost(number: int) -> None:
    known = select(LostEnvelope.seat_id).where(LostEnvelope.poll_number == number)
    seats = select(literal(number), Envelope.seat_id).where(
        Envelope.poll_number == number, Envelope.seat_id.not_in(known)
    )
    db.session.execute(insert(LostEnvelope).from_select(["poll_number", "seat_id"], seats))


def note_not_found(number: int, seat_id: int) -> None:
    """A device holds a receipt for a ballot that is not among those that were counted."""
    if db.session.get(LostEnvelope, (number, seat_id)) is None:
        db.session.add(LostEnvelope(poll_number=number, seat_id=seat_id))


def forget_lost(numbers: Collection[int]) -> None:
    """Once their number stands in the record, nobody needs to know whose envelopes were lost."""
    mine = LostEnvelope.poll_number.in_(numbers)
    db.session.execute(delete(LostEnvelope).where(mine).execution_options(synchronize_session=False))
