"""GET /live: the same frames by plain requests, for venues whose networks block sockets."""

import time
from collections.abc import Sequence

from flask import Blueprint, current_app, jsonify, request
from werkzeug.wrappers import Response

from summit.db import db
from summit.live.catching_up import Missed, missed
from summit.live.frames import Rendered
from summit.live.relay import Relay
from summit.live.topics import Position, are_public, authorise, positions
from summit.people.views.identity import current_person

HELD_S = 25.0
"""How long a request without news is held: shorter than the minute after which proxies give up."""

blueprint = Blueprint("live", __name__)


@blueprint.get("/live", endpoint="positions")
def news() -> Response:
    """What happened after the positions `t`; where nothing did, the request is held until something does.

    Raises Unacceptable, NotAllowed.
    """
    following = positions(request.args.get("t", "").split(","))
    is_public = are_public(following)
    authorise(None if is_public else current_person(), following)
    live = current_app.extensions["summit-live"]
    held = float(current_app.config.get("LIVE_HELD_S", HELD_S))
    if held > 0:
        live.start()
    answer = jsonify(_held(following, live.relay, live.rendered, held).as_json())
    answer.headers["Cache-Control"] = "public, max-age=1" if is_public else "no-store"
    return answer


def _held(following: Sequence[Position], relay: Relay, rendered: Rendered, seconds: float) -> Missed:
    """Wait for news without a connection to the database, which others need meanwhile."""
    deadline = time.monotonic() + seconds
    with relay.waiting([str(position.topic) for position in following]) as bell:
        while True:
            bell.clear()
            answer = missed(following, rendered)
            left = deadline - time.monotonic()
            if answer.frames or left <= 0:
                return answer
            db.session.remove()
            bell.wait(left)
