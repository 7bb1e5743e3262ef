"""Who may run polls. Who may vote is proved by the roll, in the statement that casts."""

from summit.people.models import Duty, Person
from summit.people.permissions import has_duty, is_officer_of, may_read_everything
from summit.voting.models import Poll


def may_run_polls(person: Person | None, body_id: int) -> bool:
    """Put, announce, open, close, publish and void polls of this body."""
    return is_officer_of(person, body_id)


def may_recommend(person: Person | None, body_id: int) -> bool:
    """Say what this body recommends: its chair and secretary, its rapporteur, and that of the summit."""
    is_rapporteur = any(has_duty(person, Duty.RAPPORTEUR, where) for where in (body_id, None))
    return is_rapporteur or is_officer_of(person, body_id)


def may_recount(person: Person | None, body_id: int) -> bool:
    """Have the stored ballots of a published poll counted again: its officers, and scrutineers."""
    return is_officer_of(person, body_id) or may_read_everything(person)


def may_pull_out(person: Person | None, poll: Poll) -> bool:
    """Have an item of a consent list put apart: whoever holds a seat in its body, and its officers."""
    holds = person is not None and any(one.body_id == poll.body_id for one in person.seats)
    return holds or is_officer_of(person, poll.body_id)


def may_count(person: Person | None, body_id: int) -> bool:
    """Count hands and papers in the room, and enter papers: the tellers of the body, and nobody else."""
    return has_duty(person, Duty.TELLER, body_id)
