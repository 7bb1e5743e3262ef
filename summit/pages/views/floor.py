"""The now page: the floor of one body, which everybody may follow, whether they sit in it or not."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import cast

from flask import Response, current_app, make_response, render_template, request
from markupsafe import Markup

from summit.db import now as this_moment
from summit.documents import queries as documents
from summit.documents.permissions import may_import
from summit.documents.services.translating import translations_topic
from summit.documents.views.spoken import reader_language
from summit.events import TopicName, heads_of
from summit.pages.queries.floor import ballots_of, floor
from summit.pages.queries.projected import Projected
from summit.pages.queries.projected.polls import numbers_under_way
from summit.pages.queries.standing import own_bodies, own_body
from summit.pages.queries.turns import own_turn
from summit.pages.views.blueprint import blueprint
from summit.people import queries as people
from summit.people.models import Body, Person
from summit.people.permissions import may_accredit
from summit.people.views.identity import current_person
from summit.people.views.place import in_body
from summit.voting.queries import is_offered_practice
from summit.voting.services.steps import practice_topic
from summit.voting.views.page import drawn
from summit.web.kept import kept


@blueprint.get("/")
def now() -> Response:
    """The floor of the body in which the reader sits, of the plenary for everybody else."""
    person = current_person()
    body = own_body(person)
    return (
        _answer(person, body) if body is not None else make_response(render_template("pages/unfounded.html"))
    )


@blueprint.get("/bodies/<int:body>")
def floor_of(body: int) -> Response:
    return _answer(current_person(), people.body(body))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A floor as drawn for one kind of reader, in two halves between which stands what is a reader's own.

    `part` are the streams that change it, `live` all of them.
    """

    html: Markup
    besides: Markup
    has_speakers: bool
    part: str
    live: str


def _answer(person: Person | None, body: Body) -> Response:
    in_body(body.id)
    drawn_floor = kept(_kind_of_reader(person, body), lambda: _drawn(person, body))
    page = "pages/_floor_part.html" if "part" in request.args else "pages/now.html"
    html = render_template(
        page,
        floor=drawn_floor,
        own=own_turn(person, body.id) if drawn_floor.has_speakers else None,
        offers_practice=_offers_practice(person, body),
        body=body,
        bodies=own_bodies(person),
        now=this_moment() if drawn_floor.has_speakers else None,
        live=drawn_floor.live,
    )
    answer = make_response(html)
    answer.headers["X-Live"] = drawn_floor.live
    return answer


def _offers_practice(person: Person | None, body: Body) -> bool:
    """Not while there is a ballot to cast in earnest."""
    if person is None or not is_offered_practice(person):
        return False
    ballots, stored = ballots_of(person.id, body.id)
    return ballots == stored


def _kind_of_reader(person: Person | None, body: Body) -> Hashable:
    """All that a floor depends on: where its streams stand, and what this kind of reader is offered."""
    papers = [TopicName("document", str(number)) for number in documents.numbers()]
    polls = [TopicName("poll", str(number)) for number in numbers_under_way(body.id)]
    polls.append(practice_topic(body.id))
    language = cast(Callable[[], str], current_app.jinja_env.globals["ui_language"])
    texts = reader_language()
    polls += [translations_topic(texts)] if texts else []
    return (
        "floor", current_app.config["INSTANCE"], body.id, language(), texts,
        *map(str, heads_of([TopicName("body", str(body.id)), *polls, *papers])),
        *_offered(person, body).values(),
    )  # fmt: skip


def _offered(person: Person | None, body: Body) -> dict[str, Hashable]:
    holds_seat = person is not None and any(one.body_id == body.id for one in person.seats)
    ballots, stored = ballots_of(person.id, body.id) if person is not None else (frozenset(), frozenset())
    return {
        "is_signed_in": person is not None,
        "holds_seat": holds_seat,
        "ballots": ballots,
        "stored": stored,
        "may_import": may_import(person),
        "may_accredit": may_accredit(person),
    }


def _drawn(person: Person | None, body: Body) -> Drawn:
    found = floor(body.id)
    part, live = streams(found.shown)
    html, besides = (
        Markup(  # noqa: S704 - templates of ours
            render_template(
                page, floor=found, body=body, bodies=people.bodies(), drawn=drawn, **_offered(person, body)
            )
        )
        for page in ("pages/_now.html", "pages/_now_besides.html")
    )
    has_speakers = found.shown.speakers is not None
    return Drawn(html, besides, has_speakers, " ".join(map(str, part)), ",".join(map(str, heads_of(live))))


def streams(shown: Projected) -> tuple[list[TopicName], list[TopicName]]:
    """Whose news change what is shown, and what is followed besides: the number of ballots received."""
    here = shown.on.body.id
    papers = [TopicName("document", str(number)) for number in shown.scene.documents]
    part = [TopicName("body", str(here)), practice_topic(here), *papers]
    return part, [*part, *(TopicName("poll", str(poll.number)) for poll in shown.polls)]
