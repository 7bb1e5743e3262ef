"""Attach an explanation of vote or a minority statement to a published result, and take it back or down."""

from datetime import timedelta

from sqlalchemy import select

from summit.db import clock, db, now, transaction
from summit.domain.errors import NotFound, Refusal, Unacceptable, require
from summit.domain.rules import Rules
from summit.domain.statements import words_digest
from summit.people.queries import person
from summit.record import keep
from summit.voting.models import Poll, Statement, StatementKind
from summit.voting.permissions import may_run_polls
from summit.voting.services.challenging import require_on_roll, said_within
from summit.voting.services.steps import known_poll, tell

LONGEST = 2000


@transaction
def make_statement(person_id: int, number: int, kind: str, words: str) -> int:
    """Attach words to a published result, one of each kind for each person; answers their number.

    Raises NotAllowed for who is not on the roll, NotFound, Unacceptable for no words, too many or an unknown
    kind, Refusal when the time is over, the poll is not published, or there is one already.
    """
    db.session.execute(select(Poll.number).where(Poll.number == number).with_for_update())
    poll = known_poll(number)
    require_on_roll(person_id, number, "Those on the roll of a poll may explain their vote.")
    if kind not in tuple(StatementKind):
        raise Unacceptable("Choose an explanation of vote, a minority statement or a reservation.")
    said = said_within(words, LONGEST, "Write what you want to be attached to the result.")
    _require_open(poll)
    mine = (Statement.poll_number == number, Statement.person_id == person_id, Statement.kind == kind)
    if db.session.scalar(select(Statement.number).where(*mine, Statement.gone_at.is_(None))) is not None:
        raise Refusal("One of yours is attached already. Take it back to write another.")
    row = Statement(poll_number=number, person_id=person_id, kind=StatementKind(kind), words=said)
    db.session.add(row)
    db.session.flush()
    digest = words_digest(number, row.number, kind, said)
    keep("statement_made", poll=number, statement=row.number, what=kind, digest=digest, by=person_id)
    tell("statement_made", poll)
    return row.number


def _require_open(poll: Poll) -> None:
    if poll.is_practice:
        raise Refusal("This was practice: it decided nothing that could be spoken about.")
    if not poll.was_published or poll.published_at is None:
        raise Refusal(f"Poll {poll.name} has no published result yet.")
    seconds = Rules.from_json(poll.rules).statement_seconds
    if now() >= poll.published_at + timedelta(seconds=seconds):
        raise Refusal(f"The time for statements on {poll.name} is over.")


@transaction
def withdraw_statement(actor_id: int, statement: int, reason: str = "") -> None:
    """Take one's own statement back while the time for it runs; officers take one down, with a reason.

    Its place stays, its words are gone everywhere. Raises NotAllowed, NotFound, Unacceptable, Refusal.
    """
    row = db.session.get(Statement, statement, populate_existing=True, with_for_update=True)
    if row is None:
        raise NotFound("There is no such statement.")
    poll = known_poll(row.poll_number)
    is_own = row.person_id == actor_id
    may = is_own or may_run_polls(person(actor_id), poll.body_id)
    require(may, "Whoever made a statement takes it back, or an officer takes it down.")
    if row.gone_at is not None:
        raise Refusal("This statement is gone already.")
    if is_own:
        _require_open(poll)
    else:
        reason = said_within(reason, 300, "Say why these words are taken down.")
    row.words, row.gone_at = None, clock()
    why = {} if is_own else {"reason": reason}
    keep("statement_withdrawn", poll=poll.number, statement=statement, by=actor_id, **why)
    tell("statement_withdrawn", poll)
