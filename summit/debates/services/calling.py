"""Giving the floor: call somebody, let the clock stand and run, end the speech, take a call back."""

from datetime import datetime, timedelta

from sqlalchemy import select

from summit.agenda.models import Sitting, SittingState
from summit.agenda.services import ON_SUSPENDING
from summit.db import db, now, transaction
from summit.debates.models import SpeakersList, Speech, SpeechState
from summit.debates.queries import waiting
from summit.debates.services.lists import driven_speech, keep_and_tell, list_or_none, require_state
from summit.domain.errors import Refusal
from summit.domain.speakers import Purpose

ON_FLOOR = (SpeechState.SPEAKING, SpeechState.INTERRUPTED)


@transaction
def call_speaker(actor_id: int, speech_id: int, instead_of: int | None = None) -> None:
    """Give somebody who waits the floor; their clock begins at this moment.

    A turn ends whatever was said; all else interrupts it. `instead_of` is the speech that the officer saw as
    having the floor, None for none: when that has changed, nothing is done. Raises NotAllowed, NotDriving,
    NotFound, Refusal.
    """
    held, row = driven_speech(actor_id, speech_id)
    require_state(row, SpeechState.WAITING)
    if db.session.get_one(Sitting, held.sitting_id, populate_existing=True).state != SittingState.OPEN:
        raise Refusal("The sitting is suspended, so nobody can be given the floor.")
    before = _speaking(held)
    if (before.id if before else None) != instead_of:
        raise Refusal(
            "Somebody else was given the floor or has ended in the meantime. Look at the list again."
        )
    at = now()
    if row.purpose == Purpose.TURN:
        end_all(held, actor_id, at)
    elif before is not None:
        before.state = SpeechState.INTERRUPTED
        before.paused_at = before.paused_at or at
        db.session.flush()
    row.state, row.began_at, row.seconds = SpeechState.SPEAKING, at, held.seconds
    keep_and_tell("speaker_called", held, actor_id, row, purpose=row.purpose, instead_of=instead_of)


@transaction
def undo_call(actor_id: int, speech_id: int) -> None:
    """Take a call back: they wait again, first of all; whom it ended or interrupted has the floor as before.

    What passed meanwhile is on nobody's clock. Raises NotAllowed, NotDriving, NotFound, Refusal.
    """
    held, row = driven_speech(actor_id, speech_id)
    require_state(row, SpeechState.SPEAKING)
    called_at = row.began_at
    row.position = min((one.position for one in waiting(held.id)), default=0) - 1
    row.state, row.began_at, row.paused_at, row.paused_ms = SpeechState.WAITING, None, None, 0
    db.session.flush()
    for one in _cut_short(held, row, called_at):
        if one.ended_at is not None or one.paused_at == called_at:
            one.paused_at = called_at
            _add_pause(one, now())
        one.state, one.ended_at = SpeechState.INTERRUPTED, None
    _give_back(held)
    keep_and_tell("call_undone", held, actor_id, row)


def _cut_short(held: SpeakersList, row: Speech, called_at: datetime | None) -> list[Speech]:
    """The speeches that this call ended, or the one that it interrupted."""
    if row.purpose == Purpose.TURN:
        return [one for one in _of(held, (SpeechState.ENDED,)) if one.ended_at == called_at]
    return _of(held, (SpeechState.INTERRUPTED,))[-1:]


@transaction
def end_speech(actor_id: int, speech_id: int) -> None:
    """The speech is over; whom it interrupted has the floor again, the clock standing as it stood.

    Raises NotAllowed, NotDriving, NotFound, Refusal.
    """
    held, row = driven_speech(actor_id, speech_id)
    require_state(row, SpeechState.SPEAKING)
    _end(held, actor_id, row, now())
    _give_back(held)


def _give_back(held: SpeakersList) -> None:
    """Whoever was interrupted last has the floor again; their clock goes on as it stood."""
    for again in _of(held, (SpeechState.INTERRUPTED,))[-1:]:
        again.state = SpeechState.SPEAKING


@transaction
def pause_speech(actor_id: int, speech_id: int) -> None:
    """Let the clock stand. Raises NotAllowed, NotDriving, NotFound, Refusal."""
    held, row = driven_speech(actor_id, speech_id)
    require_state(row, SpeechState.SPEAKING)
    if row.paused_at is not None:
        raise Refusal("The clock stands already.")
    row.paused_at = now()
    keep_and_tell("speech_paused", held, actor_id, row)


@transaction
def resume_speech(actor_id: int, speech_id: int) -> None:
    """Let the clock run on. Raises NotAllowed, NotDriving, NotFound, Refusal."""
    held, row = driven_speech(actor_id, speech_id)
    require_state(row, SpeechState.SPEAKING)
    if row.paused_at is None:
        raise Refusal("The clock runs already.")
    _add_pause(row, now())
    keep_and_tell("speech_resumed", held, actor_id, row)


def end_all(held: SpeakersList, actor_id: int, at: datetime) -> None:
    """End whoever has the floor or was interrupted, at the same moment."""
    for row in _of(held, ON_FLOOR):
        _end(held, actor_id, row, at)


def _end(held: SpeakersList, actor_id: int, row: Speech, at: datetime) -> None:
    _add_pause(row, at)
    row.state, row.ended_at = SpeechState.ENDED, at
    db.session.flush()
    spoken = at - (row.began_at or at) - timedelta(milliseconds=row.paused_ms)
    keep_and_tell("speech_ended", held, actor_id, row, spoken=int(spoken.total_seconds()))


def _add_pause(row: Speech, at: datetime) -> None:
    if row.paused_at is not None:
        row.paused_ms += round((at - row.paused_at) / timedelta(milliseconds=1))
        row.paused_at = None


def _speaking(held: SpeakersList) -> Speech | None:
    return next(iter(_of(held, (SpeechState.SPEAKING,))), None)


def _of(held: SpeakersList, states: tuple[SpeechState, ...]) -> list[Speech]:
    """Speeches of the list in these states, in the order in which they began."""
    wanted = select(Speech).where(Speech.list_id == held.id, Speech.state.in_(states))
    wanted = wanted.order_by(Speech.began_at, Speech.id)
    return list(db.session.scalars(wanted, execution_options={"populate_existing": True}))


def _suspend(actor_id: int, body_id: int) -> None:
    """A suspended sitting takes nobody's time."""
    held = list_or_none(body_id)
    row = _speaking(held) if held is not None else None
    if held is not None and row is not None and row.paused_at is None:
        row.paused_at = now()
        keep_and_tell("speech_paused", held, actor_id, row)


ON_SUSPENDING.append(_suspend)
