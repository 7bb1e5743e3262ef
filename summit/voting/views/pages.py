"""What can be read about polls: the list, one poll, its live part, its published result as JSON."""

from collections.abc import Callable

from flask import jsonify, render_template, request
from werkzeug.wrappers import Response

from summit.events import heads_of
from summit.people.models import Person
from summit.people.views.identity import current_person
from summit.voting import queries
from summit.voting.permissions import may_run_polls
from summit.voting.services.steps import summit_topic
from summit.voting.views.blueprint import at_poll, blueprint
from summit.voting.views.page import page_of, part_for_all, render_poll, require_own


@blueprint.get("/polls/")
def polls() -> str:
    listed = queries.polls(_sees_drafts(current_person()))
    live = ",".join(map(str, heads_of([summit_topic()])))
    return render_template("voting/polls.html", polls=listed, live=live)


def _sees_drafts(person: Person | None) -> Callable[[int], bool]:
    """Of which bodies this person is shown the polls that are only drafted."""
    return lambda body_id: may_run_polls(person, body_id)


@at_poll()
def poll(number: int) -> Response:
    return render_poll(page_of(number))


@at_poll("/part")
def part(number: int) -> Response:
    """What changes with the poll's state (`?state=1`: its one line, `?counted=1`: what became of a teller's
    count); the ballot in hand is no part of it.

    `?for=voters` and `?for=readers` are the same bytes for all of them, whoever asks; without it the part is
    that of the person who asks, with the steps of the chair.
    """
    piece = "voting/_state.html" if request.args.get("state") else "voting/_poll.html"
    if request.args.get("for") in ("voters", "readers"):
        return part_for_all(number, piece, with_ballot=request.args["for"] == "voters")
    return render_poll(page_of(number), "voting/_counted.html" if request.args.get("counted") else piece)


@at_poll("/result.json")
def result_json(number: int) -> Response:
    require_own(number)
    return jsonify(queries.published_json(number))
