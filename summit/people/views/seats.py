"""One seat: a substitute takes it in two taps, its owner takes it back, it becomes free."""

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from summit.domain.errors import require
from summit.people import queries
from summit.people.permissions import may_seat
from summit.people.services import free_seat, return_seat, seat_substitute
from summit.people.views.blueprint import blueprint
from summit.people.views.identity import current_person, officer_id, signed_in
from summit.web.commands import answer_once
from summit.web.forms import one_line
from summit.web.numbers import number as whole


@blueprint.get("/people/seats/<int:number>")
@signed_in
def seat(number: int) -> str:
    """Who may take it; their names are buttons."""
    one = queries.seat(number)
    allowed = may_seat(current_person(), one.body_id)
    require(allowed, "Only the accreditation desk and officers of the body may change its seats.")
    return render_template("people/seat.html", seat=one, people=queries.may_take(one))


@blueprint.post("/people/seats/<int:number>/substitute")
@signed_in
def substitute(number: int) -> Response:
    def act() -> str:
        badge, seen = one_line(request.form.get("badge")), request.form.get("seen", type=whole)
        seat_substitute(officer_id(), number, badge, seen)
        flash(f"Badge {badge} holds the seat now.", "good")
        return _back(number)

    return answer_once(act)


@blueprint.post("/people/seats/<int:number>/<any('return', free):way>")
@signed_in
def pass_seat(number: int, way: str) -> Response:
    def act() -> str:
        if way == "free":
            free_seat(officer_id(), number)
            flash("The seat is free.", "good")
        else:
            return_seat(officer_id(), number)
            flash("The seat is its owner's again.", "good")
        return _back(number)

    return answer_once(act)


def _back(number: int) -> str:
    return url_for("people.body", number=queries.seat(number).body_id, _anchor="seats")
