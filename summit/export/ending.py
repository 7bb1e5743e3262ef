"""The end of a summit: its document becomes final, and what was only needed to run it is deleted."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select, text, update

from summit.agenda.models import Sitting, SittingState
from summit.db import Base, db, is_sqlite, now, transaction
from summit.debates.models import SenseAnswer, SenseCheck
from summit.documents.models import AmendmentNote, Draft, Translation, TranslationState
from summit.domain.errors import Refusal
from summit.events import Command, Event, Topic
from summit.export.wording import vote
from summit.jobs import Job
from summit.mail.models import MailAddress, MailLetter
from summit.people.models import News, Person, SignIn, Slip, Summit
from summit.people.queries import public_name, the_summit
from summit.record import keep
from summit.voting.models import Challenge, Poll, PollState
from summit.voting.queries import real_polls

UNDECIDED = (PollState.ANNOUNCED, PollState.OPEN, PollState.CLOSING, PollState.CLOSED)


@dataclass(frozen=True, slots=True)
class Deleted:
    """How much of what was deleted."""

    sign_ins: int
    slips: int
    sent_forms: int
    addresses: int
    names: int


@transaction
def end_summit(challenge: timedelta) -> Deleted:
    """Delete personal data that the public record does not show; the record itself stays as it is.

    Raises Refusal while something is undecided, while a sitting goes on, before the time for challenges has
    passed since the last result, and when it was done before.
    """
    summit = the_summit()
    if summit is None:
        raise Refusal("There is no summit to close.")
    _require_over(summit, challenge)
    deleted = Deleted(_gone(SignIn), _gone(Slip), _gone(Command), _addresses(), _names())
    _own_streams()
    _gone(Job)
    _gone(News)
    _gone(MailLetter)
    _gone(MailAddress)
    _gone(Draft)
    _gone(AmendmentNote)
    _gone(SenseAnswer)
    _gone(SenseCheck)
    _drafts_of_translations()
    summit.closed_at = now()
    keep("summit_closed", names=deleted.names, addresses=deleted.addresses)
    return deleted


def _drafts_of_translations() -> None:
    """What translators wrote and readers were never shown."""
    db.session.execute(delete(Translation).where(Translation.state == TranslationState.DRAFT))
    db.session.execute(update(Translation).values(draft=None, claimed_by_id=None, claimed_at=None))


def empty_logs() -> None:
    """After the commit: no page of the write-ahead log still holds what was deleted."""
    if is_sqlite():
        db.session.rollback()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _require_over(summit: Summit, challenge: timedelta) -> None:
    if summit.closed_at is not None:
        raise Refusal("This summit was closed before.")
    poll = db.session.scalar(real_polls().where(Poll.state.in_(UNDECIDED)))
    if poll is not None:
        raise Refusal(f"{vote(poll.number)} is {poll.state}: publish or void it first.")
    going_on = Sitting.state.in_((SittingState.OPEN, SittingState.SUSPENDED))
    sitting = db.session.scalar(select(Sitting).where(going_on))
    if sitting is not None:
        raise Refusal(f"The sitting “{sitting.title}” is {sitting.state}: close it first.")
    open_one = db.session.scalar(select(Challenge.poll_number).where(Challenge.ruled_at.is_(None)))
    if open_one is not None:
        raise Refusal(f"A challenge of {vote(open_one)} waits for its ruling.")
    last = db.session.scalar(select(func.max(Poll.published_at)).where(Poll.number > 0))
    if last is not None and now() < last + challenge:
        raise Refusal(f"The last result can be challenged until {last + challenge:%Y-%m-%d %H:%M} UTC.")


def _gone(table: type[Base]) -> int:
    number = db.session.scalar(select(func.count()).select_from(table)) or 0
    db.session.execute(delete(table).execution_options(synchronize_session=False))
    return number


def _addresses() -> int:
    """E-mail, PIN hashes, and who needs more time."""
    number = db.session.scalar(select(func.count(Person.email))) or 0
    nothing = {"email": None, "pin_hash": None, "failures": 0, "more_time": False}
    db.session.execute(update(Person).values(**nothing).execution_options(synchronize_session=False))
    return number


def _names() -> int:
    """Everybody is called from now on as the public record calls them."""
    changed = [one for one in db.session.scalars(select(Person)) if public_name(one) != one.name]
    for one in changed:
        one.name = public_name(one)
    return len(changed)


def _own_streams() -> None:
    """What was told to single persons and to officers."""
    own = select(Topic.id).where(Topic.audience != "public")
    db.session.execute(
        delete(Event).where(Event.topic_id.in_(own)).execution_options(synchronize_session=False)
    )
