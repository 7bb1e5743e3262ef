"""A person's own page: what awaits them, and what they were told until they have read it."""

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from summit.events import TopicName, heads_of
from summit.pages.queries.awaiting import Awaiting
from summit.pages.views.blueprint import blueprint
from summit.people.models import News
from summit.people.queries import own_topic
from summit.people.services import read_all_news, read_news
from summit.people.views.identity import current_person, officer_id, signed_in
from summit.web.limits import WRITES, limiter


@blueprint.get("/awaits")
@signed_in
def awaits() -> Response:
    """The page, or with `?part=1` what changes in it."""
    person = current_person()
    assert person is not None
    topics = [own_topic(person.id), TopicName("summit")]
    live = ",".join(map(str, heads_of(topics)))
    part = "part" in request.args
    template = "pages/_awaits.html" if part else "pages/awaits.html"
    answer = make_response(
        render_template(
            template, awaiting=Awaiting(person), live=live, topics=" ".join(map(str, topics)), place=place
        )
    )
    answer.headers["X-Live"] = live
    answer.headers["Cache-Control"] = "no-store"
    return answer


def place(news: News) -> str:
    """The page of what somebody was told about."""
    about = news.about
    if about.get("amendment"):
        return url_for("pages.amendment", number=about["amendment"])
    if about.get("written"):
        return url_for("pages.written", number=about["written"])
    return url_for("voting.poll", number=about["poll"]) if about.get("poll") else url_for("pages.awaits")


@blueprint.post("/awaits/<int:number>/read")
@limiter.limit(WRITES)
@signed_in
def read_one(number: int) -> Answer:
    """It is read, and its reader goes to what it is about."""
    return redirect(place(read_news(officer_id(), number)), 303)


@blueprint.post("/awaits/read")
@limiter.limit(WRITES)
@signed_in
def read_all() -> Answer:
    """All that the page showed is read; what came since stays."""
    up_to = request.form.get("up_to", type=int) or 0
    read_all_news(officer_id(), min(max(up_to, 0), 2**31 - 1))
    return redirect(url_for("pages.awaits"), 303)
