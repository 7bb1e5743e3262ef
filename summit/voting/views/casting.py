"""Cast a ballot: read it back for devices without scripts, take it, answer only what is stored."""

import secrets

from flask import current_app, jsonify, make_response, render_template, request
from werkzeug.wrappers import Response

from summit.domain.ballots import NONCE_BYTES, Ballot, marked
from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable
from summit.people.views.identity import current_person_id, signed_in
from summit.voting.forms import MarksForm, PaperForm, paper_form
from summit.voting.models import PHONE, TABLET
from summit.voting.services import (
    BallotChangedElsewhere,
    BallotTooLate,
    CastingPaused,
    Received,
    cast_ballot,
)
from summit.voting.views.blueprint import at_poll
from summit.voting.views.page import Page, Refused, page_of, render_poll
from summit.web.errors import prefers_json
from summit.web.limits import CASTS, limiter


@at_poll("/review", methods=["POST"])
@limiter.limit(CASTS)
@signed_in
def review(number: int) -> Response:
    """The server draws the ballot's numbers into the page, forgets them, and no browser keeps the page."""
    page = page_of(number)
    _require_roll(page)
    form = paper_form(page.poll.options, page.poll.paper, sent=True)
    try:
        ballot = _read(page, form)
    except Refusal as refusal:
        return _refused(page, form, str(refusal), int(refusal.status))
    drawn = {"nonce": secrets.token_hex(NONCE_BYTES), "attempt": secrets.token_hex(NONCE_BYTES)}
    return _unkept(render_template(
        "voting/review.html", page=page, poll=page.poll, ballot=ballot, seen=form.seen.data, **drawn
    ))  # fmt: skip


def _read(page: Page, form: PaperForm) -> Ballot:
    """The numbers as a marked ballot. Raises Refusal, with sentences beside the fields."""
    if not form.validate_on_submit():
        raise Unacceptable("The ballot has to be mended.")
    if not page.poll.takes_ballots:
        raise Refusal("This poll takes no ballots now; below is how it stands.")
    options = [one.id for one in page.poll.options]
    return marked(form.ranking(), options, blank=form.blank.data, paper=page.poll.paper)


@at_poll("/cast", methods=["POST"])
@limiter.limit(CASTS)
@signed_in
def cast(number: int) -> Response:
    form = MarksForm()
    if not form.validate_on_submit():
        unread = Refusal(form.first_error() or "The ballot could not be read.")
        return _cast_refused(number, form, unread, 422)
    try:
        received = cast_ballot(_voter(), number, form.marks(), _way())
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return _cast_refused(number, form, refusal, int(refusal.status))
    return _received(number, received, form)


def _way() -> str:
    """What the register says of the device: phones name themselves, all others count as tablets."""
    return PHONE if "Mobi" in request.user_agent.string else TABLET


def _require_roll(page: Page) -> None:
    """Somebody else's mistakes in a ballot are not worth naming."""
    if not page.has_ballot:
        raise NotAllowed(page.why_not)


def _voter() -> int:
    person_id = current_person_id()
    if person_id is None:
        raise RuntimeError("a ballot without a signed-in person reached its view")
    return person_id


def _received(number: int, received: Received, form: MarksForm) -> Response:
    """The receipt, once: neither the server nor the browser's cache keeps this answer."""
    if prefers_json():
        at = received.at.isoformat() if received.at else None
        told = {"state": "received", "receipt": received.receipt, "at": at, "revision": received.revision}
        return _unkept(jsonify(told))
    page = page_of(number)
    ballot = Ballot(tuple(form.marks().ranking))
    return _unkept(render_template(
        "voting/received.html", page=page, poll=page.poll, received=received, ballot=ballot
    ))  # fmt: skip


def _cast_refused(number: int, form: MarksForm, refusal: Refusal, status: int) -> Response:
    page = page_of(number)
    _require_roll(page)
    sentence = _in_local_time(str(refusal), page)
    if prefers_json():
        told = {
            "error": sentence,
            "state": page.poll.state,
            "why": _why(refusal),
            "revision": page.standing.revision,
        }
        return _unkept(jsonify(told), status)
    typed = paper_form(page.poll.options, page.poll.paper, sent=False)
    typed.put(form.marks().ranking)
    typed.blank.data = form.blank.data
    typed.seen.data = page.standing.revision
    return _refused(page, typed, sentence, status)


def _in_local_time(sentence: str, page: Page) -> str:
    """Services speak of moments in UTC; people are told the summit's time."""
    closed = page.poll.poll.closed_at or page.poll.poll.closes_at
    if closed is None:
        return sentence
    local: str = current_app.jinja_env.filters["clock"](closed)
    return sentence.replace(f"{closed:%H:%M:%S} UTC", local)


def _why(refusal: Refusal) -> str:
    """The reason as one word, for the device to act on."""
    if isinstance(refusal, BallotChangedElsewhere):
        return "changed"
    if isinstance(refusal, CastingPaused):
        return "paused"
    return "late" if isinstance(refusal, BallotTooLate) else "rejected"


def _refused(page: Page, form: PaperForm, sentence: str, status: int) -> Response:
    if prefers_json():
        return _unkept(jsonify(error=sentence, state=page.poll.state), status)
    return render_poll(page, refused=Refused(sentence, status, ranking=form))


def _unkept(body: str | Response, status: int = 200) -> Response:
    answer = make_response(body, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
