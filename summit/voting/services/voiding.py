"""Void a poll before its result is published: nothing it asked is decided, and the record says why."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from summit import due
from summit.db import after_commit, db, transaction
from summit.domain.errors import Refusal, Unacceptable
from summit.people.services import ask_for
from summit.people.services.countersigning import ACTS, Act
from summit.record import keep
from summit.voting.models import Envelope, Poll, PollState
from summit.voting.services import keys
from summit.voting.services.closing import FINISH
from summit.voting.services.steps import driven_poll, known_poll, move, release, tell

VOID = "void_poll"
LONGEST_REASON = 300


@transaction
def discard_draft(actor_id: int, number: int) -> None:
    """Void a draft: only officers have ever seen it, so one of them is enough.

    Raises NotAllowed, NotDriving, NotFound, Refusal once the poll is announced.
    """
    driven_poll(actor_id, number)
    poll = move(number, PollState.DRAFT, PollState.VOID, void_reason="Discarded before it was announced.")
    _undo(poll, by=actor_id)


@transaction
def ask_to_void(actor_id: int, number: int, reason: str) -> int:
    """Ask a second officer to void a poll; until they sign it goes on. Answers the number of what waits.

    Raises NotAllowed, NotDriving, NotFound, Unacceptable without a reason or with a long one, Refusal for a
    published or void poll, or when this waits already.
    """
    poll = driven_poll(actor_id, number)
    said = " ".join(reason.split())
    if not said:
        raise Unacceptable("Say why the poll is void: the reason stands in the record.")
    if len(said) > LONGEST_REASON:
        raise Unacceptable(f"A reason has at most {LONGEST_REASON} signs.")
    _require_undecided(poll)
    words = f"Void V-{number:02}: {said}"
    return ask_for(actor_id, VOID, {"poll": number, "reason": said}, words, poll.body_id)


@transaction
def void_poll(asked_by: int, countersigned_by: int, payload: Mapping[str, Any]) -> None:
    """Void a poll once two officers have signed: its amendments are pending as before, no envelope is left.

    Raises Refusal for a published or void poll.
    """
    poll = known_poll(int(payload["poll"]))
    _require_undecided(poll)
    poll = move(poll.number, PollState(poll.state), PollState.VOID, void_reason=str(payload["reason"]))
    _undo(poll, by=asked_by, countersigned_by=countersigned_by)


def _require_undecided(poll: Poll) -> None:
    if poll.state in (PollState.PUBLISHED, PollState.VOID):
        raise Refusal(f"Poll V-{poll.number:02} is {poll.state} and cannot be voided here.")


def _undo(poll: Poll, **who: int) -> None:
    number = poll.number
    due.cancel(FINISH, number)
    db.session.execute(
        delete(Envelope).where(Envelope.poll_number == number).execution_options(synchronize_session=False)
    )
    release(number)
    keep("poll_voided", poll=number, reason=poll.void_reason, **who)
    tell("poll_voided", poll)
    after_commit(lambda: keys.destroy(number))


ACTS[VOID] = Act(void_poll)
