"""Close a poll: grace with undo, then part names from contents and destroy the key."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, text

from summit import due
from summit.db import after_commit, clock, db, is_sqlite, now, transaction
from summit.domain.ballots import Opened, opened
from summit.domain.canonical import sha256_hex
from summit.domain.errors import Refusal
from summit.domain.marking import paper_of
from summit.domain.registers import ballots_digest, participation_digest, ways_digest
from summit.domain.rules import Rules
from summit.people.queries import seat_numbers
from summit.sqlite import never_waiting
from summit.voting.models import Ballot, Envelope, PaperEntry, Participation, Poll, PollState
from summit.voting.services import keys
from summit.voting.services.calling import store_called
from summit.voting.services.presence import fewest_present
from summit.voting.services.steps import driven_poll, keep_of, move, tell
from summit.voting.services.watching import forget_shown

log = logging.getLogger(__name__)
FINISH = "finish_closing"
BEGIN = "begin_closing"
NOTICE = timedelta(minutes=2)
"""So long before a close everybody can be told of it."""
Identified = tuple[str, dict[str, Any]]
"""A ballot as digests know it: its id and what is on it, in a roll call its seat, too."""
UNREADABLE = {"spoilt": True}
"""The content of a spoilt ballot: what was in the box was no ballot of this poll."""


@transaction
def close_poll(actor_id: int, number: int) -> None:
    """Begin to close: ballots are taken for the grace of the rules, and the chair can undo until then.

    Raises NotAllowed, NotFound, Refusal when the poll is not open, or not for as long as its rules ask.
    """
    poll = driven_poll(actor_id, number)
    _require_not_paused(poll)
    _require_open_long_enough(poll, now())
    _begin_closing(poll)


@transaction
def close_poll_soon(actor_id: int, number: int) -> None:
    """Tell everybody that the poll closes in two minutes; then the close begins by itself.

    Raises NotAllowed, NotFound, Refusal when the poll is not open or its end was told already.
    """
    poll = driven_poll(actor_id, number)
    _require_not_paused(poll)
    planned = now() + NOTICE
    _require_open_long_enough(poll, planned)
    untold = Poll.planned_close_at.is_(None)
    poll = move(number, PollState.OPEN, PollState.OPEN, untold, planned_close_at=planned)
    due.at(planned, BEGIN, number)
    tell("poll_closing_soon", poll, at=planned.isoformat())


@transaction
def begin_closing(number: int) -> None:
    """Due when everybody was told; does nothing where the chair has kept the poll open since."""
    told = Poll.state == PollState.OPEN, Poll.planned_close_at <= clock(), Poll.paused_at.is_(None)
    poll = db.session.scalar(select(Poll).where(Poll.number == number, *told))
    if poll is not None:
        _begin_closing(poll)


def _begin_closing(poll: Poll) -> None:
    number, grace = poll.number, timedelta(seconds=Rules.from_json(poll.rules).grace_seconds)
    closes_at = now() + grace
    poll = move(number, PollState.OPEN, PollState.CLOSING, closes_at=closes_at, planned_close_at=None)
    due.cancel(BEGIN, number)
    due.at(closes_at, FINISH, number)
    tell("poll_closing", poll, closes_at=closes_at.isoformat())


def _require_not_paused(poll: Poll) -> None:
    if poll.is_by_hand:
        raise Refusal(f"{poll.name} is counted by hand: it closes when two tellers have the same figures.")
    if poll.paused_at is not None:
        raise Refusal(f"Casting in {poll.name} is paused. Put its key back or make a new one, or void it.")


def _require_open_long_enough(poll: Poll, at: datetime) -> None:
    """A poll stays open for its least time, unless everybody on its roll has cast."""
    least = Rules.from_json(poll.rules).minimum_open_seconds
    if not least or poll.opened_at is None:
        return
    until = poll.opened_at + timedelta(seconds=least)
    cast = db.session.scalar(
        select(func.count()).select_from(Envelope).where(Envelope.poll_number == poll.number)
    )
    if at < until and (cast or 0) < (poll.entitled or 0):
        raise Refusal(f"By its rules poll {poll.name} stays open until {until:%H:%M:%S} UTC.")


@transaction
def undo_close(actor_id: int, number: int) -> None:
    """Keep the poll open after all: within the grace, or before a close that was told has begun.

    Raises NotAllowed, NotFound, Refusal afterwards.
    """
    is_planned = driven_poll(actor_id, number).planned_close_at is not None
    was = PollState.OPEN if is_planned else PollState.CLOSING
    still = Poll.planned_close_at.is_not(None) if is_planned else Poll.closes_at > clock()
    poll = move(number, was, PollState.OPEN, still, closes_at=None, planned_close_at=None)
    due.cancel(FINISH, number)
    due.cancel(BEGIN, number)
    tell("poll_reopened", poll)


@transaction
def finish_closing(number: int) -> None:
    """Open all envelopes and store ballots without names, and names without ballots; then burn the key.

    Due at `closes_at`; does nothing when the chair has undone the close. Raises KeyMissing (and is
    tried again) when the private key is not there: sealed ballots are never thrown away.
    """
    still_closing = select(Poll.number).where(
        Poll.number == number, Poll.state == PollState.CLOSING, Poll.closes_at <= clock()
    )
    if db.session.scalar(still_closing) is None:
        return
    half = keys.read_lot(number)
    poll = move(number, PollState.CLOSING, PollState.CLOSED, closed_at=Poll.closes_at, lot_half=half.hex())
    ballots = _part(poll)
    poll.present_for_quorum = fewest_present(poll)
    kept = keep_of(
        poll, "poll_closed", rules=poll.rules_digest, roll=poll.roll_digest, received=len(ballots),
        **_participation(poll), lot_half=poll.lot_half, ballots=_frozen(poll, ballots),
        present_for_quorum=poll.present_for_quorum,
    )  # fmt: skip
    poll.turnout, poll.record_code = len(ballots), kept.code
    keep_early(poll)
    forget_shown(number)
    tell("poll_closed", poll, received=len(ballots), code=kept.code)
    after_commit(lambda: _burn(number))


def keep_early(poll: Poll) -> None:
    """The record says when a poll was not open for as long as its rules say."""
    least = Rules.from_json(poll.rules).minimum_open_seconds
    was_open = ((poll.closed_at or now()) - (poll.opened_at or now())).total_seconds()
    if was_open < least:
        keep_of(poll, "poll_closed_early", open_seconds=int(was_open), minimum_seconds=least)


def _participation(poll: Poll) -> dict[str, str]:
    """The digests of who took part, by seat, and of the ways on which they did."""
    called = seat_numbers(poll.body_id)
    wanted = select(Participation.seat_id, Participation.way).where(Participation.poll_number == poll.number)
    ways = [(called[row.seat_id], row.way) for row in db.session.execute(wanted)]
    return {
        "participation": participation_digest(seat for seat, _ in ways),
        "ways": ways_digest(ways),
    }


def _frozen(poll: Poll, pairs: Sequence[Identified]) -> str:
    """The digest of the ballots, before anything is counted."""
    return ballots_digest(pairs, Rules.from_json(poll.rules))


def _part(poll: Poll) -> list[Identified]:
    """Parting: ballots in order of their random ids, participations in order of seat, no envelope left.

    Nothing is parted in a roll call: there the seat stays with the ballot.
    """
    envelopes = db.session.scalars(
        select(Envelope).where(Envelope.poll_number == poll.number).order_by(Envelope.seat_id)
    ).all()
    options = [option.id for option in poll.options]
    paper = paper_of(Rules.from_json(poll.rules))
    contents = keys.unseal(poll.number, [envelope.box for envelope in envelopes])
    papers = [
        opened(inside, envelope.box, poll.number, envelope.seat_id, options, paper)
        for envelope, inside in zip(envelopes, contents, strict=True)
    ]
    taking_part = [
        {
            "poll_number": poll.number,
            "seat_id": envelope.seat_id,
            "person_id": envelope.person_id,
            "attempt": envelope.attempt,
            "way": envelope.way,
        }
        for envelope in envelopes
    ]
    ballots = store_called(poll, envelopes, papers, UNREADABLE) if poll.is_roll_call else _store(poll, papers)
    if taking_part:
        db.session.execute(insert(Participation), taking_part)
    for table in (Envelope, PaperEntry):
        db.session.execute(
            delete(table).where(table.poll_number == poll.number).execution_options(synchronize_session=False)
        )
    return ballots


def _store(poll: Poll, papers: list[Opened]) -> list[Identified]:
    """Ballots without names. Answers (id, content) of each."""
    ballots = _rows(poll.number, papers)
    if ballots:
        db.session.execute(insert(Ballot), ballots)
    return [(ballot["id"], ballot["content"]) for ballot in ballots]


def _rows(poll: int, papers: list[Opened]) -> list[dict[str, Any]]:
    """One row a paper. Two devices that agreed on one nonce still have one ballot each."""
    rows: dict[str, dict[str, Any]] = {}
    for paper in papers:
        identity = paper.id
        while identity in rows:
            identity = sha256_hex(b"again" + identity.encode())
        content = UNREADABLE if paper.ballot is None else paper.ballot.as_json()
        rows[identity] = {"poll_number": poll, "id": identity, "content": content}
    return [rows[identity] for identity in sorted(rows)]


def _burn(number: int) -> None:
    """After the commit: no key, no lot, no old pages in the write-ahead log."""
    keys.destroy(number)
    db.session.rollback()
    if is_sqlite():
        _polls_in_log.add(number)
        empty_log()


_polls_in_log: set[int] = set()
"""Closed polls whose old envelopes may still stand in the write-ahead log; a restart empties it too."""


def empty_log() -> int:
    """Empty the write-ahead log after a closing; answers how many polls are gone from it.

    A page that is being read keeps the log alive, so this is tried again each second until it succeeds.
    """
    if not _polls_in_log:
        return 0
    alone = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    with alone as connection, never_waiting(connection):
        is_busy, *_ = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
    if is_busy:
        return 0
    gone = len(_polls_in_log)
    _polls_in_log.clear()
    return gone


def burn_left_over_keys() -> list[int]:
    """At start-up: destroy keys of polls that closed just before the power went. Answers their numbers.

    Only a poll that is over has no more use for its key. One that the database does not know of yet may be
    on its way into it at this moment, in another worker.
    """
    kept = keys.kept_polls()
    over = (PollState.CLOSED, PollState.PUBLISHED, PollState.VOID)
    rows = db.session.scalars(select(Poll.number).where(Poll.number.in_(kept), Poll.state.in_(over)))
    left_over = sorted(rows)
    db.session.rollback()
    for number in left_over:
        keys.destroy(number)
    return left_over


due.VERBS[FINISH] = finish_closing
due.VERBS[BEGIN] = begin_closing
