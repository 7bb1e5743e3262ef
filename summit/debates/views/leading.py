"""How a debate is held: the page on which moderators open, slow down, lock, schedule and close it."""

from flask import Response as Answer
from flask import make_response, render_template
from werkzeug.wrappers import Response

from summit.debates.forms import LeadForm
from summit.debates.models import DebateState
from summit.debates.permissions import may_moderate
from summit.debates.queries import Anchor, debated
from summit.debates.services import Held, hold_debate
from summit.debates.views.blueprint import blueprint
from summit.debates.views.places import place_of
from summit.domain.errors import Refusal, require
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.get("/debates/lead/<kind>/<path:key>")
@signed_in
def lead(kind: str, key: str) -> Answer:
    anchor = Anchor(kind, key)
    shown = debated(anchor)
    form = LeadForm(
        formdata=None, state=shown.state, slow_minutes=shown.slow_minutes, opens_at=shown.opens_at,
        summary=shown.summary,
    )  # fmt: skip
    return _page(anchor, form)


@blueprint.post("/debates/lead/<kind>/<path:key>")
@limiter.limit(WRITES)
@signed_in
def hold(kind: str, key: str) -> Response:
    anchor, form = Anchor(kind, key), LeadForm()
    place = place_of(anchor)
    if not form.validate_on_submit():
        return _page(anchor, form, form.first_error(), 422)

    def act() -> str:
        held = Held(
            DebateState(form.state.data), form.slow_minutes.data, form.opens_at.data, form.summary.data or ""
        )
        hold_debate(current_person_id() or 0, anchor, held)
        return f"{place.location}#debate"

    try:
        return answer_once(act)
    except Refusal as refusal:
        return _page(anchor, form, str(refusal), int(refusal.status))


def _page(anchor: Anchor, form: LeadForm, sentence: str | None = None, status: int = 200) -> Answer:
    require(may_moderate(current_person()), "Only organisers and moderators lead a debate.")
    form.summary.render_kw = {"data-draft": f"summary-{anchor}", "rows": 6}
    page = render_template(
        "debates/lead.html", form=form, sentence=sentence, place=place_of(anchor), anchor=anchor
    )
    return make_response(page, status)
