"""The top of every page: the summit's name, the sections, and where the reader stands."""

from functools import cached_property
from typing import Any

from flask import Flask, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from summit.documents.permissions import may_translate
from summit.events import TopicName, heads_of
from summit.pages.queries.awaiting import Awaiting
from summit.pages.queries.standing import Standing, standing_in
from summit.pages.views.blueprint import blueprint
from summit.pages.views.ways import here_read_as, way_of_reading
from summit.people import queries
from summit.people.models import Person
from summit.people.permissions import is_officer, may_accredit, may_read_everything
from summit.people.views.identity import current_person
from summit.people.views.place import body_here, in_body
from summit.web.numbers import HIGHEST

Line = tuple[str, str, str | None]


def init_app(app: Flask) -> None:
    app.context_processor(_top)


@blueprint.get("/standing")
def standing() -> Response:
    """The line alone, for pages whose reader was seen, has left, or whose seat went to somebody else."""
    body = request.args.get("body", type=int)
    if body is not None and 0 < body <= HIGHEST:
        in_body(queries.body(body).id)
    person = current_person()
    answer = make_response(render_template("_standing.html"))
    answer.headers["X-Live"] = _own_head(person) or ""
    answer.headers["Cache-Control"] = "no-store"
    return answer


class Top:
    """What stands at the top of a page, read only where it is drawn: fragments come without it."""

    def __init__(self, person: Person | None) -> None:
        self.person = person

    @cached_property
    def where(self) -> Standing:
        return standing_in(self.person, body_here())

    @cached_property
    def lines(self) -> list[Line]:
        return _lines(self.where)

    @cached_property
    def sections(self) -> list[tuple[str, str]]:
        return _sections(self.person)

    @cached_property
    def awaiting(self) -> int:
        """How many things wait for the reader."""
        return Awaiting(self.person).count

    @cached_property
    def head(self) -> str | None:
        return _own_head(self.person)

    @property
    def topic(self) -> str:
        return f"person:{self.person.id}" if self.person else ""


def _top() -> dict[str, Any]:
    summit, person = queries.the_summit(), current_person()
    return {
        "summit_name": summit.name if summit else None,
        "is_demo": bool(summit and summit.is_demo),
        "top": Top(person),
        "reader": person.id if person else None,
        "me": person,
        "reads_changes": way_of_reading(person),
        "here_read_as": here_read_as,
    }


def _own_head(person: Person | None) -> str | None:
    """The position of the reader's own stream, on which they hear that they were seen or lost their seat."""
    if person is None:
        return None
    (head,) = heads_of([TopicName("person", str(person.id), "person")])
    return str(head)


def _sections(person: Person | None) -> list[tuple[str, str]]:
    sections = [
        ("Now", url_for("pages.now")),
        ("Agenda", url_for("agenda.today")),
        ("Documents", url_for("documents.listing")),
        ("Polls", url_for("voting.polls")),
        ("Final document", url_for("export.page")),
    ]
    if may_translate(person):
        sections.append(("Translations", url_for("pages.translations")))
    if is_officer(person):
        sections.append(("Console", url_for("console.desks")))
    if may_accredit(person) or may_read_everything(person):
        sections.append(("People", url_for("people.desk")))
    elif is_officer(person):
        sections.append(("Bodies", url_for("people.bodies")))
    return sections


def _lines(where: Standing) -> list[Line]:
    """Name and seat, body, whether one may vote and why not, whether one is there, connection."""
    body = where.body.name if where.body else "none yet"
    vote = ("May vote", f"no, {where.why_not}" if where.why_not else "yes", "no" if where.why_not else "yes")
    if where.person is None:
        return [("You are", "a visitor", None), ("Body", body, None), vote, _connection()]
    name = ("Name and seat", f"{where.person.name} · {where.seat or where.person.badge}", None)
    return [name, ("Body", body, None), vote, ("Present", *_presence(where)), _connection()]


def _presence(where: Standing) -> tuple[str, str | None]:
    if where.sitting is None:
        return "no sitting now", None
    own = where.presence
    if own is None:
        return "no", "absent"
    if own.mode is None:
        return ("no, connection lost" if own.was_dropped else "no, you left"), "absent"
    return {"room": "in the room", "remote": "remote"}[own.mode], "present"


def _connection() -> Line:
    return ("Connection", "not live yet", "offline")
