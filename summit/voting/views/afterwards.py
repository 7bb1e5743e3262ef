"""After a result: the page where it is challenged, counted again, ruled upon and spoken about."""

from collections.abc import Callable
from typing import Any

from flask import flash, make_response, render_template, url_for
from werkzeug.wrappers import Response

from summit.agenda.permissions import may_rule
from summit.db import now
from summit.domain.errors import NotAllowed, NotFound, Refusal
from summit.domain.wording import poll_name
from summit.people.views.identity import officer_id, signed_in
from summit.voting import queries
from summit.voting.forms import ChallengeForm, RulingForm, StatementForm, StepForm, WithdrawForm
from summit.voting.models import Challenge, Statement
from summit.voting.permissions import may_recount, may_run_polls
from summit.voting.services import (
    challenge_result,
    make_statement,
    recount_poll,
    repeat_poll,
    rule_on_challenge,
    withdraw_statement,
)
from summit.voting.views.blueprint import blueprint
from summit.voting.views.page import page_of
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.get("/polls/<int:number>/afterwards")
@signed_in
def afterwards(number: int) -> Response:
    return _page(number)


def _page(number: int, refusal: Refusal | None = None, **forms: Any) -> Response:
    """The page with its forms; one that was refused comes back as it was typed, with the sentence."""
    page = page_of(number)
    found = queries.afterwards(page.poll.poll)
    if found is None:
        raise NotFound(f"Poll {poll_name(number)} has no published result.")
    body = page.poll.poll.body_id
    told = {
        "challenge": ChallengeForm(formdata=None),
        "statement": StatementForm(formdata=None),
        "ruling_on": lambda one: RulingForm(formdata=None).on(one),
        **forms,
    }
    html = render_template(
        "voting/afterwards.html",
        page=page,
        poll=page.poll,
        after=found,
        now=now(),
        refusal=refusal,
        may_run=may_run_polls(page.person, body),
        may_recount=may_recount(page.person, body),
        may_rule=may_rule(page.person, body),
        **told,
    )
    answer = make_response(html, int(refusal.status) if refusal else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/polls/<int:number>/challenge")
@limiter.limit(WRITES)
@signed_in
def challenge(number: int) -> Response:
    form = ChallengeForm()
    return _done(
        number, lambda: challenge_result(officer_id(), number, form.reason.data or ""), challenge=form
    )


@blueprint.post("/polls/<int:number>/statements")
@limiter.limit(WRITES)
@signed_in
def state(number: int) -> Response:
    form = StatementForm()
    kind, words = form.kind.data or "", form.words.data or ""
    return _done(number, lambda: make_statement(officer_id(), number, kind, words), statement=form)


@blueprint.post("/statements/<int:statement>/withdraw")
@limiter.limit(WRITES)
@signed_in
def withdraw(statement: int) -> Response:
    form, number = WithdrawForm(), queries.poll_of(Statement, statement)
    return _done(number, lambda: withdraw_statement(officer_id(), statement, form.reason.data or ""))


@blueprint.post("/challenges/<int:challenge>/rule")
@limiter.limit(WRITES)
@signed_in
def rule(challenge: int) -> Response:
    form, number = RulingForm(), queries.poll_of(Challenge, challenge)
    upheld = {"yes": True, "no": False}.get(form.upheld.data or "")
    words = form.words.data or ""

    def ruling_on(one: int) -> RulingForm:
        return (form if one == challenge else RulingForm(formdata=None)).on(one)

    return _done(
        number, lambda: rule_on_challenge(officer_id(), challenge, upheld, words), ruling_on=ruling_on
    )


@blueprint.post("/polls/<int:number>/recount")
@limiter.limit(WRITES)
@signed_in
def recount(number: int) -> Response:
    """Counting comes before its transaction, so no command is around it; twice is counted twice."""

    def act() -> None:
        found = recount_poll(officer_id(), number)
        equal = f"All {found.ballots} stored ballots were counted again: the result is equal."
        differs = "The stored ballots were counted again, and the result differs. See how on the poll’s page."
        flash(equal if found.is_equal else differs, "good" if found.is_equal else "bad")

    StepForm().validate_on_submit()
    return _done(number, act, is_once=False)


@blueprint.post("/polls/<int:number>/repeat")
@signed_in
def repeat(number: int) -> Response:
    return answer_once(lambda: url_for("voting.poll", number=repeat_poll(officer_id(), number)))


def _done(number: int, act: Callable[[], object], is_once: bool = True, **forms: Any) -> Response:
    def done() -> str:
        act()
        return url_for("voting.afterwards", number=number)

    try:
        return answer_once(done) if is_once else _see(done())
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return _page(number, refusal, **forms)


def _see(location: str) -> Response:
    answer = make_response("", 303)
    answer.headers["Location"] = location
    return answer
