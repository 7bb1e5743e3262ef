"""The desks: the list of an officer's bodies, and the desk of one with all that is done from it."""

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from summit.agenda.permissions import may_rule
from summit.console import queries
from summit.console.forms import DeskForm
from summit.console.views.blueprint import blueprint
from summit.db import now
from summit.domain.errors import Refusal, require
from summit.events import TopicName, heads_of
from summit.pages.views.floor import streams
from summit.people import queries as people
from summit.people.models import Person
from summit.people.permissions import is_officer, is_officer_of
from summit.people.services.countersigning import may_sign
from summit.people.views.identity import current_person, signed_in
from summit.people.views.place import in_body
from summit.record import head_code
from summit.voting.forms import StepForm
from summit.voting.services.watching import watch_topic

STAFF = TopicName("staff", "", "staff")


@blueprint.get("/console")
@signed_in
def desks() -> Response:
    person = current_person()
    require(is_officer(person), "Only chairs, secretaries and organisers may use the console.")
    listed = queries.desks_of(person)
    followed = [STAFF, *(TopicName("body", str(one.on.body.id)) for one in listed)]
    page = "console/_desks.html" if "part" in request.args else "console/desks.html"
    return _answer(page, followed, desks=listed, code=head_code(), topics=followed)


@blueprint.get("/console/<int:body>")
@signed_in
def desk(body: int) -> Response:
    return desk_page(body, DeskForm(formdata=None))


def desk_page(body_id: int, form: DeskForm, refused: Refusal | None = None) -> Response:
    """The desk of a body, or its part alone; with `refused` it says why an act was not done."""
    person = current_person()
    body = people.body(body_id)
    require(is_officer_of(person, body_id), f"Only chair and secretary of {body.name} may use this console.")
    in_body(body_id)
    found = queries.desk(body_id)
    part, followed = _streams(found)
    answer = _answer(
        "console/_desk.html" if "part" in request.args else "console/desk.html",
        followed,
        desk=found,
        on=found.shown.on,
        body=body,
        drives=drives(person, found),
        form=form,
        refused=refused,
        step_form=step_form,
        may_sign=may_sign,
        bodies=people.bodies(),
        languages=languages_offered(),
        may_tell_all=_may_tell_all(person),
        may_rule=may_rule(person, body_id),
        topics=part,
        now=now(),
        code=head_code(),
    )
    answer.status_code = int(refused.status) if refused else 200
    return answer


def drives(person: Person | None, desk: queries.Desk) -> bool:
    """Whether the buttons that move the floor work for this officer: they drive, or nobody does."""
    driver = desk.shown.on.driver
    return driver is None or (person is not None and driver.id == person.id)


def step_form(number: int) -> StepForm:
    """The fields of one poll among several on a page."""
    form = StepForm(formdata=None)
    for field in form:
        field.id = field.label.field_id = f"{field.id}-{number}"
    return form


def languages_offered() -> list[str]:
    """The languages in which a motion can be typed, the summit's first one first."""
    summit = people.the_summit()
    return list(summit.languages) if summit else ["en"]


def _may_tell_all(person: Person | None) -> bool:
    plenary = people.plenary()
    return plenary is not None and is_officer_of(person, plenary.id)


def _streams(desk: queries.Desk) -> tuple[list[TopicName], list[TopicName]]:
    """Whose news change the desk, and what is followed besides: the numbers of ballots received."""
    part, _ = streams(desk.shown)
    papers = [TopicName("document", str(paper.number)) for paper in desk.papers if paper.is_own]
    mine = list(dict.fromkeys([*part, STAFF, *papers]))
    polls = [TopicName("poll", str(one.poll.number)) for one in desk.polls]
    return mine, [*mine, *polls, watch_topic(desk.shown.on.body.id)]


def _answer(template: str, followed: list[TopicName], **context: object) -> Response:
    live = ",".join(map(str, heads_of(followed)))
    answer = make_response(render_template(template, live=live, **context))
    answer.headers["X-Live"] = live
    answer.headers["Cache-Control"] = "no-store"
    return answer
