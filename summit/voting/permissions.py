"""Who may run polls, and who may vote in one."""

from summit.people.models import Person
from summit.people.permissions import is_organiser
from summit.voting.models import TAKING_BALLOTS, Poll


def may_run_polls(person: Person | None) -> bool:
    """Put, announce, open, close, publish and void polls."""
    return is_organiser(person)


def may_vote(person: Person | None, poll: Poll, is_on_roll: bool) -> bool:
    """Cast a ballot now: a person on the roll, while ballots are taken. The cast itself proves it again."""
    return person is not None and is_on_roll and poll.state in TAKING_BALLOTS
