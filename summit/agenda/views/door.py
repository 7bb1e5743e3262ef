"""The door of a sitting: scan a badge in or out, take a scan back, see who is there."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from summit.agenda import queries
from summit.agenda.forms import ScanForm
from summit.agenda.permissions import may_scan
from summit.agenda.services import Direction, Scanned, scan_in, scan_out, scanned, undo_scan
from summit.agenda.services.steps import body_topic
from summit.agenda.views.blueprint import actor, blueprint, page
from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable, require
from summit.people.views.identity import current_person, signed_in
from summit.web.limits import CASTS, limiter
from summit.web.numbers import number as whole

LATEST = 8


@blueprint.get("/sittings/<int:number>/door")
@signed_in
def door(number: int) -> Response:
    way = Direction.OUT if request.args.get("way") == Direction.OUT else Direction.IN
    form = ScanForm(formdata=None, way=way.value)
    last = request.args.get("scan", type=whole)
    _require_door(number)
    return _page(number, form, _last(number, last, way) if last else None)


@blueprint.post("/sittings/<int:number>/door")
@limiter.limit(CASTS)
@signed_in
def scan(number: int) -> Response:
    """A scan is done once by its nature: whoever is in is not in twice."""
    form = ScanForm()
    if not form.validate_on_submit():
        return _page(number, form, None, form.first_error(), 422)
    way = Direction(form.way.data)
    try:
        found = (scan_in if way == Direction.IN else scan_out)(actor(), number, form.badge.data or "")
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(number, form, None, str(refusal), int(refusal.status))
    was = None if found.is_new else "already"
    return redirect(
        url_for("agenda.door", number=number, way=way.value, scan=found.presence_id, was=was), 303
    )


@blueprint.post("/presences/<int:number>/undo")
@limiter.limit(CASTS)
@signed_in
def undo(number: int) -> Response:
    typed = request.form.get("way", "")
    if typed not in set(Direction):
        raise Unacceptable("A scan is one in or one out.")
    sitting_id = queries.visit(number).sitting_id
    undo_scan(actor(), number, Direction(typed))
    return redirect(url_for("agenda.door", number=sitting_id, way=typed, scan=number, was="undone"), 303)


@blueprint.get("/sittings/<int:number>/attendance")
@signed_in
def attendance(number: int) -> Response:
    """Who is there, seat by seat, and every coming and going: for officers and the desk."""
    _require_door(number)
    found = queries.sitting(number)
    return page(
        "agenda/attendance.html",
        [body_topic(found.body_id)],
        sitting=found,
        quorum=queries.quorum_at(found),
        lines=queries.attendance(found),
        visits=queries.visits(number),
    )


def _last(sitting_id: int, presence_id: int, way: Direction) -> Scanned | None:
    """The scan that the address names, if it was one at this door: who is elsewhere is not shown here."""
    try:
        return scanned(presence_id, way) if queries.visit(presence_id).sitting_id == sitting_id else None
    except NotFound:
        return None


def _require_door(number: int) -> None:
    body = queries.sitting(number).body
    allowed = may_scan(current_person(), body.id)
    require(allowed, f"Only officers of {body.name} and the accreditation desk see people in and out.")


def _page(
    number: int, form: ScanForm, last: Scanned | None, sentence: str | None = None, status: int = 200
) -> Response:
    _require_door(number)
    found = queries.sitting(number)
    return page(
        "agenda/door.html",
        [body_topic(found.body_id)],
        status,
        sitting=found,
        quorum=queries.quorum_at(found),
        form=form,
        last=last,
        was=request.args.get("was"),
        sentence=sentence,
        visits=queries.visits(number, latest=LATEST),
    )
