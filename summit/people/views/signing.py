"""What needs two officers: what waits for a second signature, and signing, refusing or taking it back."""

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from summit.domain.errors import require
from summit.events import heads_of
from summit.people import queries
from summit.people.models import Countersign
from summit.people.permissions import is_staff, may_read_everything
from summit.people.services import countersign, refuse, take_back
from summit.people.services.countersigning import STAFF, is_concerned, may_sign
from summit.people.views.blueprint import blueprint
from summit.people.views.identity import current_person, officer_id, safe_next, signed_in
from summit.web.commands import answer_once

ANSWERS = {
    "sign": (countersign, "It is signed by two and done."),
    "refuse": (refuse, "It is refused and not done."),
    "take-back": (take_back, "It is taken back."),
}


@blueprint.get("/two-officers")
@signed_in
def signatures() -> str:
    return _render("people/signatures.html")


@blueprint.get("/two-officers/part")
@signed_in
def signatures_part() -> str:
    return _render("people/_signatures.html")


@blueprint.post("/two-officers/<int:number>/<any(sign, refuse, 'take-back'):answer>")
@signed_in
def answer_signature(number: int, answer: str) -> Response:
    service, told = ANSWERS[answer]

    def act() -> str:
        service(officer_id(), number)
        flash(told, "good")
        return safe_next(request.form.get("back")) or url_for("people.signatures")

    return answer_once(act)


def _render(template: str) -> str:
    me = current_person()
    require(is_staff(me) or may_read_everything(me), "Only officers see what waits for a second signature.")

    def seen(rows: list[Countersign]) -> list[Countersign]:
        return [one for one in rows if may_read_everything(me) or is_concerned(me, one)]

    return render_template(
        template,
        waiting=seen(queries.waiting_for_signature()),
        answered=seen(queries.lately_signed()),
        may_sign=may_sign,
        live=",".join(map(str, heads_of([STAFF]))),
    )
