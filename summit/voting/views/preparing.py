"""Put a question to a body, and change the rules of a draft before everybody is shown them."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable, require
from summit.domain.rules import QUESTION_PRESETS, Rules, preset
from summit.people.queries import plenary
from summit.people.views.identity import current_person, officer_id, signed_in
from summit.people.views.place import in_body
from summit.voting import queries
from summit.voting.forms import QuestionForm, RulesForm
from summit.voting.permissions import may_run_polls
from summit.voting.services import put_question, set_rules
from summit.voting.views.blueprint import blueprint
from summit.voting.views.page import Refused, page_of, render_poll
from summit.web.commands import answer_once


@blueprint.get("/polls/question")
@signed_in
def question() -> Response:
    form = QuestionForm(formdata=None)
    form.body.data = request.args.get("body", type=int)
    return _page(form)


@blueprint.post("/polls/question")
@signed_in
def ask() -> Response:
    """Draft it and show the draft with its rules; refused, the page comes back with the typing."""
    form = QuestionForm()
    try:
        if not form.validate_on_submit():
            raise Unacceptable(form.first_error() or "The question could not be read.")
        return answer_once(lambda: url_for("voting.poll", number=_put(form)))
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return _page(form, refusal)


def _put(form: QuestionForm) -> int:
    rules = preset(form.preset.data, QUESTION_PRESETS)
    if form.seats.data and rules.method == "stv":
        rules = rules.with_(seats=form.seats.data)
    asked = form.question.data or ""
    return put_question(officer_id(), form.body.data, asked, form.titles(), rules, form.kind())


def _page(form: QuestionForm, refused: Refusal | None = None) -> Response:
    found = plenary() if form.body.data is None else None
    body = found.id if found else form.body.data or 0
    require(may_run_polls(current_person(), body), "Only chair and secretary put questions to their body.")
    in_body(body)
    page = render_template("voting/question.html", form=form, body_id=body, refused=refused)
    return Response(page, int(refused.status) if refused else 200, mimetype="text/html")


@blueprint.post("/polls/<int:number>/rules")
@signed_in
def rules(number: int) -> Response:
    poll, form = queries.poll(number), RulesForm()
    require(may_run_polls(current_person(), poll.body_id), "Only chair and secretary set rules.")
    before = Rules.from_json(poll.rules)

    def act() -> str:
        set_rules(officer_id(), number, form.changes(before))
        return url_for("voting.poll", number=number, _anchor="rules")

    try:
        if not form.validate_on_submit():
            raise Unacceptable(form.first_error() or "The rules could not be read.")
        return answer_once(act)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return render_poll(page_of(number), refused=Refused(str(refusal), int(refusal.status), rules=form))
