"""On whose device a ballot is: noted in memory as pages are drawn, stored by the ticker, told to officers."""

from collections.abc import Collection

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from summit.db import clock, db, is_sqlite, transaction
from summit.events import TopicName, announce
from summit.voting.models import TAKING_BALLOTS, BallotShown, Poll, PollState
from summit.voting.services.noting import Noted

WATCHED = (PollState.ANNOUNCED, *TAKING_BALLOTS)
_shown: Noted[tuple[int, int]] = Noted()
"""(poll, person) of the ballots that this worker has drawn and not stored yet."""


def watch_topic(body_id: int) -> TopicName:
    """The stream that only officers of this body may follow."""
    return TopicName("watch", str(body_id), "watch")


def note_shown(poll_number: int, person_id: int) -> None:
    """A page with this person's ballot was drawn. It writes nothing; `store_shown` does, within a second."""
    _shown.add((poll_number, person_id))


def store_shown() -> int:
    """Store on whose devices ballots are since the last time; answers how many."""
    noted = set(_shown.taken())
    return _store(noted) if noted else 0


@transaction
def _store(noted: Collection[tuple[int, int]]) -> int:
    bodies = _watched({poll for poll, _ in noted})
    rows = [{"poll_number": poll, "person_id": person} for poll, person in sorted(noted) if poll in bodies]
    if not rows:
        return 0
    dialect = sqlite if is_sqlite() else postgresql
    insert = dialect.insert(BallotShown).values([{**row, "heard_at": clock()} for row in rows])
    names = ["poll_number", "person_id"]
    db.session.execute(insert.on_conflict_do_update(index_elements=names, set_={"heard_at": clock()}))
    _tell({bodies[row["poll_number"]] for row in rows})
    return len(rows)


def _watched(numbers: Collection[int]) -> dict[int, int]:
    """The bodies of those of these polls that are under way."""
    wanted = select(Poll.number, Poll.body_id).where(Poll.number.in_(numbers), Poll.state.in_(WATCHED))
    return {row.number: row.body_id for row in db.session.execute(wanted)}


@transaction
def note_heard(person_ids: Collection[int]) -> int:
    """These persons have a connection at this moment; answers for how many ballots that was stored."""
    numbers = db.session.scalars(select(Poll.number).where(Poll.state.in_(WATCHED))).all()
    if not numbers or not person_ids:
        return 0
    heard = db.session.scalars(
        update(BallotShown)
        .where(BallotShown.poll_number.in_(numbers), BallotShown.person_id.in_(person_ids))
        .values(heard_at=clock())
        .returning(BallotShown.poll_number)
        .execution_options(synchronize_session=False)
    ).all()
    _tell(set(_watched(set(heard)).values()))
    return len(heard)


def _tell(bodies: Collection[int]) -> None:
    """Officers of a body look again; the event itself says nothing."""
    for body_id in sorted(bodies):
        announce(watch_topic(body_id), "ballots_watched")


def forget_shown(number: int) -> None:
    """Once a poll is over nobody needs to know on whose device its ballot was."""
    mine = BallotShown.poll_number == number
    db.session.execute(delete(BallotShown).where(mine).execution_options(synchronize_session=False))
