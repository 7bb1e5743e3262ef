"""Numbers that no database holds: refused in words, nothing breaks."""

import secrets
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Cast
from tests.factories import a_document, a_sitting, an_amendment

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


NOT_READ = (
    # a number in a query that no database holds is none, and so many words fit nobody
    ("GET", f"/agenda/?body={HUGE}", {}, 200),
    ("GET", f"/documents/1?revision={HUGE}", {}, 200),
    ("GET", f"/debates/amendment/1?reply={HUGE}", {}, 200),
    ("GET", f"/debates/amendment/1?said={HUGE}", {}, 200),
    ("GET", f"/sittings/1/door?scan={HUGE}", {}, 200),
    ("GET", f"/acts?before={HUGE}", {}, 200),
    ("GET", "/people?words=" + "+".join(f"a{n}" for n in range(1_500)), {}, 200),
    # nor is one in a form, nor a word that is no office
    ("POST", "/announcements", {"words": "Hear.", "body": HUGE}, 422),
    ("POST", "/rulings", {"words": "It is so.", "body": HUGE}, 422),
    ("POST", "/rulings", {"words": "It is so.", "body": 1, "item": HUGE}, 422),
    ("POST", "/people/seats/1/substitute", {"badge": "01-02", "seen": HUGE}, 409),
    ("POST", "/people/offices", {"badge": "01-02", "duty": "king"}, 422),
    ("POST", "/sittings/plan", {"title": "Last", "body": 1, "starts_at": "9999-12-31T23:59"}, 422),
    ("POST", "/deadlines", {"act": "proposing", "at": "0001-01-01T00:00"}, 422),
    # signs that PostgreSQL does not store, and an address longer than an answered command keeps
    ("POST", "/people/seats/1/substitute", {"badge": "01-02\0", "seen": 2}, 409),
    ("POST", "/people/ways-in/reissue", {"role": "observer", "whom": "all\0"}, 303),
    ("POST", "/people/bodies/1/seats", {"badge": "B-1", "key": "a-key-of-nul-\0"}, 422),
    ("POST", "/console/1/show", {"kind": "item", "about": "1\0"}, 303),
    ("POST", "/sittings/1/open", {"next": "/" + "x" * 500}, 303),
)


def test_what_cannot_be_read_is_refused_in_words_and_breaks_nothing(
    app: Flask, people: Cast, text: None, entered: Enter
) -> None:
    with app.app_context():
        a_sitting(people.organiser)
    organiser = entered(people.organiser)
    answers = []
    for number, (method, address, fields, _) in enumerate(NOT_READ):
        data = {"key": f"one-of-its-own-{number}", **fields} if method == "POST" else None
        answers.append(organiser.open(address, method=method, data=data).status_code)
    assert answers == [expected for *_, expected in NOT_READ]
