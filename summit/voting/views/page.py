"""A poll's page as it stands for whoever asks; refused acts come back to it with their sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import make_response, render_template
from werkzeug.wrappers import Response

from summit.db import now
from summit.domain.errors import NotFound
from summit.domain.text import VisibleRun
from summit.events import heads_of
from summit.people.models import Person
from summit.people.permissions import is_delegate
from summit.people.queries import entitled_seats, the_summit
from summit.people.views.identity import current_person
from summit.people.views.place import in_body
from summit.voting import queries
from summit.voting.forms import RankingForm, StepForm, ranking_form
from summit.voting.models import PollState
from summit.voting.permissions import may_run_polls
from summit.voting.queries import PollShown, Standing
from summit.voting.services.steps import poll_topic
from summit.web.drawing import Parts, marked


@dataclass(frozen=True, slots=True)
class Page:
    """A poll, who looks at it, and where they stand in it."""

    poll: PollShown
    person: Person | None
    standing: Standing

    @property
    def has_ballot(self) -> bool:
        """A ballot is shown to those on the roll; before there is a roll, to those who would be on it."""
        if self.poll.state == PollState.ANNOUNCED:
            return _would_vote(self.person, self.poll.poll.body_id)
        return self.standing.is_on_roll

    @property
    def why_not(self) -> str:
        """Why there is no ballot on this page, in words; empty where there is one."""
        if self.has_ballot:
            return ""
        if self.person is None:
            return "You are not signed in."
        if not is_delegate(self.person):
            return f"{self.person.role.capitalize()}s have no vote."
        return "You are not on the roll of this poll." if self.person.seats else "You hold no seat."


@dataclass(frozen=True, slots=True)
class Refused:
    """What went wrong with a form sent to this page: the sentence, its status, the typing to keep."""

    sentence: str
    status: int
    ranking: RankingForm | None = None
    step: StepForm | None = None


def _would_vote(person: Person | None, body_id: int) -> bool:
    """Whether this person would be on a roll of this body written now."""
    return person is not None and any(seat.body_id == body_id for seat in person.seats)


def page_of(number: int) -> Page:
    """Raises NotFound, also for a draft that the reader does not run."""
    person = current_person()
    shown = queries.poll_shown(number)
    if shown.state == PollState.DRAFT and not may_run_polls(person, shown.poll.body_id):
        raise NotFound(f"There is no poll V-{number:02}.")
    in_body(shown.poll.body_id)
    return Page(shown, person, queries.standing(number, person.id if person else None))


def render_poll(page: Page, template: str = "voting/poll.html", refused: Refused | None = None) -> Response:
    """The whole page or its part, with the position of the poll's stream."""
    live = ",".join(map(str, heads_of([poll_topic(page.poll.number)])))
    summit = the_summit()
    html = render_template(
        template,
        page=page,
        poll=page.poll,
        may_run=may_run_polls(page.person, page.poll.poll.body_id),
        waiting=queries.waiting_on(page.poll.number),
        ranking=_ranking(page, refused),
        step=(refused and refused.step) or StepForm(formdata=None),
        result=queries.result_shown(page.poll.number),
        zone=summit.zone if summit else "UTC",
        refused=refused,
        live=live,
        now=now(),
        seats=len(entitled_seats(page.poll.poll.body_id)),
        drawn=drawn,
    )
    answer = make_response(html, refused.status if refused else 200)
    answer.headers["X-Live"] = live
    if page.person is not None:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def _ranking(page: Page, refused: Refused | None) -> RankingForm:
    if refused and refused.ranking:
        return refused.ranking
    form = ranking_form(page.poll.options, sent=False)
    form.seen.data = page.standing.revision
    return form


def drawn(runs: Iterable[VisibleRun]) -> Parts:
    """Runs of a word diff for the macro `diff`."""
    return [("equal" if run.kind == "marked" else run.kind, marked(run.text, run.marks)) for run in runs]
