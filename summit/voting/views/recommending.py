"""The form on an amendment's page by which a body's officers recommend what to do with it."""

from flask import url_for
from werkzeug.wrappers import Response

from summit.domain.errors import Unacceptable
from summit.people.views.identity import current_person_id, signed_in
from summit.voting.forms import RecommendForm
from summit.voting.models import Advice
from summit.voting.services import recommend, take_recommendation_back
from summit.voting.views.blueprint import blueprint
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.post("/amendments/<int:number>/recommend")
@limiter.limit(WRITES)
@signed_in
def recommending(number: int) -> Response:
    """What a body recommends; with do=none it recommends nothing any more."""
    form = RecommendForm()
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "Say what the body recommends.")

    def act() -> str:
        actor = current_person_id() or 0
        if form.advice.data == form.NONE:
            take_recommendation_back(actor, number, form.body.data)
        else:
            advice, reasons = Advice(form.advice.data), form.reasons.data or ""
            recommend(actor, number, form.body.data, advice, reasons, form.modified_by.data)
        return url_for("pages.amendment", number=number, _anchor="recommended")

    return answer_once(act)
