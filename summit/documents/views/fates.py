"""What becomes of a text without a vote: brought before a body, referred, withdrawn."""

from collections.abc import Callable

from flask import url_for
from werkzeug.wrappers import Response

from summit.documents.forms import FateForm
from summit.documents.services import bring_before, refer_text, withdraw_text
from summit.documents.views.blueprint import blueprint
from summit.domain.errors import Unacceptable
from summit.people.views.identity import current_person_id, safe_next, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter

ACTS: dict[str, Callable[[int, int, FateForm], None]] = {
    "bring": lambda actor, number, form: bring_before(actor, number, form.body.data),
    "refer": lambda actor, number, form: refer_text(
        actor, number, form.reason.data or "", form.to.data or "", form.body.data
    ),
    "withdraw-text": lambda actor, number, form: withdraw_text(actor, number, form.reason.data or ""),
}


@blueprint.post("/documents/<int:number>/<any(bring, refer, 'withdraw-text'):act>")
@limiter.limit(WRITES)
@signed_in
def fate(number: int, act: str) -> Response:
    """Do it and come back to the desk it was done at, else to the text."""
    form = FateForm()
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "Say what becomes of the text.")

    def done() -> str:
        ACTS[act](current_person_id() or 0, number, form)
        return safe_next(form.back.data) or url_for("pages.reading", number=number)

    return answer_once(done)
