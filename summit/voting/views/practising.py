"""Practice: offered to each person alone, and put by an officer to a whole body."""

from flask import url_for
from werkzeug.wrappers import Response

from summit.domain.errors import NotAllowed, Unacceptable
from summit.people.views.identity import current_person_id, officer_id, safe_next, signed_in
from summit.voting.forms import PracticeForm
from summit.voting.services import finish_practice, practise_alone, put_aside_practice, put_practice
from summit.voting.views.blueprint import blueprint
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


def _who() -> int:
    person_id = current_person_id()
    if person_id is None:
        raise NotAllowed("You are not signed in.")
    return person_id


@blueprint.post("/practice/")
@limiter.limit(WRITES)
@signed_in
def practise() -> Response:
    return answer_once(lambda: url_for("voting.poll", number=practise_alone(_who())))


@blueprint.post("/practice/later")
@limiter.limit(WRITES)
@signed_in
def practise_later() -> Response:
    def put_aside() -> str:
        put_aside_practice(_who())
        return url_for("pages.now")

    return answer_once(put_aside)


@blueprint.post("/practice/<practice:number>/finish")
@limiter.limit(WRITES)
@signed_in
def finish(number: int) -> Response:
    def act() -> str:
        finish_practice(_who(), number)
        return url_for("voting.poll", number=number)

    return answer_once(act)


@blueprint.post("/practice/body")
@signed_in
def practise_in_body() -> Response:
    form = PracticeForm()
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "Say which body practises.")

    def put() -> str:
        number = put_practice(officer_id(), form.body.data)
        return safe_next(form.back.data) or url_for("voting.poll", number=number)

    return answer_once(put)
