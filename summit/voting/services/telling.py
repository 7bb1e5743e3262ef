"""Tell people on their own stream that a ballot was stored for their seat: noted, then told."""

from datetime import datetime

from summit.db import transaction
from summit.events import announce
from summit.people.queries import own_topic
from summit.voting.services.noting import Noted

_stored: Noted[tuple[int, int, int, datetime]] = Noted()
"""(person, poll, revision, moment) of what this worker has stored and not told yet."""


def note_stored(person_id: int, poll_number: int, revision: int, at: datetime) -> None:
    """A ballot is on disk. Nothing stands between the cast and its answer; it is told within a second."""
    if poll_number > 0:  # nothing of a practice reaches the register
        _stored.add((person_id, poll_number, revision, at))


def tell_stored() -> int:
    """Tell the people concerned, each on their own stream; answers how many ballots were told of."""
    noted = _stored.taken()
    if noted:
        _tell(noted)
    return len(noted)


@transaction
def _tell(noted: list[tuple[int, int, int, datetime]]) -> None:
    for person_id, poll, revision, at in noted:
        announce(own_topic(person_id), "ballot_stored", poll=poll, revision=revision, at=at.isoformat())
