"""A poll's page as it stands for whoever asks; refused acts come back to it with their sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app, make_response, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from summit.db import now
from summit.documents.services.translating import translations_topic
from summit.domain.errors import NotFound
from summit.domain.marking import Way
from summit.domain.text import VisibleRun
from summit.domain.wording import poll_name
from summit.events import TopicName, heads_of
from summit.people.models import Person
from summit.people.permissions import is_delegate
from summit.people.queries import entitled_seats, the_summit
from summit.people.views.identity import current_person
from summit.people.views.place import in_body
from summit.voting import queries
from summit.voting.forms import (
    HandCountForm,
    PaperForm,
    RulesForm,
    StepForm,
    hand_count_form,
    paper_form,
    seat_paper_form,
)
from summit.voting.models import PollState
from summit.voting.permissions import may_count, may_run_polls
from summit.voting.queries import PollShown, Standing
from summit.voting.queries.translated import languages_of, options_in_languages
from summit.voting.services import note_shown
from summit.voting.services.steps import poll_topic
from summit.voting.services.watching import WATCHED, watch_topic
from summit.web.drawing import Parts, marked
from summit.web.kept import kept


@dataclass(frozen=True, slots=True)
class Page:
    """A poll, who looks at it, and where they stand in it."""

    poll: PollShown
    person: Person | None
    standing: Standing

    @property
    def has_ballot(self) -> bool:
        """A ballot is shown to those on the roll; before there is a roll, to those who would be on it."""
        if self.poll.poll.is_by_hand or (self.standing.is_on_paper and self.poll.takes_ballots):
            return False
        if self.poll.state == PollState.ANNOUNCED:
            return _would_vote(self.person, self.poll.poll.body_id)
        return self.standing.is_on_roll

    @property
    def why_not(self) -> str:
        """Why there is no ballot on this page, in words; empty where there is one."""
        if self.has_ballot:
            return ""
        if self.poll.poll.is_by_hand:
            return "Hands or papers are counted in the room: no ballot is cast on a device."
        if self.standing.is_on_paper:
            return "A ballot on paper was entered for your seat by two tellers, and it counts."
        if self.person is None:
            return "You are not signed in."
        if not is_delegate(self.person):
            return f"{self.person.role.capitalize()}s have no vote."
        return "You are not on the roll of this poll." if self.person.seats else "You hold no seat."


@dataclass(frozen=True, slots=True)
class Everybody:
    """The same for all who have a ballot on their page, or all who have none."""

    has_ballot: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """What went wrong with a form sent to this page: the sentence, its status, the typing to keep."""

    sentence: str
    status: int
    ranking: PaperForm | None = None
    step: StepForm | None = None
    rules: RulesForm | None = None
    counted: HandCountForm | None = None
    paper: PaperForm | None = None


def _would_vote(person: Person | None, body_id: int) -> bool:
    """Whether this person would be on a roll of this body written now."""
    return person is not None and any(seat.body_id == body_id for seat in person.seats)


def require_own(number: int) -> None:
    """What somebody practises alone is nobody else's. Raises NotFound."""
    whose = queries.poll(number).practice_of if number < 0 else None
    person = current_person()
    if whose is not None and (person is None or person.id != whose):
        raise NotFound(f"There is no poll {poll_name(number)}.")


def page_of(number: int) -> Page:
    """Raises NotFound, also for a draft that the reader does not run."""
    require_own(number)
    person = current_person()
    shown = queries.poll_shown(number)
    if shown.state == PollState.DRAFT and not may_run_polls(person, shown.poll.body_id):
        raise NotFound(f"There is no poll {poll_name(number)}.")
    in_body(shown.poll.body_id)
    return Page(shown, person, queries.standing(number, person.id if person else None))


