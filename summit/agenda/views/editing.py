"""The desk of one sitting: its name and times, its steps, its order paper with buttons, its channels."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import request, url_for
from werkzeug.wrappers import Response

from summit.agenda import queries
from summit.agenda.forms import ChannelForm, ItemForm, SittingForm
from summit.agenda.models import ChannelKind, Sitting, SittingState
from summit.agenda.permissions import may_plan
from summit.agenda.services import (
    add_channel,
    change_sitting,
    close_sitting,
    open_sitting,
    remove_channel,
    reopen_sitting,
    resume_sitting,
    suspend_sitting,
)
from summit.agenda.services.steps import SUMMIT, body_topic
from summit.agenda.views.blueprint import actor, blueprint, page, send
from summit.agenda.views.things import offered, things_of
from summit.domain.errors import NotAllowed, NotFound, Refusal, require
from summit.people.views.identity import current_person, safe_next, signed_in
from summit.web.commands import answer_once
from summit.web.forms import Form
from summit.web.limits import WRITES, limiter

STEPS: dict[str, Callable[[int, int], None]] = {
    "open": open_sitting,
    "suspend": suspend_sitting,
    "resume": resume_sitting,
    "close": close_sitting,
    "reopen": reopen_sitting,
}


@dataclass
class Desk:
    """The forms on the desk as they come back; each is empty unless it was the one that was refused."""

    times: SittingForm | None = None
    item: ItemForm = field(default_factory=lambda: ItemForm(formdata=None))
    channel: ChannelForm = field(default_factory=lambda: ChannelForm(formdata=None))
    sentence: str | None = None
    where: str = ""


@blueprint.get("/sittings/<int:number>/edit")
@signed_in
def edit(number: int) -> Response:
    return desk(number, Desk())


@blueprint.post("/sittings/<int:number>/edit")
@limiter.limit(WRITES)
@signed_in
def store_times(number: int) -> Response:
    form = SittingForm()

    def act() -> str:
        change_sitting(actor(), number, form.title.data or "", form.starts_at.data, form.ends_at.data)
        return url_for("agenda.edit", number=number)

    return send(
        form,
        act,
        lambda form, words, status: desk(number, Desk(times=form, sentence=words, where="times"), status),
    )


@blueprint.post("/sittings/<int:number>/<any(open, suspend, resume, close, reopen):step>")
@limiter.limit(WRITES)
@signed_in
def step(number: int, step: str) -> Response:
    def act() -> str:
        STEPS[step](actor(), number)
        return back_to(number)

    return refused_step(number, lambda: answer_once(act))


@blueprint.post("/sittings/<int:number>/channels")
@limiter.limit(WRITES)
@signed_in
def store_channel(number: int) -> Response:
    form = ChannelForm()

    def act() -> str:
        kind = ChannelKind(form.kind.data)
        add_channel(actor(), number, kind, form.language.data or "", form.address.data or "")
        return url_for("agenda.edit", number=number, _anchor="channels")

    return send(
        form,
        act,
        lambda form, words, status: desk(number, Desk(channel=form, sentence=words, where="channel"), status),
    )


@blueprint.post("/channels/<int:number>/remove")
@limiter.limit(WRITES)
@signed_in
def take_channel_away(number: int) -> Response:
    return answer_once(
        lambda: url_for("agenda.edit", number=remove_channel(actor(), number), _anchor="channels")
    )


def back_to(number: int, anchor: str | None = None) -> str:
    """Where an act on the floor came from: the page it names as `next`, else the desk of the sitting."""
    return safe_next(request.form.get("next")) or url_for("agenda.edit", number=number, _anchor=anchor)


def refused_step(number: int, act: Callable[[], Response]) -> Response:
    """A refused step comes back to the desk with its sentence; where another page sent it, as an error."""
    try:
        return act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        if request.form.get("next"):
            raise
        return desk(number, Desk(sentence=str(refusal), where="steps"), int(refusal.status))


def desk(number: int, forms: Desk, status: int = 200) -> Response:
    """The desk of a sitting, for officers of its body. Raises NotFound, NotAllowed."""
    found = queries.sitting(number)
    require(
        may_plan(current_person(), found.body_id), f"Only officers of {found.body.name} plan its sittings."
    )
    return page(
        "agenda/_desk.html" if "part" in request.args else "agenda/edit.html",
        [SUMMIT, body_topic(found.body_id)],
        status,
        paper=queries.papers([found])[0],
        floor=queries.floor_of(found.body_id),
        things=things_of(found.items),
        offered=offered(),
        later=_later(found),
        forms=forms,
        times=forms.times or _times(found),
    )


def _later(found: Sitting) -> list[Sitting]:
    """Sittings of the same body to which an item can be deferred."""
    return [one for one in queries.sittings(found.body_id, [SittingState.PLANNED]) if one.id != found.id]


def _times(found: Sitting) -> SittingForm:
    return SittingForm(formdata=None, obj=found)


def refused_item(number: int) -> Callable[[Form, str | None, int], Response]:
    """How a refused new item comes back."""

    def show(form: Form, sentence: str | None, status: int) -> Response:
        return desk(number, Desk(item=form, sentence=sentence, where="item"), status)

    return show
