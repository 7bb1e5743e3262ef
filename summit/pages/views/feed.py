"""The decisions as an Atom feed, for whoever follows a summit with a reader of news."""

from flask import Response, make_response, render_template

from summit.pages.queries.floor import decisions
from summit.pages.views.blueprint import blueprint

LATEST = 100


@blueprint.get("/decisions.atom")
def decided() -> Response:
    answer = make_response(render_template("pages/decisions.xml", decisions=decisions(LATEST)))
    answer.mimetype = "application/atom+xml"
    return answer
