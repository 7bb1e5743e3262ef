"""The end of ways in: codes, PINs, sign-ins and the trust in devices, of one person or of many at once."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import update

from summit.db import clock, db
from summit.events import announce
from summit.people.models import Person, SignIn, Slip
from summit.people.queries import own_topic

T = TypeVar("T")
AT_ONCE = 500
"""How many numbers one statement carries; databases limit it."""


def end_ways_in(people: Sequence[int]) -> None:
    """Inside a transaction: slips and links, PINs, sign-ins and known devices of these people end.

    What somebody learned from a stolen slip or by looking on is worth nothing any more.
    """
    db.session.flush()
    for ids in in_parts(people):
        _set(update(Slip).where(Slip.person_id.in_(ids), Slip.revoked_at.is_(None)), revoked_at=clock())
        _set(update(Person).where(Person.id.in_(ids)), pin_hash=None, failures=0)
        _set(update(SignIn).where(SignIn.person_id.in_(ids), SignIn.is_known), is_known=False)
        running = update(SignIn).where(SignIn.person_id.in_(ids), SignIn.ended_at.is_(None))
        ended = db.session.scalars(
            running.values(ended_at=clock())
            .returning(SignIn.person_id)
            .execution_options(synchronize_session=False)
        )
        for person_id in set(ended):
            tell_ended(person_id)
    db.session.expire_all()


def _set(statement: object, **values: object) -> None:
    db.session.execute(
        statement.values(**values).execution_options(synchronize_session=False)  # type: ignore[attr-defined]
    )


def in_parts(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """The things in portions that one statement can carry."""
    return (things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE))


def tell_ended(person_id: int) -> None:
    """Inside a transaction that ends sign-ins or changes what a person may: all workers close their sockets.

    It stands in the log as everything does, so that no worker can miss it.
    """
    announce(own_topic(person_id), "access_changed")
