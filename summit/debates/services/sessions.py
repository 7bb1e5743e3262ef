"""How a debate is held: scheduled, open, slow, locked, closed with a summary."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from summit import due
from summit.db import clock, db, now, transaction, wrote
from summit.debates import queries
from summit.debates.models import Debate, DebateState
from summit.debates.permissions import may_moderate
from summit.debates.queries import Anchor, debate_topic
from summit.debates.services.interventions import begun
from summit.domain.errors import Unacceptable, require
from summit.events import announce
from summit.people.queries import person
from summit.record import keep

OPEN = "open debate"
LONGEST_SUMMARY = 5_000
MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Held:
    """How a debate is to be held from now on; what its state does not need is left aside."""

    state: DebateState
    slow_minutes: int | None = None
    opens_at: datetime | None = None
    summary: str = ""


@transaction
def set_debate_state(actor_id: int, number: int, state: DebateState) -> Anchor:
    """Lock a debate or open it again. Raises NotAllowed, NotFound."""
    anchor = queries.anchor_of(number)
    return hold_debate(actor_id, anchor, Held(state))


@transaction
def hold_debate(actor_id: int, anchor: Anchor, held: Held) -> Anchor:
    """Say how the debate about `anchor` is held; it need not have begun.

    A scheduled one opens by itself; a closed one has a summary, which stands above it and in the record.
    Raises NotAllowed, Unacceptable (no moment to come, no minutes, no summary, one that is too long).
    """
    require(may_moderate(person(actor_id)), "Only organisers and moderators lead a debate.")
    _check(held)
    debate = queries.debate_held(anchor, alone=True) or begun(anchor)
    due.cancel(OPEN, debate.number)
    debate.state = held.state
    debate.slow_minutes = held.slow_minutes if held.state == DebateState.SLOW else None
    debate.opens_at = held.opens_at if held.state == DebateState.SCHEDULED else None
    debate.summary = held.summary.strip() or debate.summary
    if debate.opens_at is not None:
        due.at(debate.opens_at, OPEN, debate.number)
    _keep_and_tell(debate, actor_id)
    return anchor


@transaction
def open_scheduled(number: int) -> None:
    """Open a debate whose moment has come; does nothing when it was moved or opened since."""
    this = (Debate.number == number, Debate.state == DebateState.SCHEDULED, Debate.opens_at <= clock())
    if wrote(update(Debate).where(*this).values(state=DebateState.OPEN, opens_at=None)):
        debate = queries.debate(number)
        db.session.refresh(debate)
        _keep_and_tell(debate, None)


def _check(held: Held) -> None:
    if held.state == DebateState.SCHEDULED and (held.opens_at is None or held.opens_at <= now()):
        raise Unacceptable("Say when the debate opens: a moment that is still to come.")
    if held.state == DebateState.SLOW and not 1 <= (held.slow_minutes or 0) <= MOST_MINUTES:
        raise Unacceptable(f"Say how many minutes lie between two interventions, 1 to {MOST_MINUTES:,}.")
    if held.state == DebateState.CLOSED and not held.summary.strip():
        raise Unacceptable("Sum up what was said before the debate is closed; a sentence is enough.")
    if len(held.summary) > LONGEST_SUMMARY:
        raise Unacceptable(f"A summary has at most {LONGEST_SUMMARY:,} signs.")


def _keep_and_tell(debate: Debate, actor_id: int | None) -> None:
    db.session.flush()
    more: dict[str, object] = {}
    if debate.state == DebateState.SLOW:
        more["minutes"] = debate.slow_minutes
    if debate.opens_at is not None:
        more["opens_at"] = debate.opens_at.isoformat()
    if debate.state == DebateState.CLOSED:
        more["summary"] = debate.summary
    anchor = Anchor(debate.anchor_kind, debate.anchor_key)
    keep(
        "debate_state", debate=debate.number, about=str(anchor), state=str(debate.state), by=actor_id, **more
    )
    announce(debate_topic(anchor), "debate_changed", state=str(debate.state))


due.VERBS[OPEN] = open_scheduled
