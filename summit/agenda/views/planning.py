"""Planning a sitting of a body, and calling one off."""

from flask import flash, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from summit.agenda.forms import NewSittingForm
from summit.agenda.permissions import may_plan
from summit.agenda.queries import sitting
from summit.agenda.services import call_off_sitting, plan_sitting
from summit.agenda.services.steps import SUMMIT
from summit.agenda.views.blueprint import actor, blueprint, page, send
from summit.agenda.views.editing import refused_step
from summit.domain.errors import require
from summit.people.permissions import is_officer
from summit.people.queries import bodies
from summit.people.views.identity import current_person, signed_in
from summit.web.commands import answer_once
from summit.web.forms import Form, told_choices
from summit.web.limits import WRITES, limiter


@blueprint.get("/sittings/plan")
@signed_in
def plan() -> Response:
    form = _form(sent=False)
    wanted = request.args.get("body", type=int)
    if wanted in {choice.value for choice in form.body.choices}:
        form.body.data = wanted
    return _page(form)


@blueprint.post("/sittings/plan")
@limiter.limit(WRITES)
@signed_in
def store_plan() -> Response:
    form = _form(sent=True)
    return send(form, lambda: _planned(form), _page)


def _planned(form: NewSittingForm) -> str:
    number = plan_sitting(
        actor(), form.body.data, form.title.data or "", form.starts_at.data, form.ends_at.data
    )
    return url_for("agenda.edit", number=number)


@blueprint.post("/sittings/<int:number>/call-off")
@limiter.limit(WRITES)
@signed_in
def call_off(number: int) -> Response:
    def act() -> str:
        gone = sitting(number).title
        call_off_sitting(actor(), number)
        flash(f"“{gone}” is called off.", "good")
        return url_for("agenda.today")

    return refused_step(number, lambda: answer_once(act))


def _form(*, sent: bool) -> NewSittingForm:
    """With the bodies that this officer may plan for; `sent` fills it from the request."""
    person = current_person()
    require(is_officer(person), "Only chairs, secretaries and organisers plan sittings.")
    form = NewSittingForm() if sent else NewSittingForm(formdata=None)
    mine = (SelectChoice(one.id, one.name) for one in bodies() if may_plan(person, one.id))
    form.body.choices = told_choices(mine)
    return form


def _page(form: Form, sentence: str | None = None, status: int = 200) -> Response:
    return page("agenda/plan.html", [SUMMIT], status, form=form, sentence=sentence)
