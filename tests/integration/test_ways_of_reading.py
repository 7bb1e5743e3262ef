"""A change read in three ways, remembered for a person on every device and for a visitor on theirs."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll

pytestmark = pytest.mark.only_on("sqlite", "pages; test_rights reads every page on both")

SHALL = SENTENCES[0].replace("may", "shall")


def way(client: FlaskClient, page: str) -> str:
    found = re.search(r'<body[^>]* data-reads="(\w+)"', client.get(page).text)
    assert found
    return found.group(1)


def test_the_way_is_remembered_for_a_person_everywhere_and_for_a_visitor_on_their_device(
    app: Flask, cast: Cast, client: FlaskClient, entered
) -> None:
    mine = entered(cast.lucia)
    chosen = {"way": "list", "next": "/documents/"}
    answer = mine.post("/reading-changes", data=chosen)
    assert (answer.status_code, answer.location) == (303, "/documents/")
    assert [way(one, "/documents/") for one in (mine, client)] == ["list", "marked"]
    assert way(client, "/documents/?changes=whole") == "whole"
    assert mine.post("/reading-changes", data={"way": "list", "next": "//evil.example"}).location == "/"
    assert [way(one, "/documents/") for one in (mine, client)] == ["list", "whole"]
    elsewhere = entered(cast.lucia)  # on another device
    assert way(elsewhere, "/documents/") == "list"
    assert elsewhere.post("/reading-changes", data={"way": "upside down"}).status_code == 422
    assert way(client, "/documents/?changes=upside") == way(client, "/documents/") == "whole"


def test_an_amendment_and_the_options_of_a_poll_hold_all_three_ways_the_same_bytes_for_everybody(
    app: Flask, cast: Cast, client: FlaskClient, entered
) -> None:
    with app.app_context():
        poll = an_open_poll(cast.organiser, [an_amendment(cast.lucia, a_document(), SHALL)])
    hostile = client.get('/amendments/1?_scheme=javascript&_external=1&q="><b>').text
    assert (
        'href="/amendments/1?_scheme=javascript&amp;_external=1&amp;q=%22%3E%3Cb%3E&amp;changes=list"'
        in hostile
    )
    assert "session=" not in str(client.get("/amendments/1?changes=list").headers)  # as it has no form
    for page in (
        client.get("/amendments/1").text,
        client.get(f"/polls/{poll}").text,
        entered(cast.rosa).get(f"/polls/{poll}").text,
    ):
        listed = page[page.index('class="edits way way--list"') :]
        assert "replace «may» by «shall»" in listed[: listed.index("</ul>")]
        assert '<div class="way way--marked">' in page and 'class="way way--whole"' in page
