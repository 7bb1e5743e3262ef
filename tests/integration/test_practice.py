"""Practice: a whole poll on every screen that decides nothing and leaves the record as it was."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.export.bundle import kept_key, make_bundle
from summit.record import RecordHead, head_code
from summit.voting import queries
from summit.voting.services import (
    announce_poll,
    discard_draft,
    finish_practice,
    open_poll,
    practise_alone,
    publish_poll,
    put_practice,
    put_to_poll,
)
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, closed, published
from tests.racing import at_once

pytestmark = pytest.mark.only_on("sqlite", "practice is a poll like all, and polls are held on both")

Enter = Callable[[int], FlaskClient]
BODY = 1


def bundle() -> bytes:
    db.session.rollback()
    return make_bundle(lambda *_: None).content


def practised(chair: int, *voters: int) -> int:
    """A practice poll of the plenary through all its steps."""
    number = put_practice(chair, BODY)
    announce_poll(chair, number)
    open_poll(chair, number, "2 2 2")
    for voter in voters:
        cast(voter, number, "change-2", "change-1")
    closed(chair, number)
    publish_poll(chair, number)
    return number


def test_bundle_and_head_of_the_record_are_the_same_bytes_before_and_after_practice(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    one = an_amendment(people.lucia, document, "Shall.")
    two = an_amendment(people.lucia, document, "Banks receive support.", "p3")
    poll = an_open_poll(people.organiser, [one])
    cast(people.tomas, poll, f"am{one}")
    published(people.organiser, poll)
    kept_key(inside.config["INSTANCE"])
    before, head = bundle(), head_code()
    number = practised(people.organiser, *people.delegates[:3])
    alone = practise_alone(people.rosa)
    cast(people.rosa, alone, "change-1")
    finish_practice(people.rosa, alone)
    ended = put_practice(people.organiser, BODY)
    announce_poll(people.organiser, ended)
    discard_draft(people.organiser, ended)
    assert (number, alone, ended) == (-1, -2, -3)
    assert head_code() == head
    assert db.session.get_one(RecordHead, 1).digest[:12] == head
    assert bundle() == before
    assert put_to_poll(people.organiser, [two]) == poll + 1


def test_practice_is_counted_and_shown_like_a_real_poll_and_adopts_nothing(
    inside: Flask, people: Cast
) -> None:
    a_document()
    number = practised(people.organiser, *people.delegates)
    shown = queries.result_shown(number)
    assert shown is not None
    assert shown.headline == "Carried: Las dos cosas."
    assert (shown.papers.received, shown.revision) == (4, None)
    assert "nothing is decided" in shown.effects
    assert [change.fate for change in shown.text] == ["changed"]
    assert queries.poll_shown(number).name == "Practice 1"


def test_practice_alone_is_counted_with_imaginary_others_and_is_nobody_elses(
    app: Flask, cast_ids: Cast, entered: Enter
) -> None:
    mine, other = entered(cast_ids.lucia), entered(cast_ids.tomas)
    assert "Try a practice vote." in mine.get("/").get_data(as_text=True)
    answer = mine.post("/practice/", data={"key": "first-key"})
    assert (answer.status_code, answer.location) == (303, "/practice/1")
    assert "Try a practice vote." not in mine.get("/").get_data(as_text=True)
    page = mine.get("/practice/1").get_data(as_text=True)
    assert "Practice." in page and "ranked-ballot" in page
    for address in ("", "/part", "/part?for=readers", "/part?for=voters", "/result.json"):
        assert other.get(f"/practice/1{address}").status_code == 404, address
    ballot = {"attempt": "a" * 32, "nonce": "b" * 32, "seen": 0, "ranking": "change-3"}
    assert mine.post("/practice/1/cast", data=ballot).status_code == 200
    assert other.post("/practice/1/finish", data={"key": "other-key"}).status_code == 403
    assert mine.post("/practice/1/finish", data={"key": "second-key"}).status_code == 303
    result = mine.get("/practice/1/result.json").get_json()
    assert result["result"]["ballots"]["valid"] == "13"
    assert "record holds nothing" in mine.get("/practice/1").get_data(as_text=True)
    assert "/practice/1" not in other.get("/polls/").get_data(as_text=True)
    assert "V-" not in mine.get("/polls/mine").get_data(as_text=True), "practice is in no register"


@pytest.fixture
def cast_ids(people: Cast) -> Cast:
    return people


def test_the_offer_can_be_put_aside_and_is_not_made_to_who_has_no_vote(people: Cast, entered: Enter) -> None:
    client = entered(people.rosa)
    assert client.post("/practice/later", data={"key": "some-key"}).status_code == 303
    assert "Try a practice vote." not in client.get("/").get_data(as_text=True)
    assert "Try a practice vote" in client.get("/polls/").get_data(as_text=True)
    observer = entered(people.observer)
    assert "practice vote" not in observer.get("/").get_data(as_text=True).lower()
    assert observer.post("/practice/", data={"key": "some-key"}).status_code == 403


def test_the_offer_waits_while_there_is_a_ballot_to_cast_in_earnest(
    app: Flask, people: Cast, entered: Enter
) -> None:
    client = entered(people.lucia)
    with app.app_context():
        poll = an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), "Seeds are shared.")])
    assert "Try a practice vote." not in client.get("/").text
    with app.app_context():
        closed(people.organiser, poll)
    assert "Try a practice vote." in client.get("/").text


def test_every_screen_says_practice(people: Cast, entered: Enter) -> None:
    office, voter = entered(people.organiser), entered(people.amaru)
    answer = office.post("/practice/body", data={"key": "put-key-1", "body": 1, "back": "/console/1"})
    assert (answer.status_code, answer.location) == (303, "/console/1")
    office.post("/practice/1/announce", data={"key": "put-key-2"})
    office.post("/practice/1/open", data={"key": "put-key-3", "chair_number": "1 1 1"})
    for client, address in (
        (voter, "/"), (voter, "/practice/1"), (voter, "/polls/"), (office, "/console/1"),
        (office, "/projector/1"),
    ):  # fmt: skip
        page = client.get(address).get_data(as_text=True)
        assert "Practice 1" in page, address
        if address != "/polls/":
            assert "practice-mark" in page or "banner--practice" in page, address
    assert office.post("/practice/1/void", data={"key": "put-key-4"}).status_code == 303
    assert "Practice 1" not in office.get("/projector/1").get_data(as_text=True)


def test_two_who_begin_practice_at_the_same_moment_get_numbers_of_their_own(
    inside: Flask, people: Cast
) -> None:
    answers = at_once(inside, [lambda who=who: practise_alone(who) for who in people.delegates])
    assert sorted(answers, key=str) == sorted((-1, -2, -3, -4), key=str)
    again = at_once(inside, [lambda: practise_alone(people.lucia) for _ in range(5)])
    assert len(set(again)) == 1
