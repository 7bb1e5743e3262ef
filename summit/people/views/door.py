"""Signing in with a slip, or with badge number and PIN; signing out."""

from flask import redirect, render_template, request, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from summit.domain.errors import Refusal
from summit.people import queries
from summit.people.forms import PinForm, SlipForm
from summit.people.services import redeem_slip, sign_in, sign_out
from summit.people.views.blueprint import blueprint
from summit.people.views.identity import SignedIn, safe_next
from summit.web.limits import SIGN_INS, limiter

Page = str | tuple[str, int] | Response


@blueprint.get("/sign-in")
def enter() -> Page:
    if current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next")) or url_for("pages.now"))
    return _page(SlipForm(formdata=None), PinForm(formdata=None))


@blueprint.post("/sign-in/slip")
@limiter.limit(SIGN_INS)
def enter_by_slip() -> Page:
    form = SlipForm()
    if not form.validate_on_submit():
        return _page(form, PinForm(formdata=None), form.first_error(), 422)
    try:
        token = redeem_slip(form.code.data, form.pin.data)
    except Refusal as refusal:
        return _page(form, PinForm(formdata=None), str(refusal), int(refusal.status))
    return _let_in(token)


@blueprint.post("/sign-in/pin")
@limiter.limit(SIGN_INS)
def enter_by_pin() -> Page:
    form = PinForm()
    if not form.validate_on_submit():
        return _page(SlipForm(formdata=None), form, form.first_error(), 422)
    try:
        token = sign_in(form.badge.data, form.pin.data)
    except Refusal as refusal:
        return _page(SlipForm(formdata=None), form, str(refusal), int(refusal.status))
    return _let_in(token)


def _let_in(token: str) -> Response:
    found = queries.signed_in(token)
    if found is None:  # revoked between the two statements: ask again
        return redirect(url_for("people.enter"), 303)
    login_user(SignedIn(found.person_id, token))
    return redirect(safe_next(request.form.get("next")) or url_for("pages.now"), 303)


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
    return redirect(url_for("pages.now"), 303)
