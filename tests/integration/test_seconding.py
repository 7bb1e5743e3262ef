"""Seconders, deadlines, what comes late, what is taken over: how an amendment is tabled or lapses."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.agenda.models import Act
from summit.agenda.services import ActIsOver, end_now, set_deadline
from summit.db import db, now, transaction
from summit.documents import queries
from summit.documents.models import Amendment
from summit.documents.services import (
    Change,
    admit_late,
    propose_amendment,
    second_amendment,
    set_seconders,
    take_over,
    withdraw_amendment,
    withdraw_support,
)
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.export.bundle import kept_key, make_bundle
from summit.record import broken_at
from summit.voting.services import put_to_poll
from tests.bundles import verified
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, published, voided
from tests.racing import at_once, in_the_middle

MAY = "Public research institutions may publish the data they gather with public funds."
SHALL, MUST = MAY.replace("may", "shall"), MAY.replace("may", "must")


def over(chair: int, act: Act, document: int | None = None) -> None:
    end_now(chair, set_deadline(chair, act, now() + timedelta(hours=1), document))


def state(number: int) -> tuple[str, int]:
    db.session.rollback()
    found = queries.amendment(number)
    return str(found.state), found.seconded


def late(proposer: int, document: int) -> int:
    change = [Change("p2", words=MUST)]
    return propose_amendment(proposer, document, 1, change, "A duty", is_late=True)


@pytest.fixture
def proposed(inside: Flask, people: Cast) -> int:
    """AM 1 of Lucía, to a document on which two have to second."""
    document = a_document()
    set_seconders(people.organiser, 2, document)
    return an_amendment(people.lucia, document, SHALL)


def test_an_amendment_is_tabled_by_its_last_seconder_and_not_before(proposed: int, people: Cast) -> None:
    second_amendment(people.tomas, proposed)
    assert state(proposed) == ("proposed", 1)
    with pytest.raises(Refusal, match="is proposed"):
        put_to_poll(people.organiser, [proposed])
    with pytest.raises(Refusal, match="already"):
        second_amendment(people.tomas, proposed)
    with pytest.raises(NotAllowed):
        second_amendment(people.lucia, proposed)
    with pytest.raises(NotAllowed):
        second_amendment(people.observer, proposed)
    withdraw_support(people.tomas, proposed)
    assert state(proposed) == ("proposed", 0)
    second_amendment(people.tomas, proposed)
    second_amendment(people.rosa, proposed)
    assert state(proposed) == ("tabled", 2)
    with pytest.raises(Refusal, match="gathers no seconders"):
        withdraw_support(people.rosa, proposed)
    assert put_to_poll(people.organiser, [proposed]) == 1
    assert broken_at() is None


def test_a_lower_threshold_tables_what_has_enough(proposed: int, people: Cast) -> None:
    second_amendment(people.tomas, proposed)
    with pytest.raises(NotAllowed):
        set_seconders(people.lucia, 0)
    with pytest.raises(Unacceptable):
        set_seconders(people.organiser, 101)
    set_seconders(people.organiser, 1)
    assert state(proposed) == ("tabled", 1)


def test_two_who_second_at_once_are_both_counted(inside: Flask, proposed: int, people: Cast) -> None:
    at_once(inside, [lambda one=one: second_amendment(one, proposed) for one in (people.tomas, people.rosa)])
    assert state(proposed) == ("tabled", 2)
    assert len(queries.seconders(proposed)) == 2


def test_who_seconds_while_fewer_are_asked_for_is_counted(inside: Flask, proposed: int, people: Cast) -> None:
    document = queries.amendment(proposed).document_number

    @transaction
    def second_slowly() -> Thread:
        second_amendment(people.tomas, proposed)
        return in_the_middle(inside, lambda: set_seconders(people.organiser, 1, document))

    second_slowly().join()
    assert state(proposed) == ("tabled", 1)


def test_what_is_only_proposed_moves_along_with_the_text(proposed: int, people: Cast) -> None:
    set_seconders(people.organiser, 0, 1)
    table = an_amendment(people.rosa, 1, MAY.replace("public funds", "taxes"))
    set_seconders(people.organiser, 2, 1)
    waiting = an_amendment(people.tomas, 1, MUST)
    poll = an_open_poll(people.organiser, [table])
    cast(people.lucia, poll, f"am{table}")
    published(people.organiser, poll)
    assert state(waiting) == ("proposed", 0)
    current = queries.amendment(waiting).current
    assert (current.base, current.operations[0]["text"]) == (2, MUST.replace("public funds", "taxes"))
    assert {(row.one, row.other) for row in queries.collisions(1)} == {(proposed, waiting)}
    voided(people.organiser, poll, "A device was out.")
    assert state(waiting) == ("proposed", 0)
    assert state(proposed)[0] == "tabled"


def test_what_is_not_seconded_in_time_lapses_and_the_rest_stays(proposed: int, people: Cast) -> None:
    other = a_document()
    set_seconders(people.organiser, 1, other)
    elsewhere = an_amendment(people.lucia, other, SHALL)
    set_deadline(people.organiser, Act.SECONDING, now() + timedelta(hours=1), other)
    tabled = an_amendment(people.lucia, 1, SHALL, "p3")
    for who in (people.tomas, people.rosa):
        second_amendment(who, tabled)
    over(people.organiser, Act.SECONDING)
    assert (state(proposed), state(tabled)[0], state(elsewhere)[0]) == (("lapsed", 0), "tabled", "proposed")
    with pytest.raises(ActIsOver):
        second_amendment(people.tomas, proposed)


def test_after_the_deadline_only_the_chair_lets_an_amendment_in(inside: Flask, people: Cast) -> None:
    document = a_document()
    over(people.organiser, Act.PROPOSING)
    with pytest.raises(ActIsOver):
        an_amendment(people.lucia, document, SHALL)
    one, other = late(people.lucia, document), late(people.tomas, document)
    assert (state(one)[0], state(other)[0]) == ("late", "late")
    with pytest.raises(Refusal):
        put_to_poll(people.organiser, [one])
    with pytest.raises(NotAllowed):
        admit_late(people.lucia, one, "I ask for it.", is_admitted=True)
    with pytest.raises(Unacceptable):
        admit_late(people.organiser, one, " ", is_admitted=True)
    admit_late(people.organiser, one, "The network was down.", is_admitted=True)
    admit_late(people.organiser, other, "It says the same.", is_admitted=False)
    assert (state(one)[0], state(other)[0]) == ("tabled", "lapsed")
    with pytest.raises(Refusal, match="waits for no admission"):
        admit_late(people.organiser, other, "Again.", is_admitted=True)


def test_what_is_withdrawn_is_taken_over_on_the_text_as_it_is_and_keeps_its_words_and_author(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    number = an_amendment(people.lucia, document, SHALL)
    with pytest.raises(NotAllowed):
        take_over(people.tomas, number)
    withdraw_amendment(people.lucia, number)
    apart = an_amendment(people.rosa, document, MAY.replace("public funds", "taxes"))
    poll = an_open_poll(people.organiser, [apart])
    cast(people.lucia, poll, f"am{apart}")
    published(people.organiser, poll)
    rival = an_amendment(people.rosa, document, MUST.replace("public funds", "taxes"), seen=2)
    take_over(people.tomas, number)
    found: Amendment = queries.amendment(number)
    assert (found.state, found.proposer_id, found.taken_over_from_id) == (
        "tabled",
        people.tomas,
        people.lucia,
    )
    assert found.current.operations[0]["text"] == SHALL.replace("public funds", "taxes")
    assert found.forms[0].operations[0]["text"] == SHALL
    assert [(row.one, row.other) for row in queries.collisions(document)] == [(number, rival)]
    withdraw_amendment(people.tomas, number)
    assert state(number)[0] == "withdrawn"


def test_the_bundle_tells_every_way_to_the_table(proposed: int, people: Cast, inside: Flask) -> None:
    second_amendment(people.tomas, proposed)
    second_amendment(people.rosa, proposed)
    lapsing, over_taken = an_amendment(people.lucia, 1, MUST), an_amendment(people.lucia, 1, SHALL, "p3")
    second_amendment(people.tomas, over_taken)
    withdraw_amendment(people.lucia, over_taken)
    take_over(people.tomas, over_taken)
    assert state(over_taken) == ("proposed", 0)
    with pytest.raises(Refusal, match="do not second"):
        withdraw_support(people.rosa, lapsing)
    over(people.organiser, Act.SECONDING)
    over(people.organiser, Act.PROPOSING)
    admit_late(people.organiser, late(people.rosa, 1), "The network was down.", is_admitted=True)
    late(people.rosa, 1)
    kept_key(inside.config["INSTANCE"])
    code, report = verified(make_bundle(lambda done, total, step: None).content)
    assert code == 0, report
    for line in ("AM 1: as proposed, tabled", "AM 2: as proposed, lapsed", "AM 4: as proposed, proposed"):
        assert line in report
    assert "AM 5: as proposed, late" in report


def test_pages_gather_seconders_without_scripts(
    app: Flask, people: Cast, entered: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        set_seconders(people.organiser, 1, a_document())
        an_amendment(people.lucia, 1, SHALL)
    reader, own = entered(people.tomas), entered(people.lucia)
    page = reader.get("/amendments/1").get_data(as_text=True)
    assert "Seconders so far: 0 of 1." in page
    assert "Second AM 1" in page
    assert "Second AM 1" not in own.get("/amendments/1").get_data(as_text=True)
    assert "proposed, 0 of 1 seconders" in reader.get("/documents/1").get_data(as_text=True)
    assert reader.post("/amendments/1/second", data={"key": "second-it-once"}).status_code == 303
    assert "Tomás" in reader.get("/amendments/1").get_data(as_text=True)
    with app.app_context():
        assert state(1) == ("tabled", 1)
        over(people.organiser, Act.PROPOSING)
    desk = own.get("/documents/1/amend?provision=p3").get_data(as_text=True)
    assert "Send it to the chair, who may admit it late" in desk
    typed = {"edit": "p3", "words-p3": "Seeds.", "title": "Short", "seen": 1, "key": "late-one"}
    refused = own.post("/documents/1/amend", data=typed)
    assert refused.status_code == 409
    assert "Seeds." in refused.get_data(as_text=True)
    assert own.post("/documents/1/amend", data=typed | {"late": "y", "key": "late-two"}).status_code == 303
    chair = entered(people.organiser)
    assert "Admit it late?" in chair.get("/amendments/2").get_data(as_text=True)
    ruled = {"ruling": "admit", "reason": "The network was down.", "key": "admit-it"}
    assert chair.post("/amendments/2/admit", data=ruled).status_code == 303
    assert (
        chair.post("/documents/seconders", data={"seconders": 0, "key": "none-are-needed"}).status_code == 303
    )
    with app.app_context():
        assert state(2)[0] == "tabled"
    own.post("/amendments/2/withdraw", data={"key": "take-it-back"})
    assert "Take AM 2 over" in reader.get("/amendments/2").get_data(as_text=True)
