"""Who may run polls. Who may vote is proved by the roll, in the statement that casts."""

from summit.people.models import Person
from summit.people.permissions import is_officer_of


def may_run_polls(person: Person | None, body_id: int) -> bool:
    """Put, announce, open, close, publish and void polls of this body."""
    return is_officer_of(person, body_id)
