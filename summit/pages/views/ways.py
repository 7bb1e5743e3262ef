"""In which way changes are read: remembered for a person, and for a visitor on their device."""

from urllib.parse import urlencode

from flask import Flask, Response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from summit.domain.errors import Unacceptable
from summit.pages.views.blueprint import blueprint
from summit.people.models import Person
from summit.people.services.reading import WAYS, read_changes
from summit.people.views.identity import officer_id, safe_next, signed_in
from summit.web.drawing import edits
from summit.web.limits import WRITES, limiter

FIELD = "changes"
COOKIE = "reads_changes"
A_YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Remember what a visitor chose by `?changes=list`: without a form, so that no session is begun."""
    app.after_request(_remember)
    app.jinja_env.filters["edits"] = edits


def way_of_reading(person: Person | None) -> str:
    """Of the three ways the one that was chosen last, else the marked text."""
    own = person.reads_changes if person else request.args.get(FIELD, "")
    return next((one for one in (own, request.cookies.get(COOKIE, "")) if one in WAYS), WAYS[0])


def here_read_as(way: str) -> str:
    """The address of this page, read in this way."""
    others = [pair for pair in request.args.items(multi=True) if pair[0] not in (FIELD, "part")]
    return f"{request.path}?{urlencode([*others, (FIELD, way)])}"


@blueprint.post("/reading-changes")
@limiter.limit(WRITES)
@signed_in
def choose_way() -> Answer:
    """Every page holds all three; the style sheet shows the one that the page's frame names."""
    way = request.form.get("way", "")
    if way not in WAYS:
        raise Unacceptable("Choose one of the three ways to read a change.")
    read_changes(officer_id(), way)
    return redirect(safe_next(request.form.get("next")) or url_for("pages.now"), 303)


def _remember(answer: Response) -> Response:
    asked = request.args.get(FIELD, "")
    if request.method == "GET" and asked in WAYS and request.cookies.get(COOKIE) != asked:
        secure = request.is_secure
        answer.set_cookie(COOKIE, asked, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer
