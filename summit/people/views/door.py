"""Signing in with a slip, or with badge number and PIN; signing out."""

from flask import redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from summit.domain.badges import written_badge
from summit.domain.codes import typed
from summit.domain.errors import Refusal
from summit.people import queries
from summit.people.forms import PinForm, SlipForm
from summit.people.services import Device, redeem_slip, sign_in, sign_out
from summit.people.views.blueprint import blueprint
from summit.people.views.device import keep_key, known_key, this_device
from summit.people.views.identity import SignedIn, safe_next
from summit.web.limits import AT_THE_DOOR, address, count_wrong_pin, is_pressed, limiter

Page = str | tuple[str, int] | Response
LONGEST_KEY = 64
SHARED = "shared"
"""In the session of a tablet that several people use: whoever is done makes way for the next."""


def _slip_at_address() -> str:
    return f"{address()} slip {typed(request.form.get('code', ''))[:LONGEST_KEY]}"


def _badge_at_address() -> str:
    """A device that is known is counted for itself, whoever hammers at the badge from beside it."""
    badge = written_badge(request.form.get("badge", ""))[:LONGEST_KEY]
    return f"{address()} badge {badge} {known_key()}"


@blueprint.get("/sign-in")
def enter() -> Page:
    """`?shared=1` says that several people use this tablet, `?shared=0` that it is one person's again."""
    if "shared" in request.args:
        session[SHARED] = request.args["shared"] == "1"
    if current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next")) or url_for("pages.now"))
    return _page(SlipForm(formdata=None), PinForm(formdata=None))


@blueprint.post("/sign-in/slip")
@limiter.limit(AT_THE_DOOR, key_func=_slip_at_address)
def enter_by_slip() -> Page:
    form, device = SlipForm(), this_device()
    if not form.validate_on_submit():
        return _page(form, PinForm(formdata=None), form.first_error(), 422)
    try:
        token = redeem_slip(form.code.data, form.pin.data, device)
    except Refusal as refusal:
        return _page(form, PinForm(formdata=None), str(refusal), int(refusal.status))
    return _let_in(token, device)


@blueprint.post("/sign-in/pin")
@limiter.limit(AT_THE_DOOR, key_func=_badge_at_address)
def enter_by_pin() -> Page:
    form, device = PinForm(), this_device()
    if not form.validate_on_submit():
        return _page(SlipForm(formdata=None), form, form.first_error(), 422)
    try:
        token = sign_in(form.badge.data, form.pin.data, device, is_pressed())
    except Refusal as refusal:
        count_wrong_pin()
        return _page(SlipForm(formdata=None), form, str(refusal), int(refusal.status))
    return _let_in(token, device)


def _let_in(token: str, device: Device) -> Response:
    found = queries.signed_in(token)
    if found is None:  # revoked between the two statements: ask again
        return redirect(url_for("people.enter"), 303)
    if current_user.token:  # whoever was signed in on this device before is so no more
        sign_out(current_user.token)
    login_user(SignedIn(found.person_id, token))
    answer = redirect(safe_next(request.form.get("next")) or url_for("pages.now"), 303)
    keep_key(answer, device)
    return answer


def _page(slip: SlipForm, pin: PinForm, sentence: str | None = None, status: int = 200) -> tuple[str, int]:
    target = safe_next(request.values.get("next")) or ""
    page = render_template("people/sign_in.html", slip=slip, pin=pin, sentence=sentence, target=target)
    return page, status


@blueprint.post("/sign-out")
def leave() -> Response:
    token = current_user.token
    if token:
        logout_user()
        sign_out(token)
    if session.get(SHARED):
        return redirect(url_for("people.enter", next=safe_next(request.form.get("next"))), 303)
    return redirect(url_for("pages.now"), 303)
