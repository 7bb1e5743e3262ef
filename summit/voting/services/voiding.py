"""Void a poll before its result is published: nothing it asked is decided, and the record says why."""

from sqlalchemy import delete

from summit import due
from summit.db import after_commit, db, transaction
from summit.domain.errors import Refusal, Unacceptable
from summit.record import keep
from summit.voting.models import Envelope, PollState
from summit.voting.services import keys
from summit.voting.services.closing import FINISH
from summit.voting.services.steps import driven_poll, move, release, tell


@transaction
def void_poll(actor_id: int, number: int, reason: str) -> None:
    """Void a poll that is not published; its amendments are pending as before, its envelopes are destroyed.

    Raises NotAllowed, NotFound, Unacceptable without a reason, Refusal for a published or void poll.
    """
    poll = driven_poll(actor_id, number)
    if not reason.strip():
        raise Unacceptable("Say why the poll is void: the reason stands in the record.")
    if poll.state in (PollState.PUBLISHED, PollState.VOID):
        raise Refusal(f"Poll V-{number:02} is {poll.state} and cannot be voided here.")
    poll = move(number, PollState(poll.state), PollState.VOID, void_reason=reason.strip())
    due.cancel(FINISH, number)
    db.session.execute(
        delete(Envelope).where(Envelope.poll_number == number).execution_options(synchronize_session=False)
    )
    release(number)
    keep("poll_voided", poll=number, reason=poll.void_reason, by=actor_id)
    tell("poll_voided", poll)
    after_commit(lambda: keys.destroy(number))
