"""The blueprint that the pages of the agenda share, who acts in them, and how a refused form comes back."""

from collections.abc import Callable, Sequence

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from summit.domain.errors import NotAllowed, NotFound, Refusal
from summit.events import TopicName, heads_of
from summit.people.views.identity import current_person_id
from summit.web.commands import answer_once
from summit.web.forms import Form

blueprint = Blueprint("agenda", __name__)

TOLD = (
    "sitting_planned sitting_changed sitting_called_off sitting_opened sitting_suspended sitting_resumed "
    "sitting_closed sitting_reopened channels_changed item_added item_changed item_removed items_ordered "
    "item_taken_up item_done item_deferred announcement_made announcement_ended ruling_given "
    "own_presence_changed recommended recommendation_taken_back"
)
"""The events for which a page of the agenda is drawn anew; presence moves its figures alone."""

Show = Callable[[Form, str | None, int], Response]


def actor() -> int:
    """The signed-in person's id, in a view that only they reach."""
    person_id = current_person_id()
    if person_id is None:
        raise RuntimeError("an act without a signed-in person reached its view")
    return person_id


def send(form: Form, act: Callable[[], str], show: Show) -> Response:
    """Do what a form asks for, once; what is refused comes back as `show(form, sentence, status)`."""
    if not form.validate_on_submit():
        return show(form, form.first_error(), 422)
    try:
        return answer_once(act)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return show(form, str(refusal), int(refusal.status))


def page(template: str, topics: Sequence[TopicName], status: int = 200, **context: object) -> Response:
    """A page, or a part of it, with the heads of the streams that it follows."""
    live = ",".join(map(str, heads_of(topics)))
    names = " ".join(map(str, topics))
    answer = make_response(render_template(template, live=live, topics=names, told=TOLD, **context), status)
    answer.headers["X-Live"] = live
    return answer
