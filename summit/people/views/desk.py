"""The accreditation desk: whom one looks for among everybody accredited, and entering one person."""

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from summit.domain.errors import Refusal, require
from summit.events import heads_of
from summit.people import queries
from summit.people.forms import AccreditForm, SearchForm
from summit.people.permissions import may_accredit, may_read_everything
from summit.people.services import accredit
from summit.people.services.desk import STAFF
from summit.people.views.blueprint import blueprint
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once


@blueprint.get("/people")
@signed_in
def desk() -> tuple[str, int]:
    return _page("people/desk.html")


@blueprint.get("/people/part")
@signed_in
def desk_part() -> tuple[str, int]:
    return _page("people/_people.html")


@blueprint.get("/people/new")
@signed_in
def new_person() -> tuple[str, int]:
    require_reader_of_the_desk(to_change=True)
    return _form(AccreditForm(formdata=None))


@blueprint.post("/people")
@signed_in
def enter_person() -> tuple[str, int] | Response:
    require_reader_of_the_desk(to_change=True)
    form = AccreditForm()
    if not form.validate_on_submit():
        return _form(form, form.first_error(), 422)
    try:
        return answer_once(lambda: _accredited(form))
    except Refusal as refusal:
        return _form(form, str(refusal), int(refusal.status))


def _accredited(form: AccreditForm) -> str:
    to = form.particulars()
    person = accredit(
        current_person_id(), to.name, to.role, form.badge.data, to.delegation, to.attends, to.email
    )
    flash(f"{person.name} is accredited. A slip lets them in.", "good")
    return url_for("people.person", badge=person.badge)


def require_reader_of_the_desk(to_change: bool = False) -> None:
    """The desk, and scrutineers, who change nothing."""
    me = current_person()
    allowed = may_accredit(me) or (may_read_everything(me) and not to_change)
    require(allowed, "Only the accreditation desk may see the list of people.")


def _form(form: AccreditForm, sentence: str | None = None, status: int = 200) -> tuple[str, int]:
    return render_template("people/new.html", form=form, sentence=sentence), status


def _page(template: str) -> tuple[str, int]:
    require_reader_of_the_desk()
    form = SearchForm(queries.bodies(), formdata=request.args)
    wanted = form.wanted()
    total = queries.number_of(wanted)
    pages = max(1, -(-total // queries.PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    shown = {name: value for name, value in request.args.items() if name != "page" and value}
    rendered = render_template(
        template,
        form=form,
        people=queries.accredited(wanted, page),
        total=total,
        page=page,
        pages=pages,
        shown=shown,
        may_change=may_accredit(current_person()),
        live=",".join(map(str, heads_of([STAFF]))),
    )
    return rendered, 200
