"""The chair's view of an open poll as a fragment, which follows what comes in."""

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from summit.domain.errors import require
from summit.events import heads_of
from summit.people.views.identity import signed_in
from summit.voting import queries
from summit.voting.permissions import may_run_polls
from summit.voting.services.steps import poll_topic
from summit.voting.services.watching import watch_topic
from summit.voting.views.blueprint import blueprint
from summit.voting.views.page import page_of


@blueprint.get("/polls/<int:number>/watch")
@signed_in
def watching(number: int) -> Response:
    """How far ballots have come; `?before=1`: what to know before closing."""
    page = page_of(number)
    poll = page.poll.poll
    require(may_run_polls(page.person, poll.body_id), "Only chair and secretary may watch a poll.")
    watch = queries.watch(poll) if page.poll.is_watched else None
    piece = "voting/_before_closing.html" if "before" in request.args else "voting/_watch.html"
    answer = make_response(render_template(piece, poll=page.poll, watch=watch))
    heads = heads_of([poll_topic(number), watch_topic(poll.body_id)])
    answer.headers["X-Live"] = ",".join(map(str, heads))
    answer.headers["Cache-Control"] = "no-store"
    return answer
