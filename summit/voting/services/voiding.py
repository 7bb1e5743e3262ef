"""Void a poll: nothing it asked is decided, what it adopted is taken back, and the record says why."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, select

from summit import due
from summit.db import after_commit, db, transaction
from summit.documents import queries as documents
from summit.documents.services import (
    Undoing,
    take_back,
    take_back_together,
    take_fate_back,
    tell_proposer,
    undoing,
    undoing_fate,
    undoing_together,
)
from summit.domain.errors import Refusal, Unacceptable
from summit.domain.wording import listed, poll_name
from summit.people.services import ask_for
from summit.people.services.countersigning import ACTS, LONGEST_WORDS, Act
from summit.voting.models import TAKING_BALLOTS, Does, Envelope, PaperEntry, Poll, PollKind, PollState
from summit.voting.queries.consent import items_of, put_to
from summit.voting.services import keys
from summit.voting.services.closing import BEGIN, FINISH
from summit.voting.services.losing import forget_lost
from summit.voting.services.steps import driven_poll, keep_of, known_poll, move, release, tell
from summit.voting.services.watching import forget_shown
from summit.voting.services.whole import require_undecided

VOID = "void_poll"
LONGEST_REASON = 300
UNDER_BALLOT = (*TAKING_BALLOTS, PollState.CLOSED)


@transaction
def discard_draft(actor_id: int, number: int) -> None:
    """Void a draft: only officers have ever seen it, so one of them is enough. So it is for practice, which
    decides nothing, until its result is shown.

    Raises NotAllowed, NotDriving, NotFound, Refusal once the poll is announced.
    """
    poll = driven_poll(actor_id, number)
    is_under_way = poll.is_practice and poll.state in (PollState.ANNOUNCED, *UNDER_BALLOT)
    was = PollState(poll.state) if is_under_way else PollState.DRAFT
    said = "The practice was ended." if is_under_way else "Discarded before it was announced."
    poll = move(number, was, PollState.VOID, void_reason=said)
    _undo(poll, by=actor_id)


@transaction
def ask_to_void(actor_id: int, number: int, reason: str) -> int:
    """Ask a second officer to void a poll; until they sign it goes on. Answers the number of what waits.

    Of a published poll the second officer reads what is taken back with it. Raises NotAllowed, NotDriving,
    NotFound, Unacceptable without a reason or with a long one, Refusal for a void poll, for a published one
    that cannot be undone now, or when this waits already.
    """
    poll = driven_poll(actor_id, number)
    said = " ".join(reason.split())
    if not said:
        raise Unacceptable("Say why the poll is void: the reason stands in the record.")
    if len(said) > LONGEST_REASON:
        raise Unacceptable(f"A reason has at most {LONGEST_REASON} signs.")
    _require_not_void(poll)
    words = f"Void {poll_name(number)}: {said}"
    if poll.was_published and poll.document_number is not None:
        words = f"{words} {in_words(consequences(number))}"[:LONGEST_WORDS]
    return ask_for(actor_id, VOID, {"poll": number, "reason": said}, words, poll.body_id)


def consequences(number: int) -> Undoing:
    """What voiding a published poll on a text would take back.

    Raises NotFound, Refusal while it cannot be undone, and for a poll that is about no text.
    """
    poll = known_poll(number)
    if poll.document_number is None:
        raise Refusal(f"Poll {poll_name(number)} is about no text, so no text is taken back.")
    _require_quiet(poll)
    if poll.kind == PollKind.TEXT:
        return undoing_fate(poll.document_asked, poll.number)
    if poll.kind == PollKind.CONSENT:
        return undoing_together(poll.document_asked, poll.number, _rejected(poll))
    return undoing(poll.document_asked, _made(poll), _put(poll))


def in_words(done: Undoing) -> str:
    """What is taken back, in one or two sentences."""
    said = [f"Pending again: {_ams(done.returned)}."] if done.returned else []
    if done.held_amendments:
        said.append(f"On hold, since they built upon it: {_ams(done.held_amendments)}.")
    return " ".join(said)


def _ams(numbers: Collection[int]) -> str:
    return listed(f"AM {number}" for number in sorted(numbers))


@transaction
def void_poll(asked_by: int, countersigned_by: int, payload: Mapping[str, Any]) -> None:
    """Void a poll once two officers have signed: its amendments are pending as before, no envelope is left.

    What a published poll adopted is taken back in the same transaction. Raises Refusal for a void poll, and
    for a published one while another poll on its document is under way or its adoption is on hold.
    """
    poll = known_poll(int(payload["poll"]))
    _require_not_void(poll)
    poll = move(poll.number, PollState(poll.state), PollState.VOID, void_reason=str(payload["reason"]))
    if not poll.was_published:
        for number in _put(poll):
            tell_proposer(
                documents.amendment(number), "poll_voided", poll=poll.number, reason=poll.void_reason
            )
    if poll.was_published and poll.document_number is not None:
        _require_quiet(poll)
        reason = str(poll.void_reason)
        if poll.kind == PollKind.TEXT:
            take_fate_back(poll.document_asked, poll.number, reason)
        elif poll.kind == PollKind.CONSENT:
            take_back_together(poll.document_asked, poll.number, _rejected(poll), reason)
        else:
            take_back(poll.document_asked, _made(poll), _put(poll), poll.number, reason)
    _undo(poll, by=asked_by, countersigned_by=countersigned_by)


def _require_not_void(poll: Poll) -> None:
    if poll.state == PollState.VOID:
        raise Refusal(f"Poll {poll.name} is void already.")


def _require_quiet(poll: Poll) -> None:
    """No text moves under a ballot that people hold in their hands."""
    other = db.session.scalar(
        select(Poll.number)
        .where(Poll.document_number == poll.document_number, Poll.state.in_(UNDER_BALLOT))
        .order_by(Poll.number)
    )
    if other is not None:
        raise Refusal(f"Poll {poll_name(other)} on the same document is under way. Publish or void it first.")
    if poll.kind != PollKind.TEXT:
        require_undecided(documents.document(poll.document_asked))


def _made(poll: Poll) -> int | None:
    """The revision of its adoption that is in force: the chair may have put it back after a rescission."""
    if poll.document_number is None or poll.revision_made is None:
        return poll.revision_made
    log = documents.in_force(documents.adoption_log(poll.document_number))
    made = [line.revision for line in log if line.poll == poll.number and line.amendment is not None]
    return made[-1] if made else poll.revision_made


def _put(poll: Poll) -> list[int]:
    return put_to(poll)


def _rejected(poll: Poll) -> list[int]:
    """What a carried list rejected."""
    if "for" not in (poll.result or {}).get("winners", ()):
        return []
    return [one.amendment_number for one in items_of(poll.number) if one.does == Does.REJECT]


def _undo(poll: Poll, **who: int) -> None:
    number, poll.paused_at = poll.number, None
    for verb in (BEGIN, FINISH):
        due.cancel(verb, number)
    for table in (Envelope, PaperEntry):
        db.session.execute(
            delete(table).where(table.poll_number == number).execution_options(synchronize_session=False)
        )
    forget_shown(number)
    forget_lost([number])
    release(number)
    keep_of(poll, "poll_voided", reason=poll.void_reason, **who)
    tell("poll_voided", poll)
    after_commit(lambda: keys.destroy(number))


ACTS[VOID] = Act(void_poll)
