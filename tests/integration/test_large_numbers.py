"""Numbers that no database holds: refused in words, nothing breaks."""

import secrets
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Cast
from tests.factories import a_document, an_amendment

HUGE = 10**30
Enter = Callable[[int], FlaskClient]


@pytest.fixture
def text(app: Flask, people: Cast) -> None:
    """Document 1 with AM 1."""
    with app.app_context():
        an_amendment(people.lucia, a_document(), "Institutions shall publish.")


def test_at_an_address_with_a_huge_number_there_is_no_page(app: Flask, text: None) -> None:
    addresses = {
        rule.rule.replace("<int:number>", str(HUGE))
        for rule in app.url_map.iter_rules()
        if "<int:number>" in rule.rule and "GET" in (rule.methods or ())
    }
    assert len(addresses) > 5
    client = app.test_client()
    assert {client.get(address).status_code for address in addresses} == {404}


def test_a_ballot_for_a_huge_poll_is_refused(app: Flask, people: Cast, text: None, entered: Enter) -> None:
    ballot = {"attempt": "a" * 32, "nonce": "b" * 32, "seen": 0, "ranking": "keep"}
    assert entered(people.lucia).post(f"/polls/{HUGE}/cast", data=ballot).status_code == 404


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/documents/1/amend/diff", {"seen": HUGE}),
        ("/documents/1/amend", {"seen": HUGE, "title": "A change"}),
        ("/debates/amendment/1", {"text": "Aye.", "parent": HUGE}),
    ],
)
def test_a_huge_number_in_a_form_is_refused(
    people: Cast, text: None, entered: Enter, address: str, fields: dict[str, object]
) -> None:
    answer = entered(people.lucia).post(address, data={"key": secrets.token_hex(8), **fields})
    assert answer.status_code == 422


def test_an_amendment_with_a_huge_number_is_put_to_no_poll(people: Cast, text: None, entered: Enter) -> None:
    fields = {"key": "one-of-its-own", "amendments": str(HUGE)}
    assert entered(people.organiser).post("/polls/", data=fields).status_code == 422
