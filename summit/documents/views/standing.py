"""What people and the chair do to an amendment until it is put: second, withdraw, take over, admit, rule."""

from collections.abc import Callable

from flask import url_for
from werkzeug.wrappers import Response

from summit.documents.forms import LateForm, RulingForm, SecondersForm
from summit.documents.services import (
    Ruling,
    admit_late,
    rule_on_held,
    second_amendment,
    set_seconders,
    take_over,
    withdraw_amendment,
    withdraw_support,
)
from summit.documents.views.blueprint import blueprint
from summit.domain.errors import Unacceptable
from summit.people.views.identity import current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter

ACTS: dict[str, Callable[[int, int], None]] = {
    "withdraw": withdraw_amendment,
    "second": second_amendment,
    "withdraw-support": withdraw_support,
    "take-over": take_over,
}


def _answer(number: int, act: Callable[[int], None]) -> Response:
    def done() -> str:
        act(current_person_id() or 0)
        return url_for("pages.amendment", number=number)

    return answer_once(done)


@blueprint.post("/amendments/<int:number>/<any(withdraw, second, 'withdraw-support', 'take-over'):act>")
@limiter.limit(WRITES)
@signed_in
def act_on(number: int, act: str) -> Response:
    return _answer(number, lambda actor: ACTS[act](actor, number))


@blueprint.post("/amendments/<int:number>/admit")
@limiter.limit(WRITES)
@signed_in
def admit(number: int) -> Response:
    """The chair's ruling on an amendment that came after the deadline."""
    form = LateForm()
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "Say whether it is admitted.")
    is_admitted, reason = form.ruling.data == "admit", form.reason.data or ""
    return _answer(number, lambda actor: admit_late(actor, number, reason, is_admitted=is_admitted))


@blueprint.post("/amendments/<int:number>/rule")
@limiter.limit(WRITES)
@signed_in
def rule(number: int) -> Response:
    """The chair's ruling on an amendment that is on hold."""
    form = RulingForm()
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "Say what becomes of the amendment.")
    ruling, reason = Ruling(form.ruling.data), form.reason.data or ""
    return _answer(number, lambda actor: rule_on_held(actor, number, ruling, reason))


@blueprint.post("/documents/seconders")
@limiter.limit(WRITES)
@signed_in
def seconders() -> Response:
    """How many seconders amendments need, to one document or to all."""
    form = SecondersForm()
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "Say how many seconders an amendment needs.")

    def done() -> str:
        set_seconders(current_person_id() or 0, form.seconders.data, form.document.data)
        return url_for("documents.listing")

    return answer_once(done)
