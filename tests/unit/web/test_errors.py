import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.web import errors


def test_an_unknown_address_says_so(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert errors.SENTENCES[404] in answer.text


def test_a_refusal_is_shown_in_its_own_words_with_its_own_status(client: FlaskClient) -> None:
    answer = client.get("/closed")
    assert answer.status_code == 403
    assert "Only the chair of this body may open a poll." in answer.text


def test_a_post_without_token_says_the_page_was_open_for_too_long(client: FlaskClient) -> None:
    answer = client.post("/late")
    assert answer.status_code == 400
    assert "This page was open for too long" in answer.text


def test_a_script_that_asks_for_json_gets_the_sentence_as_json(bare: Flask) -> None:
    bare.config["WTF_CSRF_ENABLED"] = False
    answer = bare.test_client().post("/late", headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json == {"error": "The poll closed at 10:19:40."}


def test_our_own_mistake_is_logged_and_shows_no_detail(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = client.get("/mistake")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "secret detail" in caplog.text


def test_the_page_of_a_mistake_needs_nothing_that_may_have_failed(bare: Flask) -> None:
    @bare.context_processor
    def standing() -> dict[str, object]:
        raise ConnectionError("no database")

    assert bare.test_client().get("/mistake").status_code == 500


def test_the_way_back_leads_to_our_own_pages_only(client: FlaskClient) -> None:
    ours = client.get("/nowhere", headers={"Referer": "http://localhost/public"})
    theirs = client.get("/nowhere", headers={"Referer": "https://example.org/"})
    assert 'href="http://localhost/public"' in ours.text
    assert "example.org" not in theirs.text


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.get("/late")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
