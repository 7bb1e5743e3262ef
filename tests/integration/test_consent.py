"""Consent lists: put together, pulled out of, carried or lost as a whole; each adoption in log and record."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.documents import queries
from summit.domain.errors import NotAllowed, Refusal
from summit.export.bundle import kept_key, make_bundle
from summit.voting.models import Advice
from summit.voting.services import (
    announce_poll,
    open_poll,
    pull_out,
    put_consent_list,
    put_to_poll,
    recommend,
)
from tests.bundles import verified
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, cast, published, voided

pytestmark = pytest.mark.only_on(
    "sqlite", "a list is adopted as amendments are, which test_rescission holds on both"
)

MAY = SENTENCES[0]


def states(*numbers: int) -> list[str]:
    db.session.rollback()
    return [str(queries.amendment(number).state) for number in numbers]


def words(provision: str = "p2") -> str:
    db.session.rollback()
    head = queries.document(1).head
    return next(one.text for one in queries.text_at(1, head) if one.id == provision)


def pending(people: Cast) -> None:
    """AM 1 and AM 2 change other words of one sentence, AM 3 and AM 4 others; AM 5 collides with AM 1."""
    a_document()
    an_amendment(people.lucia, 1, MAY.replace("may", "shall"))
    an_amendment(people.amaru, 1, MAY.replace("public funds", "taxes"))
    an_amendment(people.tomas, 1, "Seed banks receive support.", "p3")
    an_amendment(people.rosa, 1, "Seeds are not traded.", "p4")
    an_amendment(people.tomas, 1, MAY.replace("may", "must"))
    recommend(people.organiser, 4, 1, Advice.REJECT, "It says less than the text.")


def verifies(app: Flask) -> str:
    kept_key(app.config["INSTANCE"])
    code, report = verified(make_bundle(lambda done, total, step: None).content)
    assert code == 0, report
    return report


def decided(people: Cast, poll: int, stance: str) -> None:
    announce_poll(people.organiser, poll)
    open_poll(people.organiser, poll, "4 1 6")
    cast(people.lucia, poll, stance)
    published(people.organiser, poll)


def test_a_list_is_carried_as_a_whole_without_what_was_pulled_out_and_can_be_taken_back(
    inside: Flask, people: Cast
) -> None:
    pending(people)
    with pytest.raises(Refusal, match="AM 1 and AM 5 collide"):
        put_consent_list(people.organiser, [1, 5])
    poll = put_consent_list(people.organiser, [1, 2, 3, 4], pulls=2)
    with pytest.raises(Refusal, match="AM 1 is put to poll V-01 already"):
        put_to_poll(people.organiser, [1])
    announce_poll(people.organiser, poll)
    with pytest.raises(NotAllowed):
        pull_out(people.observer, poll, 3)
    pull_out(people.tomas, poll, 3)
    with pytest.raises(Refusal, match="already"):
        pull_out(people.tomas, poll, 3)
    assert queries.amendment(3).poll_number == poll
    pull_out(people.rosa, poll, 3)
    db.session.rollback()
    assert queries.amendment(3).poll_number is None
    open_poll(people.organiser, poll, "4 1 6")
    with pytest.raises(Refusal, match="until it opens"):
        pull_out(people.rosa, poll, 1)
    cast(people.lucia, poll, "for")
    published(people.organiser, poll)
    assert states(1, 2, 3, 4, 5) == ["adopted", "adopted", "tabled", "rejected", "orphaned"]
    assert words() == MAY.replace("may", "shall").replace("public funds", "taxes")
    assert [line.amendment for line in queries.adoption_log(1)] == [None, 1, 2]
    assert "V-01: its effect is the one of the record: AM 1, AM 2 adopted, 1 rejected" in verifies(inside)
    decided(people, put_to_poll(people.organiser, [3]), "am3")
    voided(people.organiser, poll, "The list was not read out.")
    assert states(1, 2, 3, 4, 5) == ["tabled", "tabled", "adopted", "tabled", "tabled"]
    assert (words(), words("p3")) == (MAY, "Seed banks receive support.")
    assert "AM 1, AM 2 adopted, 1 rejected; void, and taken back" in verifies(inside)


def test_a_list_that_is_lost_decides_nothing_and_pages_show_what_is_put_together(
    app: Flask, people: Cast, entered: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        pending(people)
    chair, delegate = entered(people.organiser), entered(people.rosa)
    assert "Put several together on a consent list" in chair.get("/console/1").get_data(as_text=True)
    form = {"amendments": ["2", "3", "4"], "pulls": "1", "body": "1", "key": "a-key-of-mine"}
    assert chair.post("/polls/consent", data=form).status_code == 303
    with app.app_context():
        announce_poll(people.organiser, 1)
    page = delegate.get("/polls/1").get_data(as_text=True)
    assert "For the list: it is rejected, as recommended." in page
    assert "It says less than the text." in page
    assert "Pull AM 3 out" in delegate.get("/polls/1/items").get_data(as_text=True)
    pulled = delegate.post("/polls/1/items/3/pull", data={"key": "a-second-key"})
    assert (pulled.status_code, pulled.location) == (303, "/polls/1/items")
    assert "Pulled out: it is put by itself." in delegate.get("/polls/1/items").get_data(as_text=True)
    with app.app_context():
        open_poll(people.organiser, 1, "4 1 6")
        cast(people.lucia, 1, "against")
        published(people.organiser, 1)
        assert states(2, 3, 4) == ["tabled"] * 3
        assert queries.document(1).head == 1
        report = verifies(app)
    assert "V-01: its effect is the one of the record: nothing adopted, 0 rejected" in report
    assert "AM 2 and AM 4 stay pending and are put apart." in delegate.get("/polls/1").get_data(as_text=True)
