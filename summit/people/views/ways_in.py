"""Ways in of many people: who has one, ending them (which two officers do), and the latest sign-ins."""

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from summit.domain.addresses import reaches_this_machine_only
from summit.domain.errors import Unacceptable
from summit.events import heads_of
from summit.people import queries
from summit.people.forms import SearchForm
from summit.people.permissions import may_accredit
from summit.people.queries import Wanted, WayIn
from summit.people.services import ask_to_reissue
from summit.people.services.desk import STAFF
from summit.people.views.blueprint import blueprint
from summit.people.views.desk import require_reader_of_the_desk
from summit.people.views.identity import current_person, officer_id, signed_in
from summit.web.commands import answer_once
from summit.web.forms import one_line


@blueprint.get("/people/ways-in")
@signed_in
def ways_in() -> str:
    require_reader_of_the_desk()
    form = SearchForm(queries.bodies(), formdata=request.args)
    wanted = form.wanted()
    door = url_for("people.enter", _external=True)
    numbers = {way: queries.number_of(queries.with_way_in(wanted, way)) for way in WayIn}
    return render_template(
        "people/ways_in.html",
        form=form,
        numbers=numbers,
        total=queries.number_of(wanted),
        shown={name: value for name, value in request.args.items() if value},
        may_change=may_accredit(current_person()),
        door=door,
        leads_nowhere=reaches_this_machine_only(door),
    )


@blueprint.post("/people/ways-in/reissue")
@signed_in
def reissue() -> Response:
    """Ask the second officer; whom the form names is looked for now and kept with what is asked."""
    require_reader_of_the_desk(to_change=True)
    form = SearchForm(queries.bodies(), formdata=request.form)
    wanted = form.wanted()
    whom = one_line(request.form.get("whom"))
    if not whom:
        raise Unacceptable("Say of whom, and why: the second officer reads it.")

    def act() -> str:
        ask_to_reissue(officer_id(), queries.ids_of(wanted), whom)
        flash("Another officer has to sign it; then it is done at once.", "good")
        return url_for("people.signatures")

    return answer_once(act)


@blueprint.get("/people/sign-ins")
@signed_in
def sign_ins() -> str:
    return _sign_ins("people/sign_ins.html")


@blueprint.get("/people/sign-ins/part")
@signed_in
def sign_ins_part() -> str:
    return _sign_ins("people/_latest.html")


def _sign_ins(template: str) -> str:
    require_reader_of_the_desk()
    badge = request.args.get("badge", "")
    return render_template(
        template,
        latest=queries.latest_sign_ins(badge=badge),
        locked=queries.accredited(Wanted(way_in=WayIn.LOCKED)),
        badge=badge,
        live=",".join(map(str, heads_of([STAFF]))),
    )
