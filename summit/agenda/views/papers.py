"""Order papers that everybody reads: of a day with all its bodies, and of one sitting."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from summit.agenda import queries
from summit.agenda.models import RUNNING, Sitting
from summit.agenda.permissions import may_plan, may_scan, may_take_part
from summit.agenda.queries import Paper
from summit.agenda.services.steps import SUMMIT, body_topic
from summit.agenda.views.blueprint import blueprint, page
from summit.agenda.views.things import things_of
from summit.db import now
from summit.domain.errors import NotFound
from summit.events import TopicName
from summit.people import zone
from summit.people.permissions import is_officer
from summit.people.queries import bodies, body
from summit.people.views.identity import current_person
from summit.web.numbers import number as whole

MOST_FOLLOWED = 40


@blueprint.get("/agenda/")
def today() -> Response:
    """The day that matters now: today, else the next with a sitting, else the last."""
    known, here = queries.days(zone()), now().astimezone(ZoneInfo(zone())).date()
    ahead = [day for day in known if day >= here]
    chosen = ahead[0] if ahead else known[-1] if known else here
    return _day(chosen)


@blueprint.get("/agenda/<day>")
def order_paper(day: str) -> Response:
    """The order paper of a day, of every body or of `body` alone."""
    try:
        chosen = date.fromisoformat(day)
    except ValueError as error:
        raise NotFound("A day is written like 2026-11-25.") from error
    if not date(1970, 1, 2) <= chosen <= date(9999, 12, 30):
        raise NotFound("There is no order paper of that day.")
    return _day(chosen)


def _day(chosen: date) -> Response:
    person, only = current_person(), request.args.get("body", type=whole)
    shown = queries.sittings_between(*queries.day_in(zone(), chosen))
    if only is not None:
        body(only)
        shown = [one for one in shown if one.body_id == only]
    return page(
        "agenda/_day.html" if "part" in request.args else "agenda/day.html",
        _topics(shown),
        day=chosen,
        days=queries.days(zone()),
        bodies=bodies(),
        only=only,
        may_plan_any=is_officer(person),
        announcements=queries.announcements(only),
        **_papers(shown),
    )


@blueprint.get("/sittings/<int:number>")
def sitting(number: int) -> Response:
    person, shown = current_person(), queries.sitting(number)
    own = queries.presence_at(shown, person.id) if person else None
    return page(
        "agenda/_sitting.html" if "part" in request.args else "agenda/sitting.html",
        _topics([shown]),
        mine=f" person:{person.id}" if person else "",
        own=own,
        takes_part=may_take_part(person, shown.body_id),
        may_plan=may_plan(person, shown.body_id),
        may_scan=may_scan(person, shown.body_id),
        announcements=queries.announcements(shown.body_id),
        **_papers([shown]),
    )


@blueprint.get("/bodies/<int:number>/sitting")
def sitting_of(number: int) -> Response:
    """The running sitting of a body, else its next one, else the order paper."""
    body(number)
    found = queries.running_sitting(number) or queries.next_sitting(number)
    if found is None:
        return redirect(url_for("agenda.today", body=number))
    return redirect(url_for("agenda.sitting", number=found.id))


def _papers(shown: list[Sitting]) -> dict[str, Any]:
    papers: list[Paper] = queries.papers(shown)
    return {"papers": papers, "things": things_of(item for one in shown for item in one.items)}


def _topics(shown: list[Sitting]) -> list[TopicName]:
    """The summit's stream, and of bodies that sit those in which figures of presence are told."""
    running = sorted({one.body_id for one in shown if one.state in RUNNING})
    return [SUMMIT, *(body_topic(number) for number in running[:MOST_FOLLOWED])]
