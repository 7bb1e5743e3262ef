"""An amendment divided by the chair, and an adoption on hold that the chair puts back in force."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.documents import queries
from summit.documents.services import Change, Ruling, propose_amendment, rule_on_held, split_amendment
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.domain.text import Kind, Provision
from summit.export.bundle import kept_key, make_bundle
from summit.voting.models import KEEP
from summit.voting.services import put_to_poll
from tests.bundles import verified
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, cast, published, voided

pytestmark = pytest.mark.only_on(
    "sqlite",
    "what is divided is text; test_rescission stores and adopts on both",
)

MAY = SENTENCES[0]
SHALL, MUST = MAY.replace("may", "shall"), MAY.replace("may", "must")
NEW = Provision("n1", Kind.PARAGRAPH, 0, "", "A report is published.")


def decided(people: Cast, amendments: list[int], winner: str) -> int:
    poll = an_open_poll(people.organiser, amendments)
    cast(people.lucia, poll, winner)
    published(people.organiser, poll)
    return poll


def states(*numbers: int) -> list[str]:
    db.session.rollback()
    return [str(queries.amendment(number).state) for number in numbers]


def text(document: int) -> list[str]:
    db.session.rollback()
    return [one.text for one in queries.text_at(document, queries.document(document).head)]


def of_three(proposer: int, document: int) -> int:
    changes = [
        Change("p2", words=SHALL),
        Change("p3", words="Seed banks receive support.", inserted=(NEW,)),
        Change("p4", struck=True),
    ]
    return propose_amendment(proposer, document, 1, changes, "Three things")


def verifies(app: Flask) -> str:
    kept_key(app.config["INSTANCE"])
    code, report = verified(make_bundle(lambda done, total, step: None).content)
    assert code == 0, report
    return report


def test_a_divided_amendment_gives_the_same_text_by_its_parts_in_any_order(
    app: Flask, people: Cast, entered: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        for _ in range(3):
            a_document()
        whole = [of_three(people.lucia, document) for document in (1, 2, 3)]
        decided(people, [whole[0]], "am1")
    chair, delegate = entered(people.organiser), entered(people.rosa)
    assert "Ask the chair to divide it" in delegate.get("/amendments/2").get_data(as_text=True)
    assert "Divide it" in chair.get("/amendments/2").get_data(as_text=True)
    assert delegate.post("/amendments/2/ask-split", data={"key": "a-key-of-mine"}).status_code == 303
    sent = chair.post("/amendments/2/split", data={"part": ["0", "2"], "key": "a-key-of-mine"})
    assert sent.location == "/amendments/4"
    with app.app_context():
        with pytest.raises(NotAllowed):
            split_amendment(people.rosa, 3, [0])
        with pytest.raises(Unacceptable, match="leave a remainder"):
            split_amendment(people.organiser, 3, [0, 1, 2, 3])
        assert split_amendment(people.organiser, 3, [1]) == (6, 7)
        assert states(2, 3, 4, 5, 6, 7) == ["split", "split", *["tabled"] * 4]
        with pytest.raises(Refusal, match="is split"):
            put_to_poll(people.organiser, [2])
        assert queries.amendment(4).forms[0].origin == "part of AM 2"
        for part in (5, 4):
            decided(people, [part], f"am{part}")
        first = decided(people, [6], KEEP)
        decided(people, [7], "am7")
        assert text(2) == text(1)
        assert text(3) == [text(1)[0], MAY, *text(1)[2:]]
        assert states(6, 7) == ["rejected", "adopted"]
        voided(people.organiser, first, "The wrong part was read out.")
        decided(people, [6], "am6")
        assert text(3) == text(1)
        report = verifies(app)
    assert "AM 2: as proposed, split" in report
    page = delegate.get("/amendments/2").get_data(as_text=True)
    assert page.index("The chair divided it") < page.index(">AM 4</a>") < page.index(">AM 5</a>")


def test_the_chair_puts_an_adoption_on_hold_back_in_force_once_its_words_are_there_again(
    inside: Flask, people: Cast
) -> None:
    a_document()
    first = decided(people, [an_amendment(people.lucia, 1, SHALL)], "am1")
    an_amendment(people.rosa, 1, SHALL.replace("shall", "should"), seen=2)
    an_amendment(people.rosa, 1, SHALL.replace("public funds", "taxes"), seen=2)
    second = decided(people, [2], "am2")
    decided(people, [3], "am3")
    voided(people.organiser, first, "The wrong text was on the screen.")
    assert states(2) == ["on_hold"]
    with pytest.raises(Refusal, match="are not in the text"):
        rule_on_held(people.organiser, 2, Ruling.STANDS, "Too early.")
    decided(people, [1], "am1")
    rule_on_held(people.organiser, 2, Ruling.STANDS, "Its words are in the text again.")
    assert states(1, 2, 3) == ["adopted"] * 3
    assert text(1)[1] == MAY.replace("may", "should").replace("public funds", "taxes")
    report = verifies(inside)
    assert "AM 2 back in force" in report
    assert "hold the others' words" in report
    assert "follow from its operations" not in report
    voided(people.organiser, second, "It was put back by mistake.")
    assert text(1)[1] == SHALL.replace("public funds", "taxes")
    verifies(inside)
