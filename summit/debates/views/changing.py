"""Putting one's own words right, on a page of its own."""

from flask import Response as Answer
from flask import make_response, render_template
from werkzeug.wrappers import Response

from summit.debates import queries
from summit.debates.forms import ChangeForm
from summit.debates.permissions import may_change
from summit.debates.services import change_intervention
from summit.debates.views.blueprint import blueprint
from summit.debates.views.places import place_of, where_said
from summit.domain.errors import Refusal, require
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.get("/interventions/<int:number>/change")
@signed_in
def ask_change(number: int) -> Answer:
    said = queries.intervention(number)
    return _page(number, ChangeForm(formdata=None, text=said.text))


@blueprint.post("/interventions/<int:number>/change")
@limiter.limit(WRITES)
@signed_in
def change(number: int) -> Response:
    form = ChangeForm()
    if not form.validate_on_submit():
        return _page(number, form, form.first_error(), 422)

    def act() -> str:
        change_intervention(current_person_id() or 0, number, form.text.data)
        return where_said(number)

    try:
        return answer_once(act)
    except Refusal as refusal:
        return _page(number, form, str(refusal), int(refusal.status))


def _page(number: int, form: ChangeForm, sentence: str | None = None, status: int = 200) -> Answer:
    said = queries.intervention(number)
    require(may_change(current_person(), said), "Only its author can change it, while the debate is open.")
    form.text.render_kw = {"data-draft": f"change-{number}", "rows": 6}
    page = render_template(
        "debates/change.html",
        said=queries.said(number),
        form=form,
        sentence=sentence,
        place=place_of(queries.anchor_of(said.debate_number)),
    )
    return make_response(page, status)
