"""The top of every page: the summit's name, the sections, and where the reader stands."""

from typing import Any

from flask import Flask, url_for
from flask_login import current_user

from summit.people import queries
from summit.people.models import Person
from summit.people.permissions import is_delegate, is_officer, may_accredit

Line = tuple[str, str, str | None]


def init_app(app: Flask) -> None:
    app.context_processor(_standing)


def _standing() -> dict[str, Any]:
    summit = queries.the_summit()
    person = queries.person(current_user.id) if current_user.is_authenticated else None
    return {
        "summit_name": summit.name if summit else None,
        "is_demo": bool(summit and summit.is_demo),
        "sections": _sections(person),
        "standing": _lines(person),
        "reader": person.id if person else None,
        "me": person,
    }


def _sections(person: Person | None) -> list[tuple[str, str]]:
    sections = [
        ("Now", url_for("pages.now")),
        ("Documents", url_for("documents.listing")),
        ("Polls", url_for("voting.polls")),
        ("Final document", url_for("export.page")),
    ]
    if is_officer(person):
        sections.append(("Console", url_for("console.desk")))
    if may_accredit(person):
        sections.append(("People", url_for("people.desk")))
    return sections


def _lines(person: Person | None) -> list[Line]:
    """Name and seat, body, whether one may vote and why not, connection."""
    if person is None:
        return [("You are", "a visitor", None), ("May vote", "no, not signed in", "no"), _connection()]
    return [
        ("Name and badge", f"{person.name} · {person.badge}", None),
        ("Body", _bodies(person), None),
        ("May vote", *_vote(person)),
        _connection(),
    ]


def _bodies(person: Person) -> str:
    """Where this person sits; the plenary for who has no seat, for it is where everybody meets."""
    if person.seats:
        return " · ".join(seat.body.name for seat in person.seats)
    body = queries.plenary()
    return body.name if body else "none yet"


def _vote(person: Person) -> tuple[str, str]:
    if person.seats:
        return "yes", "yes"
    if not is_delegate(person):
        article = "an" if person.role[0] in "aeiou" else "a"
        return f"no, {article} {person.role} has no vote", "no"
    return "no, without a seat", "no"


def _connection() -> Line:
    return ("Connection", "not live yet", "offline")
