"""Tellers enter what they counted in the room, each by themselves."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable, require
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.voting.forms import hand_count_form, seat_paper_form
from summit.voting.permissions import may_count
from summit.voting.services import enter_hand_count, enter_paper
from summit.voting.views.blueprint import at_poll
from summit.voting.views.page import Page, Refused, page_of, render_poll
from summit.web.limits import WRITES, limiter


@at_poll("/hand-count", methods=["POST"])
@limiter.limit(WRITES)
@signed_in
def hand_count(number: int) -> Response:
    """The same figures sent twice are the same entry, so no command is around it."""
    page = page_of(number)
    require(may_count(current_person(), page.poll.poll.body_id), "Only tellers of the body count by hand.")
    form = hand_count_form(page.poll.options, sent=True)
    try:
        if not form.validate_on_submit():
            raise Unacceptable("The count has to be mended.")
        found = enter_hand_count(current_person_id() or 0, number, form.figures())
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return render_poll(page, refused=Refused(str(refusal), int(refusal.status), counted=form))
    flash(*_said(page, found))
    return redirect(url_for("voting.poll", number=number), 303)


def _said(page: Page, found: object) -> tuple[str, str]:
    if found:
        return "The other teller has other figures. Below it says where; count again, both of you.", "caution"
    return f"Your count of {page.poll.name} is entered.", "good"


TOLD = {
    "entered": (
        "The paper of seat {seat} waits for another teller, who does not see yours.",
        "good",
    ),
    "differs": (
        "The other teller read seat {seat}’s paper differently. Enter it anew, both of you.",
        "caution",
    ),
    "stored": ("The paper of seat {seat} is stored: both of you read the same.", "good"),
}


@at_poll("/paper", methods=["POST"])
@limiter.limit(WRITES)
@signed_in
def paper(number: int) -> Response:
    """A second send of the same paper is refused by the ballot that is there, so no command is around it."""
    page = page_of(number)
    require(may_count(current_person(), page.poll.poll.body_id), "Only tellers enter ballots on paper.")
    form = seat_paper_form(page.poll.options, page.poll.paper, sent=True)
    try:
        if not form.validate_on_submit():
            raise Unacceptable(form.first_error() or "The paper has to be mended.")
        seat = form["seat"].data
        done = enter_paper(current_person_id() or 0, number, seat, form.ranking(), form.blank.data)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return render_poll(page, refused=Refused(str(refusal), int(refusal.status), paper=form))
    sentence, kind = TOLD[done]
    flash(sentence.format(seat=seat), kind)
    return redirect(url_for("voting.poll", number=number), 303)
