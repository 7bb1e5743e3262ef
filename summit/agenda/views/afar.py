"""Taking part from afar: the tap that makes somebody remote present, and the one that ends it."""

from flask import request, url_for
from werkzeug.wrappers import Response

from summit.agenda.services import leave_sitting, take_part
from summit.agenda.views.blueprint import actor, blueprint
from summit.people.views.identity import safe_next, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.post("/sittings/<int:number>/take-part")
@limiter.limit(WRITES)
@signed_in
def come(number: int) -> Response:
    def act() -> str:
        take_part(actor(), number)
        return _back(number)

    return answer_once(act)


@blueprint.post("/sittings/<int:number>/leave")
@limiter.limit(WRITES)
@signed_in
def leave(number: int) -> Response:
    def act() -> str:
        leave_sitting(actor(), number)
        return _back(number)

    return answer_once(act)


def _back(number: int) -> str:
    return safe_next(request.form.get("next")) or url_for("agenda.sitting", number=number)
