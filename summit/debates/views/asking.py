"""Asking for the floor of a body in one tap, and withdrawing: buttons of the now page."""

from werkzeug.wrappers import Response

from summit.debates import services
from summit.debates.forms import FloorForm
from summit.debates.views.blueprint import blueprint
from summit.domain.errors import Unacceptable
from summit.people.views.identity import current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.post("/bodies/<int:body>/speakers")
@limiter.limit(WRITES)
@signed_in
def ask_for_floor(body: int) -> Response:
    form = FloorForm()
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "This button could not be read. Reload the page.")

    def act() -> str:
        services.ask_for_floor(current_person_id() or 0, body, form.purpose.data or "", form.side.data)
        return _back(body)

    return answer_once(act)


@blueprint.post("/speeches/<int:number>/withdraw")
@limiter.limit(WRITES)
@signed_in
def withdraw_request(number: int) -> Response:
    return answer_once(lambda: _back(services.withdraw_request(current_person_id() or 0, number)))


def _back(body: int) -> str:
    return f"/bodies/{body}#own-turn"
