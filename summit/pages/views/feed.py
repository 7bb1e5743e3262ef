"""The decisions as an Atom feed, for whoever follows a summit with a reader of news."""

from uuid import NAMESPACE_URL, uuid5

from flask import Response, make_response, render_template

from summit.pages.queries.floor import decisions
from summit.pages.views.blueprint import blueprint
from summit.people.queries import the_summit

LATEST = 100


@blueprint.get("/decisions.atom")
def decided() -> Response:
    page = render_template("pages/decisions.xml", decisions=decisions(LATEST), name_of=name_of)
    answer = make_response(page)
    answer.mimetype = "application/atom+xml"
    return answer


def name_of(what: str) -> str:
    """The same for ever and by whatever address the feed is read: so no reader lists a decision twice."""
    summit = the_summit()
    founded = summit.created_at.isoformat() if summit else ""
    return uuid5(NAMESPACE_URL, f"summit:{founded}:{what}").urn
