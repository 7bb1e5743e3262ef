"""The list of documents, and taking an amendment back."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from summit.documents import queries
from summit.documents.forms import RulingForm
from summit.documents.permissions import may_import
from summit.documents.services import Ruling, rule_on_held, withdraw_amendment
from summit.documents.views.blueprint import blueprint
from summit.domain.errors import Unacceptable
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.get("/documents/")
def listing() -> str:
    return render_template(
        "documents/listing.html", papers=queries.documents(), may_import=may_import(current_person())
    )


@blueprint.post("/amendments/<int:number>/rule")
@limiter.limit(WRITES)
@signed_in
def rule(number: int) -> Response:
    """The chair's ruling on an amendment that is on hold."""
    form = RulingForm()
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "Say what becomes of the amendment.")

    def act() -> str:
        ruling = Ruling(form.ruling.data)
        rule_on_held(current_person_id() or 0, number, ruling, form.reason.data or "")
        return url_for("pages.amendment", number=number)

    return answer_once(act)


@blueprint.post("/amendments/<int:number>/withdraw")
@limiter.limit(WRITES)
@signed_in
def withdraw(number: int) -> Response:
    def act() -> str:
        withdraw_amendment(current_person_id() or 0, number)
        return url_for("pages.amendment", number=number)

    return answer_once(act)
