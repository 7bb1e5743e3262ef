"""One's own devices: where one is signed in, what is new, ending it, and needing more time."""

from flask import flash, redirect, render_template, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from summit.people import queries
from summit.people.models import Countersign, Person, SignIn
from summit.people.permissions import is_staff
from summit.people.queries import PIN_FAILURES_ALLOWED, token_hash
from summit.people.services import (
    allow_new_devices,
    end_other_sign_ins,
    end_sign_in,
    notice_sign_in,
    set_more_time,
)
from summit.people.services.countersigning import may_sign
from summit.people.services.devices import is_news, may_notice
from summit.people.views.blueprint import blueprint
from summit.people.views.identity import current_person, officer_id, signed_in
from summit.web.limits import WRITES, limiter

HIDDEN = "hidden sign-ins"
"""What this device shows no more, though it may not say for the others that it is known."""
MOST_HIDDEN = 20


@blueprint.get("/devices")
@signed_in
def devices() -> str:
    """The template finds the sign-ins among what every page carries."""
    return render_template("people/devices.html")


@blueprint.get("/devices/part")
@signed_in
def devices_part() -> str:
    return render_template("people/_devices.html")


@blueprint.get("/notices")
@signed_in
def notices_part() -> str:
    """What stands below the top of every page of a person who is signed in."""
    return render_template("people/_notices.html")


@blueprint.post("/devices/<int:number>/<any(end, known, hide):answer>")
@limiter.limit(WRITES)
@signed_in
def answer_sign_in(number: int, answer: str) -> Response:
    if answer == "end":
        end_sign_in(officer_id(), number)
        flash("That device is signed out. If somebody else was in, ask the desk for a new slip.", "good")
    elif answer == "known":
        notice_sign_in(officer_id(), current_user.token, number)
    else:
        session[HIDDEN] = [*session.get(HIDDEN, ())[-MOST_HIDDEN:], number]
    return redirect(url_for("people.devices"), 303)


@blueprint.post("/devices/<any('end-others', 'allow-new', 'more-time', 'no-more-time'):act>")
@limiter.limit(WRITES)
@signed_in
def look_after(act: str) -> Response:
    me = officer_id()
    if act == "end-others":
        end_other_sign_ins(me, current_user.token)
        flash("Every other device is signed out.", "good")
    elif act == "allow-new":
        allow_new_devices(me)
        flash("New devices are let in again with your PIN.", "good")
    else:
        person = current_person()
        set_more_time(me, person.badge if person else "", act == "more-time")
        flash("It is noted, and nobody sees it.", "good")
    return redirect(url_for("people.devices"), 303)


def noticed(person: Person) -> dict[str, object]:
    """The person's sign-ins, the one that asks, what of the others is new, and acts that wait for them."""
    sign_ins = queries.running_sign_ins(person.id)
    own = _own(sign_ins)
    hidden = set(session.get(HIDDEN, ()))
    news = [one for one in sign_ins if own and is_news(own, one) and one.id not in hidden]
    first = queries.first_on_device(own) if own and news else 0
    return {
        "sign_ins": sign_ins,
        "own": own,
        "news": news,
        "may_notice": {one.id for one in news if own and may_notice(own, one, first)},
        "is_locked": person.failures >= PIN_FAILURES_ALLOWED and person.pin_hash is not None,
        "to_sign": _to_sign(person),
    }


def _to_sign(person: Person) -> list[Countersign]:
    waiting = queries.waiting_for_signature() if is_staff(person) else []
    return [one for one in waiting if may_sign(person, one)]


def _own(sign_ins: list[SignIn]) -> SignIn | None:
    hashed = token_hash(current_user.token or "")
    return next((one for one in sign_ins if one.token_hash == hashed), None)
