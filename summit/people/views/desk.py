"""The accreditation desk: who is accredited, entering people, issuing slips, unlocking PINs."""

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from summit.domain.codes import grouped
from summit.domain.errors import Refusal, require
from summit.people import queries
from summit.people.forms import AccreditForm
from summit.people.models import Role
from summit.people.permissions import may_accredit
from summit.people.services import accredit, issue_slip, unlock
from summit.people.views.blueprint import blueprint
from summit.people.views.identity import current_person, current_person_id, officer_id, signed_in
from summit.web.commands import answer_once


@blueprint.get("/people")
@signed_in
def desk() -> tuple[str, int]:
    return _page(AccreditForm(formdata=None))


@blueprint.post("/people")
@signed_in
def enter_person() -> tuple[str, int] | Response:
    form = AccreditForm()
    if not form.validate_on_submit():
        return _page(form, form.first_error(), 422)
    try:
        return answer_once(lambda: _accredited(form))
    except Refusal as refusal:
        return _page(form, str(refusal), int(refusal.status))


def _accredited(form: AccreditForm) -> str:
    person = accredit(current_person_id(), form.name.data, Role(form.role.data), form.badge.data)
    return url_for("people.desk", _anchor=f"b-{person.badge}")


@blueprint.post("/people/<badge>/slip")
@signed_in
def new_slip(badge: str) -> tuple[str, int]:
    """The code stands on this answer and never again, so this is no redirect."""
    signs = issue_slip(officer_id(), badge)
    person = queries.person_by_badge(badge)
    page = render_template("people/slip.html", person=person, code=grouped(signs), door=_door(signs))
    return page, 200


def _door(signs: str) -> str:
    """The address of the door with the code behind #, where no server or log sees it."""
    return url_for("people.enter", _external=True, _anchor=f"slip={grouped(signs)}")


@blueprint.post("/people/<badge>/unlock")
@signed_in
def unlock_pin(badge: str) -> Response:
    def act() -> str:
        unlock(officer_id(), badge)
        flash(f"The PIN of badge {badge} can be tried again.", "good")
        return url_for("people.desk")

    return answer_once(act)


def _page(form: AccreditForm, sentence: str | None = None, status: int = 200) -> tuple[str, int]:
    require(may_accredit(current_person()), "Only an organiser may see the list of people.")
    page = render_template("people/desk.html", people=queries.accredited(), form=form, sentence=sentence)
    return page, status
