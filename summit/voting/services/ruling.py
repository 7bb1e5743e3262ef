"""Change the rules of a drafted poll in the few ways that an organiser expects."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from summit.db import db, transaction
from summit.domain.errors import Refusal
from summit.domain.rules import Rules, RulesRejected
from summit.domain.wording import poll_name
from summit.voting.models import Poll, PollState
from summit.voting.services.steps import driven_poll, keep_of, tell

CHANGEABLE = frozenset(
    (
        "seats",
        "majority",
        "quorum",
        "maximum_ranks",
        "score_maximum",
        "publication",
        "minimum_open_seconds",
        "grace_seconds",
    )
)
LONGEST_OPEN = 24 * 3600
LONGEST_GRACE = 600


@transaction
def set_rules(actor_id: int, number: int, changes: Mapping[str, Any]) -> None:
    """Replace some rules of a draft; everybody reads them from the announcement on, and then they stand.

    Raises NotAllowed, NotDriving, NotFound, Refusal once the poll is announced, Unacceptable (RulesRejected)
    for rules that cannot be used.
    """
    poll = driven_poll(actor_id, number)
    if poll.state != PollState.DRAFT:
        raise Refusal(f"Poll {poll_name(number)} is {poll.state}: its rules stand since it was announced.")
    rules = _changed(Rules.from_json(poll.rules), changes, len(poll.options))
    moved = db.session.execute(
        update(Poll)
        .where(Poll.number == number, Poll.state == PollState.DRAFT)
        .values(rules=rules.as_json())
        .returning(Poll.number)
        .execution_options(synchronize_session=False)
    ).first()
    if moved is None:
        raise Refusal(f"Poll {poll_name(number)} was announced a moment ago, so its rules stand.")
    keep_of(poll, "rules_set", rules=rules.digest(), by=actor_id)
    tell("rules_set", poll)


def _changed(rules: Rules, changes: Mapping[str, Any], options: int) -> Rules:
    strange = set(changes) - CHANGEABLE
    if strange:
        raise RulesRejected(min(strange), "is not changed here")
    changed = rules.with_(**changes)
    if not 1 <= changed.seats <= options:
        raise RulesRejected("seats", f"must be from 1 to {options}, the number of options")
    if changed.score_maximum > 100:
        raise RulesRejected("score_maximum", "must be at most 100")
    if changed.minimum_open_seconds > LONGEST_OPEN:
        raise RulesRejected("minimum_open_seconds", f"must be at most {LONGEST_OPEN}")
    if changed.grace_seconds > LONGEST_GRACE:
        raise RulesRejected("grace_seconds", f"must be at most {LONGEST_GRACE}")
    return changed
