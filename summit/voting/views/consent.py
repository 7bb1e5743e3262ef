"""The page of a consent list: what stands on it, and how delegates pull an item out before the poll opens."""

from flask import flash, make_response, render_template, url_for
from werkzeug.wrappers import Response

from summit.domain.errors import NotFound, Unacceptable
from summit.events import heads_of
from summit.people.views.identity import current_person_id, officer_id, signed_in
from summit.voting.forms import ConsentForm
from summit.voting.models import PollKind
from summit.voting.permissions import may_pull_out
from summit.voting.services import pull_out, put_consent_list
from summit.voting.services.consenting import BEFORE_OPENING
from summit.voting.services.steps import poll_topic
from summit.voting.views.blueprint import blueprint
from summit.voting.views.page import drawn, page_of
from summit.voting.views.steps import after
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.get("/polls/<int:number>/items")
def items(number: int) -> Response:
    """Every item with what becomes of it. Raises NotFound for a poll that is no consent list."""
    page = page_of(number)
    if page.poll.poll.kind != PollKind.CONSENT:
        raise NotFound(f"{page.poll.name} is no consent list.")
    live = str(heads_of([poll_topic(number)])[0])
    can_pull = may_pull_out(page.person, page.poll.poll) and page.poll.state in BEFORE_OPENING
    answer = make_response(
        render_template("voting/items.html", poll=page.poll, can_pull=can_pull, drawn=drawn, live=live)
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/polls/<int:number>/items/<int:amendment>/pull")
@limiter.limit(WRITES)
@signed_in
def pull(number: int, amendment: int) -> Response:
    def act() -> str:
        pull_out(current_person_id() or 0, number, amendment)
        flash(f"It is noted that AM {amendment} is to be put apart.", "good")
        return url_for("voting.items", number=number)

    return answer_once(act)


@blueprint.post("/polls/consent")
@signed_in
def put_list() -> Response:
    form = ConsentForm()
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "Choose amendments for the list.")
    numbers, pulls = form.amendments.data or [], form.pulls.data or 1
    return answer_once(
        lambda: after(form, put_consent_list(officer_id(), numbers, "", pulls, body_id=form.body.data))
    )
