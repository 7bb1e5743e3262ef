"""What a voter asks about their own ballots: where one went, and in which polls they took part."""

from flask import jsonify, make_response, render_template, request
from werkzeug.wrappers import Response

from summit.people.views.identity import officer_id, signed_in
from summit.voting import queries
from summit.voting.views.blueprint import blueprint
from summit.web.forms import csrf
from summit.web.limits import WRITES, limiter


@blueprint.post("/polls/<int:number>/trace")
@csrf.exempt
@limiter.limit(WRITES)
def trace(number: int) -> Response:
    """Asked by the device with its nonce and without its sign-in, so that the answer has nobody's name.

    It writes nothing, and a nonce of 128 bits cannot be guessed. POST, so that no log holds the nonce.
    """
    answer = make_response(jsonify(queries.traced(number, request.form.get("nonce", ""))))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/polls/mine")
@signed_in
def own_polls() -> Response:
    answer = make_response(render_template("voting/own.html", polls=queries.own_polls(officer_id())))
    answer.headers["Cache-Control"] = "no-store"
    return answer
