"""What the verbs of a speakers' list share: the list held until the commit, what is told and kept."""

from typing import Any

from sqlalchemy import select

from summit.agenda.services import require_driver
from summit.agenda.services.steps import body_topic
from summit.db import db
from summit.debates.models import SpeakersList, Speech, SpeechState
from summit.debates.queries import speech
from summit.domain.errors import Refusal
from summit.events import announce
from summit.people import queries as people
from summit.record import keep


def held_list(body_id: int) -> SpeakersList:
    """The body's list in use; until the commit nobody else changes it or its speeches.

    Raises Refusal where there is none.
    """
    found = list_or_none(body_id)
    if found is None:
        raise Refusal(f"{people.body(body_id).name} has no speakers' list now.")
    return found


def list_or_none(body_id: int) -> SpeakersList | None:
    """The same, or None."""
    wanted = select(SpeakersList).where(SpeakersList.body_id == body_id, SpeakersList.ended_at.is_(None))
    return db.session.scalar(wanted.with_for_update(), execution_options={"populate_existing": True})


def held_speech(speech_id: int) -> tuple[SpeakersList, Speech]:
    """A speech with its list, held; raises NotFound, Refusal once the list has ended."""
    body_id = speech(speech_id).speakers_list.body_id
    held = held_list(body_id)
    found = speech(speech_id)
    if found.list_id != held.id:
        raise Refusal("This speakers' list has ended. Look at the floor again.")
    return held, found


def driven_speech(actor_id: int, speech_id: int) -> tuple[SpeakersList, Speech]:
    """The same for the officer who drives the body. Raises NotAllowed, NotDriving besides."""
    require_driver(actor_id, speech(speech_id).speakers_list.body_id)
    return held_speech(speech_id)


def driven_list(actor_id: int, body_id: int) -> SpeakersList:
    """The body's list in use, for the officer who drives the body. Raises NotAllowed, NotDriving, Refusal."""
    require_driver(actor_id, body_id)
    return held_list(body_id)


def require_state(row: Speech, state: SpeechState) -> None:
    """Raises Refusal when a speech does not stand where the button was drawn for."""
    if row.state != state:
        words = {
            SpeechState.WAITING: "waits for the floor",
            SpeechState.SPEAKING: "has the floor",
            SpeechState.INTERRUPTED: "was interrupted",
            SpeechState.ENDED: "has spoken",
            SpeechState.WITHDRAWN: "does not ask for the floor any more",
        }
        raise Refusal(f"{row.person.name} {words[SpeechState(row.state)]}. Look at the list again.")


def tell(held: SpeakersList, event: str, **payload: Any) -> None:
    """Announce on the stream of the body; names are read from the list by whoever shows it."""
    db.session.flush()
    announce(body_topic(held.body_id), event, body=held.body_id, list=held.id, **payload)


def keep_and_tell(event: str, held: SpeakersList, by: int, row: Speech, **more: Any) -> None:
    """What an officer did with somebody's speech, in the record and on the stream."""
    keep(event, body=held.body_id, speech=row.id, person=row.person_id, by=by, **more)
    tell(held, event, speech=row.id)
