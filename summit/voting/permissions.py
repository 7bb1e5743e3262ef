"""Who may run polls. Who may vote is proved by the roll, in the statement that casts."""

from summit.people.models import Person
from summit.people.permissions import is_organiser


def may_run_polls(person: Person | None) -> bool:
    """Put, announce, open, close, publish and void polls."""
    return is_organiser(person)
