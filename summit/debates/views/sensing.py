"""The sense of the room: asking for it, saying how one feels, ending it."""

from flask import request
from werkzeug.wrappers import Response

from summit.debates.queries import Anchor
from summit.debates.services import answer_sense, ask_sense, end_sense
from summit.debates.views.blueprint import blueprint
from summit.debates.views.places import place_of
from summit.people.views.identity import current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.forms import one_line
from summit.web.limits import WRITES, limiter


@blueprint.post("/debates/sense/<kind>/<path:key>")
@limiter.limit(WRITES)
@signed_in
def ask(kind: str, key: str) -> Response:
    place_of(Anchor(kind, key))
    question = one_line(request.form.get("question"))
    return answer_once(lambda: _back(ask_sense(current_person_id() or 0, Anchor(kind, key), question)))


@blueprint.post("/sense-checks/<int:number>/<any(answer, end):act>")
@limiter.limit(WRITES)
@signed_in
def sense(number: int, act: str) -> Response:
    actor, said = current_person_id() or 0, request.form.get("sense", "")
    if act == "end":
        return answer_once(lambda: _back(end_sense(actor, number)))
    return answer_once(lambda: _back(answer_sense(actor, number, said)))


def _back(anchor: Anchor) -> str:
    return f"{place_of(anchor).location}#sense"