def render_poll(page: Page, template: str = "voting/poll.html", refused: Refused | None = None) -> Response:
    """The whole page or its part, with the position of the poll's stream."""
    may_run = may_run_polls(page.person, page.poll.poll.body_id)
    live = ",".join(map(str, heads_of(_streams(page, may_run))))
    summit = the_summit()
    _note(page)
    html = render_template(
        template,
        page=page,
        poll=page.poll,
        may_run=may_run,
        watch=queries.watch(page.poll.poll) if may_run and page.poll.is_watched else None,
        waiting=queries.waiting_on(page.poll.number),
        **_counting(page, refused),
        ranking=(ranking := _ranking(page, refused)),
        options=_options(page.poll, ranking, is_typed=bool(refused and refused.ranking)),
        step=(refused and refused.step) or StepForm(formdata=None),
        rules_form=(refused and refused.rules) or RulesForm.of(page.poll.rules),
        result=queries.result_shown(page.poll.number),
        taken_back=queries.taken_back(page.poll.poll),
        after=queries.afterwards(page.poll.poll),
        repeats=queries.repeats(page.poll.poll),
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


def _streams(page: Page, may_run: bool) -> list[TopicName]:
    own = [watch_topic(page.poll.poll.body_id)] if may_run else []
    return [poll_topic(page.poll.number), *own]


def _note(page: Page) -> None:
    """Chairs see on how many devices the ballot is before they close."""
    if page.person is not None and page.has_ballot and page.poll.state in WATCHED:
        note_shown(page.poll.number, page.person.id)


def _counting(page: Page, refused: Refused | None) -> dict[str, object]:
    """What a teller needs where hands or papers are counted in the room."""
    one, person = page.poll.poll, page.person
    if not page.poll.takes_ballots:
        return {"counting": None}
    if not one.is_by_hand:
        papers = (refused and refused.paper) or seat_paper_form(
            page.poll.options, page.poll.paper, sent=False
        )
        return {"counting": None, "papers": papers if may_count(person, one.body_id) else None}
    found = queries.counting(one, person.id if person else None)
    form = (refused and refused.counted) or hand_count_form(page.poll.options, sent=False)
    return {"counting": found, "hand_count": form if may_count(person, one.body_id) else None}


def part_for_all(number: int, piece: str, *, with_ballot: bool) -> Response:
    """The part as nobody in particular sees it, drawn once for each position of the poll's stream.

    A closing poll is drawn each time: its countdown holds the time of the drawing. Raises NotFound, also for
    a draft.
    """
    live = str(heads_of([poll_topic(number)])[0])
    if queries.state_of(number) == PollState.CLOSING:
        html = _drawn_for_all(number, piece, with_ballot)
    else:
        key = ("poll part", number, piece, with_ballot, live, _language())
        html = kept(key, lambda: _drawn_for_all(number, piece, with_ballot))
    answer = make_response(html)
    answer.headers["X-Live"] = live
    answer.headers["Cache-Control"] = "public, max-age=1"
    return answer


def _drawn_for_all(number: int, piece: str, with_ballot: bool) -> str:
    return render_template(
        piece,
        page=Everybody(with_ballot),
        poll=(shown := queries.poll_shown(number)),
        may_run=False,
        counting=queries.counting(shown.poll, None) if shown.poll.is_by_hand else None,
        result=queries.result_shown(number),
        taken_back=queries.taken_back(shown.poll),
        after=queries.afterwards(shown.poll),
        repeats=queries.repeats(shown.poll),
        now=now(),
        drawn=drawn,
    )


def _ranking(page: Page, refused: Refused | None) -> PaperForm:
    if refused and refused.ranking:
        return refused.ranking
    form = paper_form(page.poll.options, page.poll.paper, sent=False)
    form.seen.data = page.standing.revision
    return form


PIECES = {
    Way.RANKED: "_ballot_options.html",
    Way.POINTS: "_ballot_points.html",
    Way.SEVERAL: "_ballot_choices.html",
    Way.ONE: "_ballot_choices.html",
    Way.STANCE: "_ballot_choices.html",
}


def _options(poll: PollShown, ranking: PaperForm, is_typed: bool) -> Markup:
    """What everybody needs at the same second is drawn once: a poll's options in one language, as they are
    since its last revision. Each device puts them into its own order."""

    def draw() -> Markup:
        piece, tongues = PIECES[poll.paper.way], options_in_languages(poll)
        html = render_template(f"voting/{piece}", poll=poll, ranking=ranking, drawn=drawn, tongues=tongues)
        return Markup(html)  # noqa: S704 - a template of ours, escaped as every page

    translations = heads_of([translations_topic(language) for language in languages_of(poll)])
    key = ("ballot", poll.number, poll.options, poll.items, _language(), *map(str, translations))
    return draw() if is_typed else kept(key, draw)


def _language() -> str:
    return str(current_app.jinja_env.globals["ui_language"]())  # type: ignore[operator]


def drawn(runs: Iterable[VisibleRun]) -> Parts:
    """Runs of a word diff for the macro `diff`."""
    return [("equal" if run.kind == "marked" else run.kind, marked(run.text, run.marks)) for run in runs]
