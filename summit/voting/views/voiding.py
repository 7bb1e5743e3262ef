"""What voiding a published poll would take back, shown to the officers before they ask for it or sign it."""

from flask import render_template

from summit.domain.errors import Refusal, require
from summit.people.views.identity import signed_in
from summit.voting import queries
from summit.voting.forms import StepForm
from summit.voting.permissions import may_run_polls
from summit.voting.services import consequences
from summit.voting.views.blueprint import blueprint
from summit.voting.views.page import drawn, page_of


@blueprint.get("/polls/<int:number>/void")
@signed_in
def voiding(number: int) -> str:
    page = page_of(number)
    may_run = may_run_polls(page.person, page.poll.poll.body_id)
    require(may_run, "Only chair and secretary may void a poll.")
    if not page.poll.poll.was_published:
        raise Refusal(f"{page.poll.name} has decided nothing that could be taken back.")
    is_on_text = page.poll.document is not None
    would_be = queries.would_be_taken_back(consequences(number)) if is_on_text else None
    step = StepForm(formdata=None)
    waiting = queries.waiting_on(number)
    return render_template(
        "voting/void.html", poll=page.poll, would_be=would_be, step=step, waiting=waiting, drawn=drawn
    )
