"""The real application without limits and form tokens, whose commits fail now and then; broken on demand.

CHURN_BREAK names what is broken on purpose, to prove that the churn finds it.
"""

import os
import random
from collections.abc import Sequence

import gevent
from sqlalchemy.orm import Session

from summit import create_app, db, events
from summit.debates.views import speaking
from summit.live import relay
from tests.churn.breaks import BREAKS
from tests.churn.pace import DAWDLES_S, FAILING, HEARTBEAT_S

app = create_app({"RATELIMIT_ENABLED": False, "WTF_CSRF_ENABLED": False, "LIVE_HELD_S": 5})
relay.HEARTBEAT_EVERY_S = HEARTBEAT_S


def _fail_at_times(session: Session, unit: db.Unit) -> None:
    is_said = any(one.topic.kind == "debate" for one in unit.announced)  # who signs in is let in
    if is_said and random.random() < FAILING:  # noqa: S311 - which one fails is no secret
        raise RuntimeError("the disk is full (the churn says so)")


def _heads_of_a_slow_page(names: Sequence[events.TopicName]) -> list[events.Head]:
    """Much may happen between the two things that a page reads: where it stands, and what it shows."""
    heads = events.heads_of(names)
    gevent.sleep(DAWDLES_S)
    return heads


speaking.heads_of = _heads_of_a_slow_page
if broken := os.environ.get("CHURN_BREAK"):
    BREAKS[broken](app)
db.BEFORE_COMMIT.append(_fail_at_times)
