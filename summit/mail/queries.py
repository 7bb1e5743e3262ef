"""Reads about e-mail: somebody's address, what waits, how the sending goes."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import func, select

from summit.db import db
from summit.mail.models import LetterKind, LetterState, MailAddress, MailLetter, MailPost


def mail_address(person_id: int) -> MailAddress | None:
    """Where the person wants e-mail, confirmed or not; None where they want none."""
    return db.session.get(MailAddress, person_id)


def digest_of(address: str) -> str:
    """What links carry instead of an address, so that no log of a server in between holds one."""
    return sha256(address.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Post:
    """Letters that wait, that no server took, that somebody has to decide about; failures in a row."""

    waiting: int
    refused: int
    unknown: int
    aside: int
    failures: int
    error: str


def post() -> Post:
    """How the sending goes, for who looks after the server."""
    states = db.session.execute(select(MailLetter.state, func.count()).group_by(MailLetter.state))
    counted: dict[str, int] = dict(states.all())
    row = db.session.get(MailPost, 1)
    return Post(
        waiting=counted.get(LetterState.WAITING, 0),
        refused=counted.get(LetterState.REFUSED, 0),
        unknown=counted.get(LetterState.UNKNOWN, 0),
        aside=counted.get(LetterState.ASIDE, 0),
        failures=row.failures if row else 0,
        error=row.error if row else "",
    )


def has_link_on_its_way(person_id: int) -> bool:
    """Whether a personal link waits to be sent to this person."""
    wanted = select(MailLetter.id).where(
        MailLetter.person_id == person_id,
        MailLetter.kind == LetterKind.LINK,
        MailLetter.state.in_((LetterState.WAITING, LetterState.SENDING)),
    )
    return db.session.scalar(wanted) is not None
