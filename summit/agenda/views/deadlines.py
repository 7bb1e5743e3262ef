"""Deadlines: what everybody reads, and where officers set, move and end them."""

from flask import url_for
from werkzeug.wrappers import Response

from summit.agenda import queries
from summit.agenda.forms import DeadlineForm
from summit.agenda.models import Act
from summit.agenda.permissions import may_set_deadlines
from summit.agenda.services import end_now, remove_deadline, set_deadline
from summit.agenda.services.steps import SUMMIT
from summit.agenda.views.blueprint import actor, blueprint, page, send
from summit.agenda.views.things import known_anchor, offered, things_named
from summit.domain.anchors import Anchor
from summit.domain.errors import require
from summit.people.queries import plenary
from summit.people.views.identity import current_person, signed_in
from summit.web.commands import answer_once
from summit.web.forms import Form
from summit.web.limits import WRITES, limiter


@blueprint.get("/deadlines")
def deadlines() -> Response:
    return _page(DeadlineForm(formdata=None))


@blueprint.post("/deadlines")
@limiter.limit(WRITES)
@signed_in
def store_deadline() -> Response:
    form = DeadlineForm()
    require(_may_set(), "Only organisers, chair and secretary of the plenary set deadlines.")

    def act() -> str:
        anchor = known_anchor(form.document.anchor())
        number = int(anchor.key) if anchor else None
        stored = set_deadline(actor(), Act(form.act.data), form.at.data, number)
        return url_for("agenda.deadlines", _anchor=f"d-{stored}")

    return send(form, act, _page)


@blueprint.post("/deadlines/<int:number>/<any(end, remove):step>")
@limiter.limit(WRITES)
@signed_in
def deadline_step(number: int, step: str) -> Response:
    def act() -> str:
        (end_now if step == "end" else remove_deadline)(actor(), number)
        return url_for("agenda.deadlines")

    return answer_once(act)


def _may_set() -> bool:
    body = plenary()
    return body is not None and may_set_deadlines(current_person(), body.id)


def _page(form: Form, sentence: str | None = None, status: int = 200) -> Response:
    listed = queries.deadlines()
    numbers = {one.document_number for one in listed if one.document_number is not None}
    return page(
        "agenda/deadlines.html",
        [SUMMIT],
        status,
        deadlines=listed,
        things=things_named(Anchor("document", str(number)) for number in numbers),
        may_set=_may_set(),
        offered=[name for name in offered() if name.startswith("Document")],
        form=form,
        sentence=sentence,
    )
