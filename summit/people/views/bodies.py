"""Bodies at the desk: who sits, holds which seat and which office; founding and changing them."""

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from summit.domain.errors import Refusal, Unacceptable, require
from summit.people import queries
from summit.people.forms import BodyForm, OfficeForm, SeatForm
from summit.people.models import Duty
from summit.people.permissions import is_staff, may_give_offices, may_read_everything, may_seat
from summit.people.services import change_body, found_body, give_office, give_seat, take_office
from summit.people.views.blueprint import blueprint
from summit.people.views.identity import current_person, officer_id, signed_in
from summit.web.commands import answer_once

Answer = tuple[str, int] | Response


@blueprint.get("/people/bodies")
@signed_in
def bodies() -> Answer:
    return _list(BodyForm(formdata=None))


@blueprint.post("/people/bodies")
@signed_in
def new_body() -> Answer:
    form = BodyForm()
    if not form.validate_on_submit():
        return _list(form, form.first_error(), 422)

    def act() -> str:
        body = found_body(officer_id(), form.name.data, form.room.data or "", form.quorum.data)
        flash(f"{body.name} is founded.", "good")
        return url_for("people.body", number=body.id)

    try:
        return answer_once(act)
    except Refusal as refusal:
        return _list(form, str(refusal), int(refusal.status))


def _list(form: BodyForm, sentence: str | None = None, status: int = 200) -> Answer:
    _require_reader()
    page = render_template(
        "people/bodies.html",
        form=form,
        sentence=sentence,
        bodies=queries.bodies_listed(),
        in_office=queries.in_office(None),
        offices=OfficeForm(False, formdata=None),
        may_give_offices=may_give_offices(current_person()),
    )
    return page, status


@blueprint.get("/people/bodies/<int:number>")
@signed_in
def body(number: int) -> Answer:
    return _body(number)


@blueprint.post("/people/bodies/<int:number>")
@signed_in
def write_body(number: int) -> Answer:
    form = BodyForm()
    if not form.validate_on_submit():
        return _body(number, form, form.first_error(), 422)

    def act() -> str:
        counts = bool(form.quorum_counts_remote.data)
        change_body(officer_id(), number, form.name.data, form.room.data or "", form.quorum.data, counts)
        flash("The body is changed.", "good")
        return url_for("people.body", number=number)

    try:
        return answer_once(act)
    except Refusal as refusal:
        return _body(number, form, str(refusal), int(refusal.status))


@blueprint.post("/people/bodies/<int:number>/seats")
@signed_in
def new_seat(number: int) -> Response:
    form = SeatForm()

    def act() -> str:
        give_seat(officer_id(), form.badge.data or "", number, form.number.data or "")
        flash("The seat is given.", "good")
        return url_for("people.body", number=number, _anchor="seats")

    return answer_once(act)


@blueprint.post("/people/offices", defaults={"number": None})
@blueprint.post("/people/bodies/<int:number>/offices")
@signed_in
def office(number: int | None) -> Response:
    """Give an office, or with do=take take it away."""
    require(may_give_offices(current_person()), "Only an organiser may found bodies and give offices.")
    form = OfficeForm(number is not None)
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "Say who gets which office.")
    service = take_office if form.do.data == "take" else give_office

    def act() -> str:
        service(officer_id(), form.badge.data or "", Duty(form.duty.data), number)
        flash("The office is taken away." if service is take_office else "The office is given.", "good")
        where = url_for("people.bodies") if number is None else url_for("people.body", number=number)
        return f"{where}#offices"

    return answer_once(act)


def _body(
    number: int, form: BodyForm | None = None, sentence: str | None = None, status: int = 200
) -> Answer:
    _require_reader()
    one, me = queries.body(number), current_person()
    page = render_template(
        "people/body.html",
        body=one,
        form=form or BodyForm(formdata=None, obj=one),
        sentence=sentence,
        seats=queries.seats(number),
        in_office=queries.in_office(number),
        offices=OfficeForm(True, formdata=None),
        new_seat=SeatForm(formdata=None),
        may_seat=may_seat(me, number),
        may_give_offices=may_give_offices(me),
    )
    return page, status


def _require_reader() -> None:
    me = current_person()
    require(is_staff(me) or may_read_everything(me), "Only officers and the desk may see who sits where.")
