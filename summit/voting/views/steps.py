"""The organisers' steps: put amendments to a poll, announce, open, close, undo, publish, void."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable, require
from summit.domain.rules import usual_preset
from summit.people.views.identity import current_person, officer_id, safe_next, signed_in
from summit.voting import queries
from summit.voting.forms import PutForm, StepForm
from summit.voting.models import PollState
from summit.voting.permissions import may_run_polls
from summit.voting.services import (
    announce_poll,
    ask_to_void,
    choose_counting,
    choose_secrecy,
    close_poll,
    close_poll_soon,
    discard_draft,
    open_poll,
    publish_poll,
    put_to_poll,
    renew_key,
    undo_close,
)
from summit.voting.views.blueprint import at_poll, blueprint
from summit.voting.views.page import Refused, page_of, render_poll
from summit.web.commands import answer_once

Step = Callable[[int, int, StepForm], None]

STEPS: dict[str, Step] = {
    "announce": lambda actor, number, form: announce_poll(actor, number),
    "roll-call": lambda actor, number, form: choose_secrecy(actor, number, "roll_call"),
    "by-hand": lambda actor, number, form: choose_counting(actor, number, by_hand=True),
    "on-devices": lambda actor, number, form: choose_counting(actor, number, by_hand=False),
    "secret": lambda actor, number, form: choose_secrecy(actor, number, "secret"),
    "open": lambda actor, number, form: open_poll(
        actor, number, form.chair_number.data or "", form.reason.data or ""
    ),
    "close": lambda actor, number, form: close_poll(actor, number),
    "close-soon": lambda actor, number, form: close_poll_soon(actor, number),
    "undo": lambda actor, number, form: undo_close(actor, number),
    "new-key": lambda actor, number, form: renew_key(actor, number),
    "void": lambda actor, number, form: _void(actor, number, form.reason.data or ""),
}
NAMES = (
    "announce, 'roll-call', secret, 'by-hand', 'on-devices', open, close, 'close-soon', undo, 'new-key', void"
)
ASKED = {"open": "chair_number", "void": "reason"}
"""The field at which a step that was typed wrongly says so."""


def _void(actor: int, number: int, reason: str) -> None:
    """A draft or practice is discarded at once; else, once announced, a second officer has to sign."""
    if number < 0 or queries.poll(number).state == PollState.DRAFT:
        discard_draft(actor, number)
    else:
        ask_to_void(actor, number, reason)
        flash("Another officer has to sign before the poll is void. Until then it stands.", "caution")


@blueprint.post("/polls/")
@signed_in
def put() -> Response:
    form = PutForm()
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "Choose amendments to put to a poll.")
    numbers, title, body = form.amendments.data or [], form.title.data or "", form.body.data
    chosen = form.preset.data or usual_preset(len(set(numbers)))
    languages = request.form.getlist("languages")
    return answer_once(
        lambda: after(form, put_to_poll(officer_id(), numbers, title, None, body, chosen, languages))
    )


@at_poll(f"/<any({NAMES}):step>", methods=["POST"])
@signed_in
def step(number: int, step: str) -> Response:
    form = StepForm()

    def act() -> str:
        STEPS[step](officer_id(), number, form)
        return after(form, number)

    return _answer(number, step, form, lambda: answer_once(act))


@at_poll("/publish", methods=["POST"])
@signed_in
def publish(number: int) -> Response:
    """Counting comes before the transaction, so no command is around it: the state makes it single."""

    poll, form = queries.poll(number), StepForm()
    require(may_run_polls(current_person(), poll.body_id), "Only chair and secretary may publish a result.")

    def act() -> Response:
        if poll.state != PollState.PUBLISHED:
            publish_poll(officer_id(), number)
        return redirect(after(form, number), 303)

    return _answer(number, "publish", form, act)


def _answer(number: int, step: str, form: StepForm, act: Callable[[], Response]) -> Response:
    """Refused steps come back to the poll's page, with the typing kept and the sentence where it belongs."""
    try:
        return act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        if isinstance(refusal, Unacceptable) and step in ASKED:
            form[ASKED[step]].errors = [str(refusal)]
        refused = Refused(str(refusal), int(refusal.status), step=form)
        return render_poll(page_of(number), refused=refused)


def after(form: PutForm | StepForm, number: int) -> str:
    """Back to the desk that a step was taken at, else to the poll."""
    return safe_next(form.back.data) or url_for("voting.poll", number=number)
