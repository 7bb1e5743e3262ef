"""The projector of a body at its own address: read-only, without sign-in, the same for everybody."""

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from summit.console.views.blueprint import blueprint
from summit.db import now
from summit.events import heads_of
from summit.pages.queries.projected import projected
from summit.pages.views.floor import streams
from summit.voting.views.page import drawn

THEMES = ("light", "dark")


@blueprint.get("/projector/<int:body>")
def projector(body: int) -> Response:
    """`?theme=dark` or `light` for the hall's light; else as the device is set."""
    shown = projected(body)
    part, followed = streams(shown)
    live = ",".join(map(str, heads_of(followed)))
    theme = request.args.get("theme")
    html = render_template(
        "projector/page.html",
        shown=shown,
        topics=part,
        live=live,
        now=now(),
        drawn=drawn,
        theme=theme if theme in THEMES else None,
    )
    answer = make_response(html)
    answer.headers["X-Live"] = live
    return answer
