"""Dividing an amendment: delegates ask for it, the chair chooses what is put first."""

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from summit.documents.forms import numbers_of
from summit.documents.services import ask_to_split, split_amendment
from summit.documents.views.blueprint import blueprint
from summit.people.views.identity import current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.post("/amendments/<int:number>/split")
@limiter.limit(WRITES)
@signed_in
def split(number: int) -> Response:
    first = numbers_of(request.form, "part")

    def act() -> str:
        part, _ = split_amendment(current_person_id() or 0, number, first)
        return url_for("pages.amendment", number=part)

    return answer_once(act)


@blueprint.post("/amendments/<int:number>/ask-split")
@limiter.limit(WRITES)
@signed_in
def ask_split(number: int) -> Response:
    def act() -> str:
        ask_to_split(current_person_id() or 0, number)
        flash("The chair is told. The chair decides whether it is divided.", "good")
        return url_for("pages.amendment", number=number)

    return answer_once(act)
