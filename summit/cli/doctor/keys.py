"""The keys of polls: none may outlive its poll, none may be missing while it is needed."""

from collections.abc import Iterator

from sqlalchemy import select

from summit.cli.doctor.finding import Finding, bad, look, well
from summit.db import db
from summit.voting.models import Poll, PollState
from summit.voting.services import keys as kept

IN_USE = (PollState.OPEN, PollState.CLOSING)
OVER = (PollState.CLOSED, PollState.PUBLISHED, PollState.VOID)


def keys() -> Iterator[Finding]:
    """Compare the folder of keys with the polls."""
    states = {row.number: row.state for row in db.session.execute(select(Poll.number, Poll.state))}
    db.session.rollback()
    lying = kept.kept_polls()
    missing = sorted(number for number, state in states.items() if state in IN_USE and number not in lying)
    over = sorted(
        n for n in lying if states.get(n) in (PollState.CLOSED, PollState.PUBLISHED, PollState.VOID)
    )
    unknown = sorted(lying - set(states))
    if missing:
        said = f"The key of {_named(missing)} is missing: its ballots cannot be counted."
        yield bad("keys", said, "Put the file back into the folder keys, or void the poll.")
    if over:
        said = f"The key of {_named(over)} has outlived its poll."
        yield bad("keys", said, "Start the server once: it destroys such keys.")
    if unknown:
        said = f"There is a key of {_named(unknown)}, which this database does not know."
        yield look(
            "keys", said, "If another summit used this folder, give this one its own (SUMMIT_INSTANCE)."
        )
    if not (missing or over or unknown):
        yield well("keys", "Every open poll has its key, and no other key is kept.")


def _named(numbers: list[int]) -> str:
    return ", ".join(f"V-{number:02}" for number in numbers)
