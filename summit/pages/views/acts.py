"""The log of acts for officers and scrutineers: who did what, and when, as the record keeps it."""

from flask import render_template, request

from summit.domain.errors import require
from summit.pages.queries.acts import PER_PAGE, Wanted, acts
from summit.pages.queries.acts.words import GROUPS
from summit.pages.views.blueprint import blueprint
from summit.people import queries
from summit.people.permissions import is_staff, may_read_everything
from summit.people.views.identity import current_person, signed_in
from summit.web.numbers import HIGHEST


@blueprint.get("/acts")
@signed_in
def log_of_acts() -> str:
    me = current_person()
    require(is_staff(me) or may_read_everything(me), "Only officers and scrutineers read the log of acts.")
    wanted = Wanted(
        badge=request.args.get("badge", ""),
        body_id=_number("body"),
        group=request.args.get("kind", ""),
        before=_number("before"),
    )
    found = acts(wanted)
    shown = {name: value for name, value in request.args.items() if name != "before" and value}
    return render_template(
        "pages/acts.html",
        acts=found,
        wanted=wanted,
        shown=shown,
        groups=list(GROUPS),
        bodies=queries.bodies(),
        older=found[-1].seq if len(found) == PER_PAGE else None,
    )


def _number(name: str) -> int | None:
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= HIGHEST else None
