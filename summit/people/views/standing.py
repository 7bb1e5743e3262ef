"""The top of every page: the summit's name, the sections, and where the reader stands."""

from typing import Any

from flask import Flask, url_for
from flask_login import current_user

from summit.people import queries
from summit.people.models import Person, Role
from summit.people.permissions import may_accredit

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
    if may_accredit(person):
        sections += [("Console", url_for("console.desk")), ("People", url_for("people.desk"))]
    return sections


def _lines(person: Person | None) -> list[Line]:
    """Name and seat, body, whether one may vote and why not, connection."""
    if person is None:
        return [("You are", "a visitor", None), ("May vote", "no, not signed in", "no"), _connection()]
    body = queries.the_body()
    return [
        ("Name and badge", f"{person.name} · {person.badge}", None),
        ("Body", body.name if body else "none yet", None),
        ("May vote", *_vote(person)),
        _connection(),
    ]


def _vote(person: Person) -> tuple[str, str]:
    if person.role != Role.DELEGATE:
        article = "an" if person.role[0] in "aeiou" else "a"
        return f"no, {article} {person.role} has no vote", "no"
    return ("yes", "yes") if person.seats else ("no, without a seat", "no")


def _connection() -> Line:
    return ("Connection", "not live yet", "offline")
