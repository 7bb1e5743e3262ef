"""Challenge a published result within the time of its rules, count it again, and rule."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from summit.agenda.permissions import may_rule
from summit.db import clock, db, now, transaction
from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable, require
from summit.domain.rules import Rules
from summit.domain.statements import words_digest
from summit.domain.tally import differences
from summit.people.queries import person
from summit.record import keep
from summit.voting.models import Challenge, Poll, PollState, RollEntry
from summit.voting.permissions import may_recount
from summit.voting.queries.codes import record_entry
from summit.voting.queries.published import ballots_kept
from summit.voting.services.publishing import count_poll
from summit.voting.services.steps import known_poll, tell

LONGEST_REASON = 1000
LONGEST_RULING = 2000
MOST_TOLD = 20
"""So many differences stand in the record; the first one is enough to know."""


@transaction
def challenge_result(person_id: int, number: int, reason: str) -> int:
    """Say why a published result is wrong; answers the number of the challenge.

    Raises NotAllowed for who is not on the roll, NotFound, Unacceptable without a reason or with a long one,
    Refusal when the time is over, the poll is not published or a challenge of theirs waits for its ruling.
    """
    poll = _held(number)
    require_on_roll(person_id, number, "Those on the roll of a poll may challenge its result.")
    said = said_within(reason, LONGEST_REASON, "Say why the result is wrong.")
    _require_open(poll)
    mine = (Challenge.poll_number == number, Challenge.person_id == person_id, Challenge.ruled_at.is_(None))
    if db.session.scalar(select(Challenge.number).where(*mine)) is not None:
        raise Refusal("Your challenge of this result waits for its ruling.")
    row = Challenge(poll_number=number, person_id=person_id, reason=said)
    db.session.add(row)
    db.session.flush()
    digest = words_digest(number, row.number, "challenge", said)
    keep("poll_challenged", poll=number, challenge=row.number, digest=digest, by=person_id)
    tell("poll_challenged", poll)
    return row.number


def _held(number: int) -> Poll:
    """Nobody voids it or challenges it twice at the same moment."""
    db.session.execute(select(Poll.number).where(Poll.number == number).with_for_update())
    return known_poll(number)


def require_on_roll(person_id: int, number: int, sentence: str) -> None:
    mine = select(RollEntry.seat_id).where(RollEntry.poll_number == number, RollEntry.person_id == person_id)
    if db.session.scalar(mine) is None:
        raise NotAllowed(sentence)


def said_within(words: str, longest: int, missing: str) -> str:
    """The words without blanks around them. Raises Unacceptable for none or too many."""
    said = words.strip()
    if not said:
        raise Unacceptable(missing)
    if len(said) > longest:
        raise Unacceptable(f"These words have {len(said)} signs; at most {longest} are taken.")
    return said


def _require_open(poll: Poll) -> None:
    if poll.is_practice:
        raise Refusal("This was practice: it decided nothing that could be spoken about.")
    if poll.state != PollState.PUBLISHED or poll.published_at is None:
        raise Refusal(f"Poll {poll.name} is {poll.state}: only a published result can be challenged.")
    seconds = Rules.from_json(poll.rules).challenge_seconds
    if now() >= poll.published_at + timedelta(seconds=seconds):
        raise Refusal(f"The time in which the result of {poll.name} could be challenged is over.")


@dataclass(frozen=True, slots=True)
class Recounted:
    """A recount of stored ballots held against what was published; `differences` in sentences."""

    poll: int
    ballots: int
    differences: tuple[str, ...]

    @property
    def is_equal(self) -> bool:
        return not self.differences


def recount_poll(actor_id: int | None, number: int) -> Recounted:
    """Count the stored ballots of a published poll again; the record keeps what came of it.

    Without an actor it is who runs the server. Raises NotAllowed, NotFound, Refusal before publication.
    """
    poll = known_poll(number)
    if actor_id is not None:
        may = may_recount(person(actor_id), poll.body_id)
        require(may, "Officers of the body and scrutineers count a poll again.")
    if not poll.was_published or poll.is_practice:
        raise Refusal(f"{poll.name} has no published result that could be counted again.")
    if poll.is_by_hand:
        raise Refusal(f"{poll.name} was counted by hand: there are no ballots to count again.")
    found = _recounted(poll)
    db.session.rollback()
    _keep_recount(actor_id, found)
    return found


def _recounted(poll: Poll) -> Recounted:
    stored, digest = ballots_kept(poll)
    said = []
    closed = record_entry("poll_closed", poll.number)
    if closed is None or closed.payload["ballots"] != digest:
        said.append("The stored ballots are not those of which the record took the digest at the closing.")
    if stored != poll.turnout:
        said.append(f"{stored} ballots are stored, {poll.turnout} were received.")
    said += differences(poll.result or {}, count_poll(poll.number).as_json())
    return Recounted(poll.number, stored, tuple(said))


@transaction
def _keep_recount(actor_id: int | None, found: Recounted) -> None:
    keep(
        "poll_recounted", poll=found.poll, ballots=found.ballots, is_equal=found.is_equal,
        differences=list(found.differences[:MOST_TOLD]), by=actor_id,
    )  # fmt: skip
    tell("poll_recounted", known_poll(found.poll))


@transaction
def rule_on_challenge(actor_id: int, challenge: int, upheld: bool | None, words: str) -> None:
    """The chair's ruling, once and for the record; a poll whose challenge is upheld two officers void.

    Raises NotAllowed, NotFound, Unacceptable without words, Refusal when it was ruled on.
    """
    row = db.session.get(Challenge, challenge)
    if row is None:
        raise NotFound("There is no such challenge.")
    poll = _held(row.poll_number)
    db.session.refresh(row)
    require(may_rule(person(actor_id), poll.body_id), "The chair of the body rules on a challenge.")
    if upheld is None:
        raise Unacceptable("Say whether the challenge is upheld.")
    said = said_within(words, LONGEST_RULING, "Say how you rule, and why.")
    if row.ruled_at is not None:
        raise Refusal("This challenge was ruled on; a ruling is never edited.")
    row.is_upheld, row.ruling, row.ruled_by_id, row.ruled_at = upheld, said, actor_id, clock()
    digest = words_digest(poll.number, challenge, "ruling", said)
    keep(
        "challenge_ruled", poll=poll.number, challenge=challenge, is_upheld=upheld, digest=digest, by=actor_id
    )
    tell("challenge_ruled", poll)
