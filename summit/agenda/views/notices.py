"""Announcements and rulings: read by everybody, made by officers and chairs."""

from typing import Any

from flask import url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from summit.agenda import queries
from summit.agenda.forms import AnnouncementForm, RulingForm
from summit.agenda.models import RUNNING
from summit.agenda.permissions import may_announce, may_rule
from summit.agenda.services import end_announcement, give_ruling, make_announcement
from summit.agenda.services.steps import SUMMIT
from summit.agenda.views.blueprint import actor, blueprint, page, send
from summit.domain.errors import require
from summit.people.models import Body
from summit.people.queries import bodies, plenary
from summit.people.views.identity import current_person, signed_in
from summit.web.commands import answer_once
from summit.web.forms import Form, told_choices
from summit.web.limits import WRITES, limiter

NOBODY = 0
"""In a list of choices: every body, or no item."""


@blueprint.get("/announcements")
def announcements() -> Response:
    return _announcements(_announcing(sent=False))


@blueprint.post("/announcements")
@limiter.limit(WRITES)
@signed_in
def announce() -> Response:
    form = _announcing(sent=True)
    require(bool(_announced_to()), "Only chairs, secretaries and organisers announce something.")

    def act() -> str:
        made = make_announcement(actor(), form.words.data or "", form.body.data or None)
        return url_for("agenda.announcements", _anchor=f"a-{made}")

    return send(form, act, _announcements)


@blueprint.post("/announcements/<int:number>/end")
@limiter.limit(WRITES)
@signed_in
def end(number: int) -> Response:
    def act() -> str:
        end_announcement(actor(), number)
        return url_for("agenda.announcements")

    return answer_once(act)


@blueprint.get("/rulings")
def rulings() -> Response:
    return _rulings(_ruling(sent=False))


@blueprint.post("/rulings")
@limiter.limit(WRITES)
@signed_in
def rule() -> Response:
    form = _ruling(sent=True)
    require(bool(form.body.choices), "Only the chair of a body gives rulings in it.")

    def act() -> str:
        given = give_ruling(actor(), form.body.data, form.words.data or "", form.item.data or None)
        return url_for("agenda.rulings", _anchor=f"r-{given}")

    return send(form, act, _rulings)


def _announcing(*, sent: bool) -> AnnouncementForm:
    """With the bodies that this person may announce to; officers of the plenary announce to everybody."""
    form = AnnouncementForm() if sent else AnnouncementForm(formdata=None)
    open_to = _announced_to()
    everybody = [SelectChoice(NOBODY, "everybody")] if _is_plenary_in(open_to) else []
    form.body.choices = told_choices([*everybody, *(SelectChoice(one.id, one.name) for one in open_to)])
    form.body.validate_choice = False  # the service authorises
    return form


def _announced_to() -> list[Body]:
    """The bodies that this person may announce something to."""
    person = current_person()
    return [one for one in bodies() if may_announce(person, one.id)]


def _is_plenary_in(some: list[Body]) -> bool:
    """Officers of the plenary speak to everybody."""
    found = plenary()
    return found is not None and found.id in {one.id for one in some}


def _ruling(*, sent: bool) -> RulingForm:
    """With the bodies that this person chairs and the items of their running sittings."""
    person = current_person()
    form = RulingForm() if sent else RulingForm(formdata=None)
    chaired = [one for one in bodies() if may_rule(person, one.id)]
    form.body.choices = told_choices(SelectChoice(one.id, one.name) for one in chaired)
    form.body.validate_choice = False
    items = (SelectChoice(*item) for item in _items(chaired))
    form.item.choices = [*told_choices([SelectChoice(NOBODY, "no item")]), *items]
    return form


def _items(chaired: list[Body]) -> list[tuple[int, str]]:
    mine = {one.id for one in chaired}
    running = [one for one in queries.sittings(states=RUNNING) if one.body_id in mine]
    return [
        (item.id, f"{one.body.name} · {number}. {item.title}"[:120])
        for one in sorted(running, key=lambda one: (one.body.position, one.body_id))
        for number, item in enumerate(one.items, 1)
    ]


def _announcements(form: Any, sentence: str | None = None, status: int = 200) -> Response:
    open_to = _announced_to()
    return page(
        "agenda/announcements.html",
        [SUMMIT],
        status,
        announcements=queries.announcements_made(),
        mine={one.id for one in open_to},
        to_all=_is_plenary_in(open_to),
        form=form,
        sentence=sentence,
    )


def _rulings(form: Form, sentence: str | None = None, status: int = 200) -> Response:
    return page(
        "agenda/rulings.html",
        [SUMMIT],
        status,
        rulings=queries.rulings(),
        form=form,
        sentence=sentence,
    )
