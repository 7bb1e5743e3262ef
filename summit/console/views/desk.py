"""The desk page: what can be put to a poll, and what waits for a step."""

from flask import render_template

from summit.console import queries
from summit.console.views.blueprint import blueprint
from summit.domain.errors import require
from summit.events import TopicName, heads_of
from summit.people.permissions import is_officer
from summit.people.views.identity import current_person, signed_in
from summit.record import head_code


@blueprint.get("/console")
@signed_in
def desk() -> str:
    return _render("console/desk.html")


@blueprint.get("/console/part")
@signed_in
def part() -> str:
    return _render("console/_desk.html")


def _render(template: str) -> str:
    require(is_officer(current_person()), "Only chairs, secretaries and organisers may use the console.")
    papers = queries.papers()
    streams = [TopicName("summit"), *(TopicName("document", str(paper.number)) for paper in papers)]
    live = ",".join(map(str, heads_of(streams)))
    return render_template(
        template, papers=papers, polls=queries.polls_under_way(), live=live, code=head_code()
    )
