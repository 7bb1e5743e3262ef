"""What is to be told becomes letters, one for each person and thing, read from what the summit holds.

Nothing that opens a poll or decides an amendment waits for this or can fail by it.
"""

from typing import Any

from sqlalchemy import Select, exists, insert, literal, select

from summit.db import clock, db, transaction
from summit.mail.models import LetterKind, LetterState, MailAddress, MailLetter
from summit.people.models import News, Person
from summit.voting.models import Poll, PollState, RollEntry

DECIDED = ("adopted", "rejected", "fallen", "merged", "obsolete", "lapsed_with_text")
"""News that tell a proposer what became of an amendment."""
COLUMNS = ("person_id", "kind", "number", "state", "attempts", "written_at", "next_at")


def write_letters() -> int:
    """Write the letters that are not there yet; answers how many. Reads only, where there are none."""
    wanted = [statement for statement in (*_openings(), _decisions()) if _finds(statement)]
    db.session.rollback()
    return _write(wanted) if wanted else 0


@transaction
def _write(wanted: list[Select[Any]]) -> int:
    return sum(_inserted(statement) for statement in wanted)


def _inserted(statement: Select[Any]) -> int:
    written = insert(MailLetter).from_select(COLUMNS, statement).returning(MailLetter.id)
    return len(db.session.scalars(written).all())


def _finds(statement: Select[Any]) -> bool:
    return db.session.execute(statement.limit(1)).first() is not None


def _openings() -> list[Select[Any]]:
    """To everybody on the roll of an open poll, whether they have cast or not."""
    polls = db.session.scalars(select(Poll).where(Poll.state == PollState.OPEN, Poll.number > 0))
    return [_opening(poll) for poll in polls if not poll.is_by_hand]


def _opening(poll: Poll) -> Select[Any]:
    told = _columns(RollEntry.person_id, LetterKind.POLL_OPENED, literal(poll.number))
    return _to_who_wants_it(told, RollEntry.person_id, LetterKind.POLL_OPENED, literal(poll.number)).where(
        RollEntry.poll_number == poll.number, MailAddress.confirmed_at <= poll.opened_at
    )


def _decisions() -> Select[Any]:
    told = _columns(News.person_id, LetterKind.DECIDED, News.id)
    return _to_who_wants_it(told, News.person_id, LetterKind.DECIDED, News.id).where(
        News.kind.in_(DECIDED), News.at >= MailAddress.confirmed_at
    )


def _columns(person_id: Any, kind: LetterKind, number: Any) -> Select[Any]:
    waiting = literal(LetterState.WAITING.value)
    return select(person_id, literal(kind.value), number, waiting, literal(0), clock(), clock())


def _to_who_wants_it(told: Select[Any], person_id: Any, kind: LetterKind, number: Any) -> Select[Any]:
    there = exists().where(
        MailLetter.person_id == person_id, MailLetter.kind == kind.value, MailLetter.number == number
    )
    return (
        told.join(MailAddress, MailAddress.person_id == person_id)
        .join(Person, Person.id == person_id)
        .where(Person.withdrawn_at.is_(None), ~there)
    )
