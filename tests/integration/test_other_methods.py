"""The same ballots under other methods: apart from the result, and only where the ballots are public."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.export.composing import compose
from summit.export.markdown import write_markdown
from summit.people.models import Role
from summit.people.services import accredit
from summit.voting.models import KEEP, Poll
from summit.voting.queries import published_json, result_shown
from summit.voting.services import announce_poll, open_poll, publish_poll, put_to_poll
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, closed, published

pytestmark = pytest.mark.only_on("sqlite", "counts of ballots that are held on both")

HEADING = "The same ballots under other methods"
SPLIT = [(0, 1)] * 4 + [(2, 1)] * 3 + [(1, 0)] * 2
"""By instant runoff the first wins; the second beats either of the others two by two."""


def voted(people: Cast, papers: list[tuple[int, ...]], limit: int = 9) -> int:
    """A closed poll on two alternatives (0, 1) and the text as it is (2); `limit` for small groups."""
    document = a_document()
    words = ("Institutions shall publish.", "Institutions publish within a year.")
    amendments = [an_amendment(people.lucia, document, text, title=text) for text in words]
    options = [*(f"am{number}" for number in amendments), KEEP]
    more = [accredit(None, f"Voter {n}", Role.DELEGATE, f"05-9{n}").id for n in range(len(papers) - 4)]
    poll = put_to_poll(people.organiser, amendments)
    row = db.session.get(Poll, poll)
    row.rules = {**row.rules, "small_group_limit": limit}
    db.session.commit()
    announce_poll(people.organiser, poll)
    open_poll(people.organiser, poll, "4 1 6")
    for voter, ranking in zip([*people.delegates, *more], papers, strict=True):
        cast(voter, poll, *(options[place] for place in ranking))
    closed(people.organiser, poll)
    return poll


def test_the_page_says_who_would_be_in_front_apart_from_the_result(
    client: FlaskClient, app: Flask, people: Cast
) -> None:
    with app.app_context():
        poll = voted(people, SPLIT)
        assert HEADING not in client.get(f"/polls/{poll}").text
        publish_poll(people.organiser, poll)
    page = client.get(f"/polls/{poll}").text
    assert page.index("To check it") < page.index("Rules of this poll") < page.index(HEADING)
    apart = page[page.index('<aside class="apart') :]
    assert "For information, not part of the result" in apart
    assert "5 of 6 have another winner than AM 1." in apart
    assert apart.count("beats all others") == 4
    assert "4 of 9 ballots" in apart


def test_nothing_of_it_is_in_the_result_and_the_annex_names_it_after_the_rules(
    inside: Flask, people: Cast
) -> None:
    poll = voted(people, SPLIT)
    assert db.session.get(Poll, poll).other_methods is None
    publish_poll(people.organiser, poll)
    found = published_json(poll)
    assert found["other_methods"]["schulze"]["winners"] == ["am2"]
    assert found["result"]["winners"] == ["am1"]
    assert "other_methods" not in found["result"]
    said = write_markdown(compose()).partition("For information, not part of the result")[2]
    assert "plurality A; Schulze B; ranked pairs B; Borda B; Condorcet winner B; Schulze with" in said


def test_few_ballots_are_not_counted_in_other_ways(client: FlaskClient, app: Flask, people: Cast) -> None:
    with app.app_context():
        poll = voted(people, SPLIT, limit=10)
        publish_poll(people.organiser, poll)
        assert published_json(poll)["other_methods"] == {}
        assert compose().votes[0].other_methods == ()
    page = client.get(f"/polls/{poll}").text
    assert "Not shown: with fewer than 10 ballots only the result itself is published." in page
    assert "beats all others" not in page


def test_a_winner_that_all_methods_agree_on_is_said_to_be_so(inside: Flask, people: Cast) -> None:
    poll = voted(people, [(0, 1), (0, 1), (0,), (0, 2), (1, 0)], limit=5)
    publish_poll(people.organiser, poll)
    others = result_shown(poll).others
    assert (others.own, others.differ) == ("AM 1", 0)
    assert {line.winners for line in others.lines} == {"AM 1"}


def test_between_two_options_there_is_nothing_to_compare(inside: Flask, people: Cast) -> None:
    poll = an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), "They shall publish.")])
    cast(people.lucia, poll, KEEP)
    published(people.organiser, poll)
    assert result_shown(poll).others is None
