"""GET /live: the same frames by plain requests, for venues whose networks block sockets."""

import time
from collections.abc import Sequence

from flask import Blueprint, current_app, jsonify, request
from werkzeug.wrappers import Response

from summit.db import db
from summit.domain.errors import NotFound
from summit.live.catching_up import missed
from summit.live.metrics import exposition
from summit.live.missed import Missed
from summit.live.running import Live
from summit.live.topics import Position, are_public, authorise, language_of, positions
from summit.people.views.identity import current_person, current_person_id, is_still_signed_in

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
HELD_S = 25.0
"""How long a request without news is held: shorter than the minute after which proxies give up."""

blueprint = Blueprint("live", __name__)


@blueprint.get("/live", endpoint="positions")
def news() -> Response:
    """What happened after the positions `t`, drawn in the language `l`; where nothing did, the request is
    held until something does.

    Raises Unacceptable, NotAllowed.
    """
    following = positions(request.args.get("t", "").split(","))
    current_person_id()  # whoever asks is there, and after the answer that is noted
    is_public = are_public(following)
    authorise(None if is_public else current_person(), following)
    live: Live = current_app.extensions["summit-live"]
    found = _held(following, is_public, language_of(request.args.get("l")), live)
    answer = jsonify(found.as_json(live.audience.spread))
    answer.headers["Cache-Control"] = "public, max-age=1" if is_public else "no-store"
    return answer


@blueprint.get("/metrics")
def metrics() -> Response:
    """Figures of all workers for Prometheus, to the addresses of METRICS_FROM alone.

    Raises NotFound to anybody else.
    """
    if request.remote_addr not in current_app.config["METRICS_FROM"]:
        raise NotFound("There is no page at this address, or it is not for your eyes.")
    live: Live = current_app.extensions["summit-live"]
    answer = current_app.response_class(exposition(live.all_samples()), content_type=PROMETHEUS)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _held(following: Sequence[Position], is_public: bool, language: str, live: Live) -> Missed:
    """Wait for news without a connection to the database, which others need meanwhile.

    Who is sent away while they wait hears no more. Raises NotAllowed.
    """
    deadline = time.monotonic() + float(current_app.config.get("LIVE_HELD_S", HELD_S))
    with live.audience.waiting([str(position.topic) for position in following]) as bell:
        while True:
            bell.clear()
            answer = missed(following, live.memory, language)
            left = deadline - time.monotonic()
            if answer.frames or left <= 0:
                return answer
            db.session.remove()
            if not live.start():  # what came before the relay's first look rings no bell: read once more
                bell.wait(left)
            if not is_public:
                authorise(current_person() if is_still_signed_in() else None, following)
