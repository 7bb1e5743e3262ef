"""What the desk prints and sends for many people at once: badges, slips, personal links."""

from collections.abc import Callable, Mapping

from flask import request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from summit.db import db, now
from summit.domain.codes import grouped
from summit.domain.errors import Refusal, require
from summit.export.cards import Badge, LinkRow, SlipCard, heading, write_badges, write_slips, written_links
from summit.export.views.blueprint import blueprint
from summit.people import queries
from summit.people.forms import SearchForm
from summit.people.models import Attendance, Way
from summit.people.permissions import is_organiser, may_accredit
from summit.people.queries import Awaiting, Wanted
from summit.people.services import issue_codes, new_code, new_link
from summit.people.views.identity import current_person, officer_id, signed_in

PDF, CSV = "application/pdf", "text/csv; charset=utf-8"


@blueprint.get("/people/badges.pdf")
@signed_in
def badges() -> Response:
    """Of everybody who is looked for; a badge holds no secret."""
    people = queries.accredited(_wanted(request.args))
    if not people:
        raise Refusal("Nobody is found whose badge could be printed.")
    cards = [Badge(one.name, one.badge, one.role, one.delegation) for one in people]
    to, at = heading(), now()
    db.session.rollback()  # who waits for the typesetter keeps no connection from those who vote
    return _file(write_badges(to, cards, at), PDF, "badges.pdf")


@blueprint.post("/people/slips.pdf")
@signed_in
def slips() -> Response:
    """Of who is looked for, takes part in the room, and has neither a PIN nor an unused slip."""
    door, at, to = _door(), now(), heading()

    def write(people: list[Awaiting], codes: Mapping[str, str]) -> bytes:
        cards = [
            SlipCard(one.name, one.badge, one.role, grouped(codes[one.badge]), _link(door, codes[one.badge]))
            for one in people
        ]
        return write_slips(to, door, cards, at)

    return _file(_issued(Attendance.ROOM, Way.SLIP, new_code, write), PDF, "slips.pdf")


@blueprint.post("/people/links.csv")
@signed_in
def links() -> Response:
    """Of who is looked for, takes part from afar, and has neither a PIN nor an unused link."""
    door = _door()

    def write(people: list[Awaiting], codes: Mapping[str, str]) -> bytes:
        return written_links(
            [
                LinkRow(
                    one.name, one.badge, one.role, one.email, one.delegation, _link(door, codes[one.badge])
                )
                for one in people
            ]
        )

    return _file(_issued(Attendance.REMOTE, Way.LINK, new_link, write), CSV, "links.csv")


def _issued(
    attends: Attendance,
    way: Way,
    new: Callable[[], str],
    write: Callable[[list[Awaiting], Mapping[str, str]], bytes],
) -> bytes:
    """The file is written before its codes are valid: one that cannot be written ends and issues nothing."""
    wanted, by_organiser = _wanted(request.form), is_organiser(current_person())
    people = queries.waiting_for_way_in(wanted, attends, by_organiser=by_organiser)
    if not people:
        raise Refusal("Nobody is found who waits for a way in.")
    codes = {one.badge: new() for one in people}
    db.session.rollback()
    written = write(people, codes)
    issue_codes(officer_id(), codes, way=way)
    return written


def _wanted(asked: MultiDict[str, str]) -> Wanted:
    require(may_accredit(current_person()), "Only the accreditation desk may print badges and ways in.")
    return SearchForm(queries.bodies(), formdata=asked).wanted()


def _door() -> str:
    return url_for("people.enter", _external=True)


def _link(door: str, signs: str) -> str:
    """The code stands behind #, where no server or log sees it."""
    return f"{door}#slip={grouped(signs)}"


def _file(content: bytes, mimetype: str, name: str) -> Response:
    answer = Response(content, content_type=mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
