"""One person at the desk: particulars, ways in and devices; changing and withdrawing them."""

from collections.abc import Callable

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from summit.domain.codes import grouped
from summit.domain.errors import Refusal
from summit.people import queries
from summit.people.forms import PersonForm
from summit.people.models import Attendance, Person, Role, Way
from summit.people.permissions import may_accredit, may_give_offices, may_handle
from summit.people.services import (
    change_person,
    end_sign_in,
    issue_slip,
    readmit_person,
    set_more_time,
    unlock,
    withdraw_person,
)
from summit.people.services.desk import known
from summit.people.views.blueprint import blueprint
from summit.people.views.desk import require_reader_of_the_desk
from summit.people.views.identity import current_person, officer_id, signed_in
from summit.web.commands import answer_once

ACTS: dict[str, tuple[Callable[[int, str], object], str]] = {
    "unlock": (unlock, "New devices can be tried again."),
    "withdraw": (withdraw_person, "The accreditation is withdrawn: slips, sign-ins and seats have ended."),
    "readmit": (readmit_person, "The accreditation holds again. A new slip lets them in."),
    "more-time": (lambda actor, badge: set_more_time(actor, badge, True), "It is noted, and nobody sees it."),
    "no-more-time": (lambda actor, badge: set_more_time(actor, badge, False), "It is noted."),
}


@blueprint.get("/people/<badge>")
@signed_in
def person(badge: str) -> tuple[str, int]:
    return _page(badge)


@blueprint.post("/people/<badge>")
@signed_in
def change(badge: str) -> tuple[str, int] | Response:
    form = PersonForm()
    if not form.validate_on_submit():
        return _page(badge, form, form.first_error(), 422)

    def act() -> str:
        changed = change_person(officer_id(), badge, form.particulars())
        flash("The changes are stored." if changed else "Nothing was changed.", "good")
        return url_for("people.person", badge=badge)

    try:
        return answer_once(act)
    except Refusal as refusal:
        return _page(badge, form, str(refusal), int(refusal.status))


@blueprint.post("/people/<badge>/<any(slip, link):way>")
@signed_in
def new_slip(badge: str, way: str) -> tuple[str, int]:
    """The code stands on this answer and never again, so this is no redirect."""
    signs = issue_slip(officer_id(), badge, Way(way))
    page = render_template(
        "people/slip.html", person=known(badge), way=way, code=grouped(signs), door=_door(signs)
    )
    return page, 200


def _door(signs: str) -> str:
    """The address of the door with the code behind #, where no server or log sees it."""
    return url_for("people.enter", _external=True, _anchor=f"slip={grouped(signs)}")


@blueprint.post("/people/<badge>/<any(unlock, withdraw, readmit, 'more-time', 'no-more-time'):act>")
@signed_in
def act_on(badge: str, act: str) -> Response:
    service, told = ACTS[act]

    def done() -> str:
        service(officer_id(), badge)
        flash(told, "good")
        return url_for("people.person", badge=badge)

    return answer_once(done)


@blueprint.post("/people/<badge>/sign-ins/<int:number>/end")
@signed_in
def end_at_desk(badge: str, number: int) -> Response:
    require_reader_of_the_desk(to_change=True)

    def done() -> str:
        end_sign_in(officer_id(), number)
        flash("That device is signed out.", "good")
        return url_for("people.person", badge=badge)

    return answer_once(done)


def _page(
    badge: str, form: PersonForm | None = None, sentence: str | None = None, status: int = 200
) -> tuple[str, int]:
    require_reader_of_the_desk()
    one, me = known(badge, withdrawn=True), current_person()
    page = render_template(
        "people/person.html",
        person=one,
        form=form or _filled(one),
        sentence=sentence,
        way_in=queries.way_in(one, queries.has_open_slip(one.id)),
        seats=queries.seats_of(one.id),
        sign_ins=queries.running_sign_ins(one.id),
        may_change=may_accredit(me) and may_handle(me, one),
        may_give_offices=may_give_offices(me),
        bodies=queries.bodies(),
    )
    return page, status


def _filled(one: Person) -> PersonForm:
    return PersonForm(
        formdata=None,
        name=one.name,
        role=Role(one.role).value,
        delegation=one.delegation.name if one.delegation else "",
        attends=Attendance(one.attends).value,
        email=one.email,
    )
