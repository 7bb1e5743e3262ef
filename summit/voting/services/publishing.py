"""Publish a result: count the frozen ballots, adopt the winner, settle the others, all in one transaction."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from summit.db import clock, db, transaction
from summit.documents.services import (
    Adoption,
    TextMoved,
    Together,
    adopt,
    adopt_together,
    prepare_adoption,
    prepare_together,
    reject,
)
from summit.domain.errors import Refusal
from summit.domain.hand_counts import as_ballots
from summit.domain.lots import lots
from summit.domain.marking import content_ranks
from summit.domain.rules import Rules
from summit.domain.tally import Count, Profile, Ranking, count, in_short, under_other_methods
from summit.domain.wording import poll_name
from summit.jobs.politely import breathe
from summit.voting.models import (
    KEEP,
    Ballot,
    CalledVote,
    Does,
    Participation,
    Poll,
    PollKind,
    PollState,
)
from summit.voting.queries.consent import items_of
from summit.voting.queries.standing import not_found
from summit.voting.services.losing import forget_lost
from summit.voting.services.steps import driven_poll, keep_of, known_poll, move, release, tell
from summit.voting.services.whole import decide_whole

TRIES = 3
SPOILT = Ranking((("not an option of this poll",),))


def publish_poll(actor_id: int, number: int) -> None:
    """Make the result known and carry it out.

    Counting and merging are done before the transaction, which checks that the poll is still closed and
    the text still the one they were computed on. Raises NotAllowed, NotFound, Refusal (not closed, or a
    tie that the rules leave to nobody).
    """
    driven_poll(actor_id, number)
    for attempt in range(1, TRIES + 1):
        result, others = count_poll(number), count_otherwise(number)
        adoption = _adoption(number, result)
        db.session.rollback()
        breathe()
        try:
            _publish(actor_id, number, result, others, adoption)
            break
        except TextMoved:
            if attempt == TRIES:
                raise


def count_poll(number: int) -> Count:
    """Count the stored ballots of a closed poll; the same ballots always give the same result."""
    stored = _stored(number)
    return count(
        stored.profile,
        stored.rules,
        stored.lots,
        entitled=stored.entitled,
        present=stored.present,
        present_for_quorum=stored.present_for_quorum,
    )


def count_otherwise(number: int) -> dict[str, Any]:
    """The same ballots under other methods, in short; nothing where they are too few to be published."""
    stored = _stored(number)
    if known_poll(number).is_by_hand or stored.profile.size < stored.rules.small_group_limit:
        return {}
    others = under_other_methods(stored.profile, stored.rules, stored.lots)
    return {method: in_short(other).as_json() for method, other in others.items()}


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything that a count of a closed poll needs."""

    profile: Profile
    rules: Rules
    lots: tuple[str, ...]
    entitled: int | None
    present: int | None
    present_for_quorum: int | None


def _stored(number: int) -> Stored:
    poll = known_poll(number)
    if poll.state != PollState.CLOSED and not poll.was_published:
        raise Refusal(f"Poll {poll_name(number)} is {poll.state}: there is nothing to count yet.")
    options = tuple(option.id for option in poll.options)
    half = bytes.fromhex(poll.lot_half or "")
    order = lots(options, half, poll.chair_number or "", str(number))
    return Stored(
        Profile(options, _rankings(poll)),
        Rules.from_json(poll.rules),
        order,
        poll.entitled,
        poll.present,
        poll.present_for_quorum,
    )


def _rankings(poll: Poll) -> tuple[Ranking, ...]:
    if poll.hand_count:
        return tuple(Ranking(ranks, times) for ranks, times in as_ballots(poll.hand_count["figures"]))
    table = CalledVote if poll.is_roll_call else Ballot
    contents = db.session.scalars(select(table.content).where(table.poll_number == poll.number))
    papers = Counter(_ranking(content) for content in contents)
    return tuple(
        Ranking(paper.ranks, papers[paper]) for paper in sorted(papers, key=lambda paper: paper.ranks)
    )


def _ranking(content: dict[str, Any]) -> Ranking:
    if content.get("spoilt"):
        return SPOILT
    return Ranking(content_ranks(content))


def _adoption(number: int, result: Count) -> Adoption | Together | None:
    poll = known_poll(number)
    if not result.is_decided:
        raise Refusal("The count ended in a tie that the rules leave open, so nothing can be published yet.")
    if poll.kind == PollKind.CONSENT:
        return _together(number, result)
    if poll.kind != PollKind.AMENDMENTS or poll.is_practice:
        return None
    winner = _winner(poll, result)
    return None if winner is None else prepare_adoption(winner, _amendments(poll))


def _together(number: int, result: Count) -> Together | None:
    """What a carried list adopts; one that only rejects adopts nothing."""
    adopting = [one.amendment_number for one in items_of(number) if one.does == Does.ADOPT]
    return prepare_together(adopting) if "for" in result.winners and adopting else None


def _winner(poll: Poll, result: Count) -> int | None:
    by_id = {option.id: option.amendment_number for option in poll.options}
    winners = [by_id[winner] for winner in result.winners if winner != KEEP]
    return winners[0] if winners else None


def _amendments(poll: Poll) -> list[int]:
    return [option.amendment_number for option in poll.options if option.amendment_number is not None]


@transaction
def _publish(
    actor_id: int, number: int, result: Count, others: dict[str, Any], adoption: Adoption | Together | None
) -> None:
    driven_poll(actor_id, number)
    poll = move(
        number,
        PollState.CLOSED,
        PollState.PUBLISHED,
        published_at=clock(),
        result=result.as_json(),
        other_methods=others,
    )
    if not poll.is_practice:
        _carry_out(poll, adoption)
    release(number)
    blank_attempts(number)
    poll.not_found = not_found(number)
    forget_lost([number])
    lost = {"not_found": poll.not_found} if poll.not_found else {}
    kept = keep_of(
        poll, "poll_published", result=result.as_json(), revision=poll.revision_made, by=actor_id, **lost
    )
    tell("poll_published", poll, code=kept.code)


def blank_attempts(number: int) -> None:
    """Late retries were answered by them; what is published needs them no more."""
    db.session.execute(
        update(Participation)
        .where(Participation.poll_number == number)
        .values(attempt=None)
        .execution_options(synchronize_session=False)
    )


def _carry_out(poll: Poll, adoption: Adoption | Together | None) -> None:
    """What the result does to a text; a question changes none, and a list that is lost decides nothing."""
    if poll.kind == PollKind.CONSENT:
        if isinstance(adoption, Together):
            poll.revision_made = adopt_together(adoption, poll.number).number
        if "for" in (poll.result or {})["winners"]:
            rejected = [one.amendment_number for one in items_of(poll.number) if one.does == Does.REJECT]
            reject(rejected, poll.number)
    elif poll.kind == PollKind.TEXT:
        decide_whole(poll)
    elif isinstance(adoption, Adoption):
        poll.revision_made = adopt(adoption, poll.number).number
    elif poll.kind == PollKind.AMENDMENTS:
        reject(_amendments(poll), poll.number)
