"""Where the links of letters lead: confirm an address, or end e-mail, without signing in.

Programs open links before people do, so a page opened changes nothing: its one button does.
"""

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from summit.domain.errors import NotFound
from summit.mail.addresses import CONFIRM, OFF, read
from summit.mail.services import confirm_mail, end_mail
from summit.mail.views.blueprint import blueprint
from summit.web.forms import csrf
from summit.web.limits import AT_THE_DOOR, limiter

NOT_VALID = "This link is not valid any more. Sign in to look after your e-mail."


def _read(purpose: str, signed: str) -> tuple[int, str]:
    found = read(purpose, signed)
    if found is None:
        raise NotFound(NOT_VALID)
    return found


@blueprint.get("/mail/confirm/<signed>")
def confirm(signed: str) -> str:
    _read(CONFIRM, signed)
    return render_template("mail/link.html", signed=signed, ends=False)


@blueprint.post("/mail/confirm/<signed>")
@limiter.limit(AT_THE_DOOR)
def confirmed(signed: str) -> Response:
    confirm_mail(*_read(CONFIRM, signed))
    flash("Your address is confirmed. Every letter has a link that ends them.", "good")
    return redirect("/", 303)


@blueprint.get("/mail/off/<signed>")
def off(signed: str) -> str:
    _read(OFF, signed)
    return render_template("mail/link.html", signed=signed, ends=True)


@blueprint.post("/mail/off/<signed>")
@csrf.exempt
@limiter.limit(AT_THE_DOOR)
def ended(signed: str) -> Response:
    """Also what a mail program posts by itself (RFC 8058): from there no redirect is followed."""
    end_mail(*_read(OFF, signed))
    if request.form.get("List-Unsubscribe") == "One-Click":
        return Response(status=200)
    flash("No more e-mail goes to this address.", "good")
    return redirect("/", 303)
