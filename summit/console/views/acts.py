"""The buttons of a desk: drive, run the sitting, move the floor and the projector, announce, rule."""

from collections.abc import Callable

from flask import flash, url_for
from werkzeug.wrappers import Response

from summit.agenda.services import (
    close_sitting,
    defer_item,
    end_announcement,
    finish_item,
    give_ruling,
    give_up_driving,
    make_announcement,
    open_sitting,
    resume_sitting,
    show,
    show_what_follows,
    suspend_sitting,
    take_over,
    take_up,
)
from summit.console.forms import DeskForm
from summit.console.views.blueprint import blueprint
from summit.console.views.desk import desk_page, languages_offered
from summit.debates.services import (
    add_speaker,
    call_speaker,
    close_list,
    end_speech,
    move_request,
    open_list,
    pause_speech,
    reopen_list,
    resume_speech,
    set_speaking_rules,
    strike_request,
    undo_call,
)
from summit.debates.services.listing import Terms
from summit.documents.services import move_text
from summit.documents.views.inserted import read_inserted
from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable
from summit.domain.speakers import Rules
from summit.people.views.identity import officer_id, signed_in
from summit.voting.services import ask_to_change_roll, raise_point
from summit.web.commands import answer_once

Act = Callable[[int, int, DeskForm], object]


def _announce(actor: int, body: int, form: DeskForm) -> None:
    make_announcement(actor, form.words.data or "", None if form.to_all.data else body)


def _rule(actor: int, body: int, form: DeskForm) -> None:
    give_ruling(actor, body, form.ruling.data or "", form.item.data)


def _show(actor: int, body: int, form: DeskForm) -> None:
    show(actor, body, form.kind.data or "", form.about.data or "", form.step.data or 0)


def _change_roll(actor: int, body: int, form: DeskForm) -> None:
    ask_to_change_roll(actor, form.number("poll"), form.number("seat"))
    flash("Another officer has to sign before the roll is changed.", "caution")


def _move_text(actor: int, body: int, form: DeskForm) -> None:
    text = read_inserted(form.motion.data or "").text
    language = form.motion_language.data or ""
    if language not in languages_offered():
        raise Unacceptable("Choose one of the languages of the summit.")
    move_text(actor, body, form.badge.data or "", form.motion_title.data or "", language, text)
    flash("It is before the body and announced. Put it below when it has been debated.", "good")


def _add_speaker(actor: int, body: int, form: DeskForm) -> None:
    add_speaker(actor, body, form.badge.data or "", form.purpose.data, form.side.data)


def _set_rules(actor: int, body: int, form: DeskForm) -> None:
    rules = Rules(form.newcomers_first.data, form.alternates.data, form.interleaves.data)
    set_speaking_rules(actor, body, Terms(form.seconds.data, rules))


ACTS: dict[str, Act] = {
    "take-over": lambda actor, body, form: take_over(actor, body),
    "give-up": lambda actor, body, form: give_up_driving(actor, body),
    "open-sitting": lambda actor, body, form: open_sitting(actor, form.number("sitting")),
    "suspend-sitting": lambda actor, body, form: suspend_sitting(actor, form.number("sitting")),
    "resume-sitting": lambda actor, body, form: resume_sitting(actor, form.number("sitting")),
    "close-sitting": lambda actor, body, form: close_sitting(actor, form.number("sitting")),
    "take-up": lambda actor, body, form: take_up(actor, form.number("item"), form.instead_of.data),
    "done": lambda actor, body, form: finish_item(actor, form.number("item")),
    "defer": lambda actor, body, form: defer_item(actor, form.number("item")),
    "announce": _announce,
    "end-announcement": lambda actor, body, form: end_announcement(actor, form.number("announcement")),
    "rule": _rule,
    "raise-point": lambda actor, body, form: raise_point(actor, body, form.point.data or ""),
    "move-text": _move_text,
    "show": _show,
    "follow": lambda actor, body, form: show_what_follows(actor, body),
    "change-roll": _change_roll,
    "open-list": lambda actor, body, form: open_list(actor, body),
    "close-list": lambda actor, body, form: close_list(actor, body),
    "reopen-list": lambda actor, body, form: reopen_list(actor, body),
    "speaking-rules": _set_rules,
    "add-speaker": _add_speaker,
    "speaker-up": lambda actor, body, form: move_request(actor, form.number("speech"), -1),
    "speaker-down": lambda actor, body, form: move_request(actor, form.number("speech"), 1),
    "strike-speaker": lambda actor, body, form: strike_request(actor, form.number("speech")),
    "call": lambda actor, body, form: call_speaker(actor, form.number("speech"), form.instead_of.data),
    "undo-call": lambda actor, body, form: undo_call(actor, form.number("speech")),
    "pause-speech": lambda actor, body, form: pause_speech(actor, form.number("speech")),
    "resume-speech": lambda actor, body, form: resume_speech(actor, form.number("speech")),
    "end-speech": lambda actor, body, form: end_speech(actor, form.number("speech")),
}
NAMES = ", ".join(f"'{name}'" for name in ACTS)


@blueprint.post(f"/console/<int:body>/<any({NAMES}):act>")
@signed_in
def act(body: int, act: str) -> Response:
    """Do it and come back to the desk; refused, the desk says why and keeps what was typed."""
    form = DeskForm()

    def done() -> str:
        ACTS[act](officer_id(), body, form)
        return url_for("console.desk", body=body)

    try:
        if not form.validate_on_submit():
            raise Unacceptable(form.first_error() or "This button could not be read. Reload the desk.")
        return answer_once(done)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return desk_page(body, form, refusal)
