"""The desk sends personal links by e-mail to who takes part from afar and waits for a way in."""

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from summit.domain.errors import require
from summit.mail.services import send_links
from summit.mail.views.blueprint import blueprint
from summit.people import queries
from summit.people.forms import SearchForm
from summit.people.models import Attendance
from summit.people.permissions import is_organiser, may_accredit
from summit.people.views.identity import current_person, officer_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.post("/people/links/mail")
@limiter.limit(WRITES)
@signed_in
def links() -> Response:
    me = current_person()
    require(may_accredit(me), "Only the accreditation desk may do this.")
    wanted = SearchForm(queries.bodies(), formdata=request.form).wanted()

    def act() -> str:
        waiting = queries.waiting_for_way_in(wanted, Attendance.REMOTE, by_organiser=is_organiser(me))
        number = send_links(officer_id(), [one.badge for one in waiting if one.email])
        flash(f"Personal links go to {number} by e-mail.", "good")
        return url_for("people.ways_in")

    return answer_once(act)
