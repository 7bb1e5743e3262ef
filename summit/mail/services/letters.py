"""A letter on its way: taken by one, then sent, put back or given up. None is sent twice."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update

from summit.db import clock, db, now, transaction
from summit.mail.models import LetterState, MailLetter

MOST_ATTEMPTS = 8
FIRST_WAIT_S, LONGEST_WAIT_S = 30, 3600
SILENT_FOR = timedelta(minutes=5)
"""Longer than a server is waited for: who took the letter is gone, and with them whether it went out."""


def wait_after(failures: int) -> timedelta:
    """Twice as long each time, up to an hour."""
    return timedelta(seconds=min(FIRST_WAIT_S * 2 ** min(failures - 1, 16), LONGEST_WAIT_S))


@transaction
def take_letter() -> MailLetter | None:
    """The next letter that is due, for the caller alone."""
    due = select(MailLetter).where(MailLetter.state == LetterState.WAITING, MailLetter.next_at <= clock())
    found = db.session.scalar(due.order_by(MailLetter.id).limit(1).with_for_update(skip_locked=True))
    if found is not None:
        found.state, found.claimed_at, found.attempts = LetterState.SENDING, now(), found.attempts + 1
    return found


@transaction
def settle(letter_id: int, state: LetterState) -> None:
    """What became of a letter that was taken."""
    _change(letter_id, state=state)


@transaction
def put_back(letter_id: int) -> None:
    """It was not taken by the server: try again later, or give up after too many attempts."""
    letter = db.session.get_one(MailLetter, letter_id)
    if letter.attempts >= MOST_ATTEMPTS:
        _change(letter_id, state=LetterState.REFUSED)
    else:
        _change(letter_id, state=LetterState.WAITING, next_at=now() + wait_after(letter.attempts))


def _change(letter_id: int, **values: object) -> None:
    mine = (MailLetter.id == letter_id, MailLetter.state == LetterState.SENDING)
    db.session.execute(
        update(MailLetter).where(*mine).values(**values).execution_options(synchronize_session=False)
    )


@transaction
def give_up_silent() -> None:
    """A letter whose sender died may have gone out; it is counted and not sent again."""
    silent = (MailLetter.state == LetterState.SENDING, MailLetter.claimed_at < now() - SILENT_FOR)
    db.session.execute(
        update(MailLetter)
        .where(*silent)
        .values(state=LetterState.UNKNOWN)
        .execution_options(synchronize_session=False)
    )


@transaction
def put_aside() -> int:
    """What waits in a copy that was just put back is not sent until somebody says so; answers how many."""
    return _all_in((LetterState.WAITING, LetterState.SENDING), LetterState.ASIDE)


@transaction
def send_aside() -> int:
    """Let the letters that were put aside wait for their turn again; answers how many."""
    return _all_in((LetterState.ASIDE,), LetterState.WAITING)


@transaction
def drop_aside() -> int:
    """Send none of the letters that were put aside; answers how many."""
    return _all_in((LetterState.ASIDE,), LetterState.NEEDLESS)


def _all_in(states: Sequence[LetterState], state: LetterState) -> int:
    moved = update(MailLetter).where(MailLetter.state.in_(states)).values(state=state, next_at=clock())
    rows = db.session.execute(
        moved.returning(MailLetter.id), execution_options={"synchronize_session": False}
    )
    return len(rows.all())
