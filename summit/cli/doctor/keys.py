"""The keys of polls: none may outlive its poll, none may be missing while it is needed."""

from collections.abc import Iterator

from sqlalchemy import select

from summit.cli.doctor.finding import Finding, bad, look, well
from summit.db import db
from summit.domain.wording import poll_name
from summit.voting.models import Poll, PollState
from summit.voting.services import keys as kept

IN_USE = (PollState.OPEN, PollState.CLOSING)
PUT_BACK = (
    "Casting is paused. Put its files .key and .lot back into the folder keys; or let the chair make a new "
    "key at the desk, or void the poll."
)
OVER = (PollState.CLOSED, PollState.PUBLISHED, PollState.VOID)


def keys() -> Iterator[Finding]:
    """Compare the folder of keys with the polls."""
    wanted = select(Poll.number, Poll.state, Poll.public_key, Poll.lot_commitment)
    polls = {row.number: row for row in db.session.execute(wanted)}
    db.session.rollback()
    states = {number: row.state for number, row in polls.items()}
    lying = kept.kept_polls()
    missing = sorted(
        number
        for number, row in polls.items()
        if row.state in IN_USE and not kept.fits(number, row.public_key, row.lot_commitment)
    )
    over = sorted(
        n for n in lying if states.get(n) in (PollState.CLOSED, PollState.PUBLISHED, PollState.VOID)
    )
    unknown = sorted(lying - set(states))
    if missing:
        said = f"The key of {_named(missing)} is missing: its ballots cannot be counted."
        yield bad("keys", said, PUT_BACK)
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
    return ", ".join(map(poll_name, numbers))
