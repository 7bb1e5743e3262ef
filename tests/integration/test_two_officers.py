"""Acts that need two officers: nobody signs what they asked for; what is signed is done once and whole."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable
from summit.people.models import Body, Countersign, Duty, Role
from summit.people.queries import plenary
from summit.people.services import (
    accredit,
    ask_for,
    countersign,
    found_body,
    give_office,
    refuse,
    take_back,
    take_office,
)
from summit.people.services.countersigning import ACTS, Act
from summit.record import RecordEntry
from tests.conftest import Cast
from tests.racing import at_once

Enter = Callable[[int], FlaskClient]
WORDS = "Rename the plenary to “Assembly”."
PAYLOAD = {"name": "Assembly"}


def _rename(asked_by: int, countersigned_by: int, payload: Mapping[str, Any]) -> None:
    body = plenary()
    body.name = payload["name"]
    db.session.flush()
    if payload["name"] == "Nothing":
        raise Refusal("A body needs a name that says something.")


@pytest.fixture(autouse=True)
def act() -> Iterator[None]:
    ACTS["rename"] = Act(_rename)
    yield
    del ACTS["rename"]


@pytest.fixture
def second(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return accredit(None, "Nuna Grefa", Role.ORGANISER, "O-2").id


def name_of_the_plenary() -> str:
    return db.session.scalar(db.select(Body.name).order_by(Body.id))


@pytest.mark.usefixtures("inside")
def test_what_one_officer_asks_for_is_done_when_another_signs(
    cast: Cast, second: int, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    number = ask_for(cast.organiser, "rename", PAYLOAD, WORDS)
    assert name_of_the_plenary() == "Plenary"
    countersign(second, number)
    assert name_of_the_plenary() == "Assembly"
    told = [kind for topic, kind in announced() if topic == "staff:" and kind != "people_changed"]
    assert told == ["countersign_asked", "countersigned"]
    last = db.session.scalars(db.select(RecordEntry).order_by(RecordEntry.seq.desc())).first()
    assert (last.kind, last.payload["asked_by"], last.payload["by"]) == (
        "countersigned",
        cast.organiser,
        second,
    )


@pytest.mark.usefixtures("inside")
def test_nobody_signs_what_they_asked_for_nor_does_who_is_no_officer_there(cast: Cast, second: int) -> None:
    table = found_body(None, "Table 1")
    give_office(None, "01-01", Duty.CHAIR, plenary().id)
    give_office(None, "01-02", Duty.CHAIR, table.id)
    number = ask_for(cast.lucia, "rename", PAYLOAD, WORDS, plenary().id)
    for nobody in (cast.lucia, cast.tomas, cast.rosa, cast.observer):
        with pytest.raises(NotAllowed):
            countersign(nobody, number)
        with pytest.raises(NotAllowed):
            refuse(nobody, number)
    with pytest.raises(NotAllowed):
        ask_for(cast.tomas, "rename", {"name": "Else"}, WORDS, plenary().id)
    with pytest.raises(NotAllowed):
        ask_for(cast.lucia, "rename", {"name": "Else"}, WORDS)
    assert name_of_the_plenary() == "Plenary"
    countersign(second, number)
    assert name_of_the_plenary() == "Assembly"


@pytest.mark.usefixtures("inside")
def test_what_the_act_refuses_is_half_done_by_nothing_and_waits_on(cast: Cast, second: int) -> None:
    number = ask_for(cast.organiser, "rename", {"name": "Nothing"}, WORDS)
    with pytest.raises(Refusal, match="says something"):
        countersign(second, number)
    db.session.rollback()
    assert name_of_the_plenary() == "Plenary"
    assert db.session.get(Countersign, number).state == "asked"
    assert db.session.scalar(db.select(RecordEntry.seq).where(RecordEntry.kind == "countersigned")) is None


@pytest.mark.usefixtures("inside")
def test_it_waits_no_more_once_it_is_refused_taken_back_or_signed(cast: Cast, second: int) -> None:
    for answer, who in ((refuse, second), (take_back, cast.organiser), (countersign, second)):
        number = ask_for(cast.organiser, "rename", PAYLOAD, WORDS)
        with pytest.raises(Refusal, match="waits for its second officer already"):
            ask_for(second, "rename", PAYLOAD, WORDS)
        answer(who, number)
        for again, other in ((countersign, second), (refuse, second), (take_back, cast.organiser)):
            with pytest.raises(Refusal, match="waits no more"):
                again(other, number)
    with pytest.raises(NotAllowed):
        take_back(second, ask_for(cast.organiser, "rename", PAYLOAD, WORDS))
    with pytest.raises(NotFound):
        countersign(second, 99)
    with pytest.raises(Unacceptable):
        ask_for(cast.organiser, "rename", {"name": "Else"}, " ")


def test_of_two_who_ask_for_the_same_at_once_one_does(inside: Flask, cast: Cast, second: int) -> None:
    asks = [lambda who=who: ask_for(who, "rename", PAYLOAD, WORDS) for who in (cast.organiser, second) * 2]
    answers = at_once(inside, asks)
    assert sorted("already" in str(answer) for answer in answers) == [False, True, True, True]
    assert len(db.session.scalars(db.select(Countersign)).all()) == 1


@pytest.mark.usefixtures("inside")
def test_whoever_asked_has_to_be_in_office_still(cast: Cast, second: int) -> None:
    give_office(None, "01-01", Duty.CHAIR, plenary().id)
    number = ask_for(cast.lucia, "rename", PAYLOAD, WORDS, plenary().id)
    take_office(None, "01-01", Duty.CHAIR, plenary().id)
    with pytest.raises(Refusal, match="Lucía Andrango, who asked for this, is no officer there"):
        countersign(second, number)
    assert name_of_the_plenary() == "Plenary"


def test_of_two_who_sign_at_once_one_does(inside: Flask, cast: Cast, second: int) -> None:
    done: list[str] = []
    ACTS["rename"] = Act(lambda *_: done.append("done"))
    third = accredit(None, "Kaya Cuji", Role.ORGANISER, "O-3").id
    number = ask_for(cast.organiser, "rename", PAYLOAD, WORDS)
    answers = at_once(inside, [lambda who=who: countersign(who, number) for who in (second, third)])
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", "Refusal"]
    assert done == ["done"]


def test_the_page_shows_what_waits_and_takes_the_second_signature(
    app: Flask, cast: Cast, second: int, entered: Enter
) -> None:
    with app.app_context():
        number = ask_for(cast.organiser, "rename", PAYLOAD, WORDS)
    asker, other = entered(cast.organiser), entered(second)
    assert "Take back" in (page := asker.get("/two-officers").get_data(as_text=True))
    assert "Sign: it is done at once" not in page
    assert "Sign: it is done at once" in other.get("/two-officers").get_data(as_text=True)
    form = {"key": "a-key-of-its-own"}
    assert asker.post(f"/two-officers/{number}/sign", data=form).status_code == 403
    assert other.post(f"/two-officers/{number}/sign", data=form).status_code == 303
    page = other.get("/two-officers").get_data(as_text=True)
    assert "Nothing waits." in page
    assert "asked for by Paz Cevallos, answered by Nuna Grefa" in page


def test_an_officer_reads_nothing_of_what_waits_elsewhere(
    app: Flask, cast: Cast, second: int, entered: Enter
) -> None:
    with app.app_context():
        table = found_body(None, "Table 1").id
        give_office(None, "B-1", Duty.CHAIR, table)
        give_office(None, "01-04", Duty.SECRETARY, plenary().id)
        asks = [ask_for(cast.organiser, "rename", {"name": n}, f"Secret {n}.", plenary().id) for n in "AB"]
        refuse(second, asks[0])
    concerned, stranger = entered(cast.amaru), entered(cast.observer)
    for path in ("/two-officers", "/two-officers/part"):
        page = concerned.get(path).get_data(as_text=True)
        assert "Secret A." in page and "Secret B." in page
        assert "Secret" not in stranger.get(path).get_data(as_text=True)
    assert "Secret" not in stranger.get("/notices").get_data(as_text=True)
