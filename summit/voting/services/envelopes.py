"""An envelope: the marked paper of a seat in its box, and the one statement that decides over it."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, LargeBinary, String, and_, bindparam, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from summit.db import clock, db, is_sqlite
from summit.domain.ballots import BallotRejected, enclosed, marked, padded_length
from summit.domain.marking import Paper, paper_of
from summit.domain.rules import Rules
from summit.voting.models import PAPER, TAKING_BALLOTS, Envelope, Poll, RollEntry
from summit.voting.services import keys
from summit.voting.services.marks import Marks
from summit.voting.services.steps import known_poll

COLUMNS = ("poll_number", "seat_id", "person_id", "revision", "attempt", "box", "received_at", "way")
POLLS_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is frozen with the key of a poll: what can be marked on its paper, and how long that is."""

    options: tuple[str, ...]
    paper: Paper
    blank_allowed: bool
    length: int


_frozen: OrderedDict[bytes, Frozen] = OrderedDict()
"""By public key: neither rules nor options change while a key is taken for ballots."""


def sealed(poll_number: int, key: bytes, seat: int, marks: Marks) -> bytes:
    """The marked paper of a seat in its box. Raises BallotRejected."""
    poll = _frozen_with(poll_number, key)
    if marks.blank and not poll.blank_allowed:
        raise BallotRejected("This poll takes no blank ballots.")
    ballot = marked(marks.ranking, poll.options, blank=marks.blank, paper=poll.paper)
    return keys.seal(key, enclosed(poll_number, seat, marks.nonce, ballot, poll.length))


def _frozen_with(poll_number: int, key: bytes) -> Frozen:
    found = _frozen.get(key)
    if found is None:
        poll = known_poll(poll_number)
        options, rules = tuple(option.id for option in poll.options), Rules.from_json(poll.rules)
        paper = paper_of(rules)
        length = padded_length(poll_number, options, paper)
        found = _frozen[key] = Frozen(options, paper, rules.blank_allowed, length)
        while len(_frozen) > POLLS_REMEMBERED:
            _frozen.popitem(last=False)
    return found


def store_of_device(poll_number: int, person_id: int, key: bytes, marks: Marks, box: bytes, way: str) -> Any:
    """Store a person's envelope, also over their own of the revision before; the row, or None.

    State, key, right to vote and revision are proved where the envelope is written. Poll and roll are held
    until the commit, so that neither a close nor another person on the roll passes it.
    """
    values = {"the_person": person_id, "the_key": key, **_values(poll_number, marks, box, way)}
    return db.session.connection().execute(_of_device(is_sqlite()), values).first()


def store_on_paper(poll_number: int, seat_id: int, marks: Marks, box: bytes) -> Any:
    """Store a seat's envelope where it has none; the row, or None."""
    values = {"the_seat": seat_id, **_values(poll_number, marks, box, PAPER)}
    return db.session.connection().execute(_on_paper(is_sqlite()), values).first()


def _values(poll_number: int, marks: Marks, box: bytes, way: str) -> dict[str, object]:
    sent = {"the_revision": marks.seen + 1, "the_attempt": marks.attempt, "the_box": box, "the_way": way}
    return {"the_poll": poll_number, **sent}


@cache
def _of_device(sqlite_it_is: bool) -> Any:
    """Built once: to put this statement together takes as long as to run it."""
    mine = RollEntry.person_id == bindparam("the_person", type_=Integer)
    insert = _insert(sqlite_it_is, and_(mine, Poll.public_key == bindparam("the_key", type_=LargeBinary)))
    excluded = insert.excluded
    return insert.on_conflict_do_update(
        index_elements=["poll_number", "seat_id"],
        set_={name: excluded[name] for name in COLUMNS[2:]},
        where=and_(Envelope.revision == excluded.revision - 1, Envelope.way != PAPER),
    ).returning(Envelope.revision, Envelope.received_at)


@cache
def _on_paper(sqlite_it_is: bool) -> Any:
    insert = _insert(sqlite_it_is, RollEntry.seat_id == bindparam("the_seat", type_=Integer))
    return insert.on_conflict_do_nothing().returning(Envelope.revision)


def _insert(sqlite_it_is: bool, whose: ColumnElement[bool]) -> Any:
    dialect = sqlite if sqlite_it_is else postgresql
    return dialect.insert(Envelope.__table__).from_select(COLUMNS, _entitled(whose))


def _entitled(whose: ColumnElement[bool]) -> Any:
    """The envelope of a seat on the roll while the poll takes ballots, and no row otherwise."""
    return (
        select(
            RollEntry.poll_number,
            RollEntry.seat_id,
            RollEntry.person_id,
            bindparam("the_revision", type_=Integer),
            bindparam("the_attempt", type_=String),
            bindparam("the_box", type_=LargeBinary),
            clock(),
            bindparam("the_way", type_=String),
        )
        .join(Poll, Poll.number == RollEntry.poll_number)
        .where(
            Poll.number == bindparam("the_poll", type_=Integer),
            whose,
            Poll.state.in_(TAKING_BALLOTS),
            Poll.paused_at.is_(None),
            or_(Poll.closes_at.is_(None), Poll.closes_at > clock()),
        )
        .with_for_update(read=True, of=[Poll, RollEntry])
    )
