"""Reading a debate and saying something in it."""

from flask import Response as Answer
from flask import make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from summit.debates import queries
from summit.debates.forms import InterventionForm
from summit.debates.queries import Anchor, debate_topic
from summit.debates.services import post_intervention
from summit.debates.views.blueprint import blueprint
from summit.debates.views.places import Place, place_of, where_said
from summit.debates.views.showing import debate_context
from summit.domain.errors import Refusal
from summit.events import heads_of
from summit.people.views.identity import current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.get("/debates/<kind>/<path:key>")
def debate(kind: str, key: str) -> Answer:
    """The debate on a page of its own; with ?part=1 the debate alone, with its place in the stream."""
    anchor = Anchor(kind, key)
    if "part" not in request.args:
        return _page(anchor, place_of(anchor))
    live = _live(anchor)
    part = make_response(render_template("debates/_debate.html", **debate_context(anchor)))
    part.headers["X-Live"] = live
    return part


@blueprint.post("/debates/<kind>/<path:key>")
@limiter.limit(WRITES)
@signed_in
def post(kind: str, key: str) -> Response:
    anchor = Anchor(kind, key)
    place = place_of(anchor)
    form = InterventionForm()
    if not form.validate_on_submit():
        return _page(anchor, place, form, form.first_error(), 422)
    try:
        return answer_once(lambda: where_said(_said(anchor, form), place))
    except Refusal as refusal:
        return _page(anchor, place, form, str(refusal), int(refusal.status))


def _said(anchor: Anchor, form: InterventionForm) -> int:
    return post_intervention(
        current_person_id() or 0, anchor, form.text.data, form.parent.data, form.stance.data or None
    )


@blueprint.get("/interventions/<int:number>")
def intervention(number: int) -> Response:
    """The permanent address of an intervention leads to where it stands; with ?reply=1 to a form."""
    if "reply" in request.args:
        anchor = queries.anchor_of(queries.intervention(number).debate_number)
        return redirect(f"/debates/{anchor}?reply={number}#say")
    return redirect(where_said(number))


def _live(anchor: Anchor) -> str:
    return ",".join(map(str, heads_of([debate_topic(anchor)])))


def _page(
    anchor: Anchor,
    place: Place,
    form: InterventionForm | None = None,
    sentence: str | None = None,
    status: int = 200,
) -> Answer:
    live = _live(anchor)
    context = debate_context(anchor, place, form)
    return make_response(
        render_template("debates/debate.html", live=live, sentence=sentence, **context), status
    )
