"""Taking words down, hiding them and showing them again; locking a debate and opening it again."""

from flask import Response as Answer
from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from summit.debates import queries
from summit.debates.forms import RemovalForm
from summit.debates.models import DebateState
from summit.debates.permissions import may_moderate, may_remove
from summit.debates.queries import Anchor
from summit.debates.services import (
    hide_intervention,
    remove_intervention,
    set_debate_state,
    show_intervention,
)
from summit.debates.views.blueprint import blueprint
from summit.debates.views.places import place_of, where_said
from summit.domain.errors import Unacceptable, require
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.get("/interventions/<int:number>/remove")
@signed_in
def ask_removal(number: int) -> Answer:
    """Ask before words go for good."""
    return _page(number, RemovalForm(formdata=None))


@blueprint.post("/interventions/<int:number>/remove")
@limiter.limit(WRITES)
@signed_in
def remove(number: int) -> Response:
    form = RemovalForm()
    if not form.validate_on_submit():
        return _page(number, form, form.first_error(), 422)
    try:
        return answer_once(lambda: _removed(number, form))
    except Unacceptable as refusal:
        return _page(number, form, str(refusal), int(refusal.status))


def _removed(number: int, form: RemovalForm) -> str:
    act = hide_intervention if form.act.data == "hide" else remove_intervention
    act(current_person_id() or 0, number, form.reason.data or "")
    return where_said(number)


@blueprint.post("/interventions/<int:number>/show")
@limiter.limit(WRITES)
@signed_in
def show(number: int) -> Response:
    """Show words again that were hidden."""
    return answer_once(lambda: _shown(number))


def _shown(number: int) -> str:
    show_intervention(current_person_id() or 0, number)
    return where_said(number)


@blueprint.post("/debates/<int:number>/state")
@limiter.limit(WRITES)
@signed_in
def lock(number: int) -> Response:
    """Lock a debate (state=locked) or open it again (state=open)."""
    state = request.form.get("state", "")
    if state not in (DebateState.OPEN, DebateState.LOCKED):
        raise Unacceptable("A debate is open or locked, nothing else.")
    return answer_once(
        lambda: _location(set_debate_state(current_person_id() or 0, number, DebateState(state)))
    )


def _location(anchor: Anchor) -> str:
    return f"{place_of(anchor).location}#debate"


def _page(number: int, form: RemovalForm, sentence: str | None = None, status: int = 200) -> Answer:
    said = queries.intervention(number)
    person = current_person()
    require(may_remove(person, said), "Only its author or a moderator may remove an intervention.")
    page = render_template(
        "debates/remove.html",
        said=queries.said(number),
        words=said.text,
        form=form,
        sentence=sentence,
        place=place_of(queries.anchor_of(said.debate_number)),
        is_own=person is not None and said.author_id == person.id,
        may_moderate=may_moderate(person),
    )
    return make_response(page, status)
