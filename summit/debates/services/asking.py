"""Asking for the floor: by oneself in one tap, or added by an officer; withdrawn, moved, struck."""

from summit.agenda.queries import presence_at, sitting
from summit.db import db, transaction
from summit.debates.models import SpeakersList, Speech, SpeechState
from summit.debates.permissions import may_ask_for_floor
from summit.debates.queries import speech, waiting
from summit.debates.queries.speakers import as_request, turns_had
from summit.debates.services.lists import (
    driven_list,
    driven_speech,
    held_list,
    held_speech,
    keep_and_tell,
    require_state,
    tell,
)
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.speakers import Purpose, Rules, Side, place_in
from summit.people import queries as people
from summit.people.models import Attendance, Person


@transaction
def ask_for_floor(actor_id: int, body_id: int, purpose: str = Purpose.TURN, side: str | None = None) -> int:
    """Put oneself on the list, where its rules say; answers the request's id.

    Raises NotAllowed (does not sit in the body), NotFound, Unacceptable, Refusal (no list, closed, waits
    already).
    """
    body, asking = people.body(body_id), people.person(actor_id)
    require(may_ask_for_floor(asking, body_id), f"Only those who sit in {body.name} ask for its floor.")
    assert asking is not None
    held = held_list(body_id)
    if held.closed_at is not None and purpose != Purpose.POINT_OF_ORDER:
        raise Refusal("The speakers' list is closed. Points of order are still taken.")
    return _put(held, asking, purpose, side, actor_id).id


@transaction
def withdraw_request(actor_id: int, speech_id: int) -> int:
    """Ask for the floor no more; answers the body. Raises NotAllowed, NotFound, Refusal (called already)."""
    require(speech(speech_id).person_id == actor_id, "Only who asked for the floor withdraws the request.")
    held, row = held_speech(speech_id)
    require_state(row, SpeechState.WAITING)
    row.state = SpeechState.WITHDRAWN
    tell(held, "request_withdrawn", speech=row.id)
    return held.body_id


@transaction
def add_speaker(
    actor_id: int, body_id: int, badge: str, purpose: str = Purpose.TURN, side: str | None = None
) -> int:
    """Put somebody on the list who has no device, or was invited to speak; also when it is closed.

    Raises NotAllowed, NotDriving, NotFound, Unacceptable, Refusal (no list, waits already).
    """
    held = driven_list(actor_id, body_id)
    added = people.person_by_badge(badge.strip().upper())
    if added is None or added.withdrawn_at is not None:
        raise Unacceptable(f"Nobody with the badge “{badge.strip()}” is accredited.")
    row = _put(held, added, purpose, side, actor_id)
    keep_and_tell("speaker_added", held, actor_id, row, purpose=row.purpose)
    return row.id


@transaction
def strike_request(actor_id: int, speech_id: int) -> None:
    """Take somebody off the list who does not speak. Raises NotAllowed, NotDriving, NotFound, Refusal."""
    held, row = driven_speech(actor_id, speech_id)
    require_state(row, SpeechState.WAITING)
    row.state = SpeechState.WITHDRAWN
    keep_and_tell("request_struck", held, actor_id, row)


@transaction
def move_request(actor_id: int, speech_id: int, step: int) -> None:
    """Move somebody who waits up (-1) or down (1) by one; at either end nothing is moved.

    Raises NotAllowed, NotDriving, NotFound, Refusal.
    """
    held, row = driven_speech(actor_id, speech_id)
    require_state(row, SpeechState.WAITING)
    queue = waiting(held.id)
    at = queue.index(row)
    to = at + step
    if not 0 <= to < len(queue):
        return
    queue.insert(to, queue.pop(at))
    _number(queue)
    keep_and_tell("request_moved", held, actor_id, row, place=to + 1)


def _put(held: SpeakersList, who: Person, purpose: str, side: str | None, by: int) -> Speech:
    wanted = _purpose(purpose)
    queue, had = waiting(held.id), turns_had(held.id)
    if any(one.person_id == who.id and one.purpose == wanted for one in queue):
        raise Refusal(f"{who.name} is on the list already.")
    row = Speech(
        list_id=held.id, person_id=who.id, purpose=wanted, side=_side(side, wanted), asked_by_id=by,
        is_remote=_is_remote(held.sitting_id, who), state=SpeechState.WAITING,
    )  # fmt: skip
    rules = Rules(held.newcomers_first, held.alternates, held.interleaves)
    place = place_in([as_request(one, had) for one in queue], as_request(row, had), rules)
    db.session.add(row)
    queue.insert(place, row)
    _number(queue)
    tell(held, "floor_asked_for", speech=row.id)
    return row


def _number(queue: list[Speech]) -> None:
    for position, one in enumerate(queue):
        one.position = position
    db.session.flush()


def _is_remote(sitting_id: int, who: Person) -> bool:
    """From where somebody speaks: as they were seen at the sitting, else as they are accredited."""
    seen = presence_at(sitting(sitting_id), who.id).mode
    return (seen or who.attends) == Attendance.REMOTE


def _purpose(written: str) -> Purpose:
    if written not in set(Purpose):
        raise Unacceptable("The floor is asked for a turn, a question, a reply or a point of order.")
    return Purpose(written)


def _side(written: str | None, purpose: Purpose) -> Side | None:
    if not written or purpose is not Purpose.TURN:
        return None
    if written not in set(Side):
        raise Unacceptable("A turn is for, against, or neither.")
    return Side(written)
