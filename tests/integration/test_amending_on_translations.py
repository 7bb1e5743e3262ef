"""An amendment written on a translation waits for its form, is confirmed, and cannot lapse meanwhile."""

from datetime import timedelta

import pytest
from flask import Flask

from summit.agenda.models import Act
from summit.agenda.services import end_now, set_deadline
from summit.agenda.services.deadlines import ActIsOver
from summit.db import db, now
from summit.documents import queries
from summit.documents.queries.written import awaiting_form, written_amendment, written_on
from summit.documents.services import translated
from summit.documents.services.as_written import WordsGone
from summit.documents.services.writing import (
    confirm_form,
    give_form,
    return_form,
    withdraw_written,
    write_on_translation,
)
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.export.bundle import kept_key, make_bundle
from summit.people.models import Duty, Role
from summit.people.services import accredit, give_office
from summit.record import broken_at
from tests.bundles import verified
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, cast, published

pytestmark = pytest.mark.only_on("sqlite", "an amendment like all, which are held on both")

MAY = SENTENCES[0]
SHALL = MAY.replace("may", "shall")
MAY_ES = "Las instituciones públicas de investigación pueden publicar sus datos."
SHALL_ES = MAY_ES.replace("pueden", "deben")


def a_translator(people: Cast) -> int:
    """Before whom a text with one translated paragraph lies."""
    person = accredit(None, "Killa Tene", Role.OBSERVER, "T-1").id
    give_office(people.organiser, "T-1", Duty.TRANSLATOR)
    translated(None, MAY, "en", "es", MAY_ES)
    a_document()
    return person


@pytest.fixture
def killa(inside: Flask, people: Cast) -> int:
    return a_translator(people)


def written(people: Cast) -> int:
    return write_on_translation(people.lucia, 1, 1, "p2", "es", SHALL_ES, "Deber", "Un permiso no basta.")


def test_it_is_tabled_in_the_form_that_its_proposer_confirmed_and_both_stay_visible(
    killa: int, people: Cast, app: Flask
) -> None:
    number = written(people)
    assert [one.id for one in awaiting_form("en")] == [one.id for one in written_on(1)] == [number]
    with pytest.raises(NotAllowed):
        give_form(people.tomas, number, SHALL, "A duty")
    with pytest.raises(Refusal, match="awaiting"):
        confirm_form(people.lucia, number)
    give_form(killa, number, SHALL.replace("data", "figures"), "A duty", "A permission is not enough.")
    with pytest.raises(NotAllowed):
        confirm_form(killa, number)
    return_form(people.lucia, number, "“Datos” are data, not figures.")
    give_form(killa, number, SHALL, "A duty", "A permission is not enough.")
    amendment = confirm_form(people.lucia, number)
    made = queries.amendment(amendment)
    assert (made.proposer_id, made.title) == (people.lucia, "A duty")
    assert made.current.operations[0]["text"] == SHALL
    assert queries.rendered([SHALL], "en", "es")[SHALL].words == SHALL_ES
    one = written_amendment(number)
    assert (one.written_on, one.words, one.became, written_on(1)) == (MAY_ES, SHALL_ES, amendment, [])
    page = app.test_client().get(f"/amendments/{amendment}").get_data(as_text=True)
    assert "Deber" in page and f"/written/{number}" in page
    assert broken_at() is None


def test_what_was_written_before_the_deadline_cannot_lapse(killa: int, people: Cast) -> None:
    number = written(people)
    end_now(people.organiser, set_deadline(people.organiser, Act.PROPOSING, now() + timedelta(hours=1)))
    with pytest.raises(ActIsOver):
        written(people)
    give_form(killa, number, SHALL, "A duty")
    assert str(queries.amendment(confirm_form(people.lucia, number)).state) == "tabled"


def changed_meanwhile(people: Cast, words: str) -> None:
    poll = an_open_poll(people.organiser, [an_amendment(people.tomas, 1, words)])
    cast(people.tomas, poll, "am1")
    published(people.organiser, poll)


def test_where_its_very_words_were_changed_meanwhile_it_says_which_and_nothing_is_lost(
    killa: int, people: Cast, app: Flask, entered
) -> None:
    number, lucia = written(people), entered(people.lucia)
    give_form(killa, number, SHALL, "A duty")
    changed_meanwhile(people, MAY.replace("may", "must"))
    with pytest.raises(WordsGone, match="at the words that this changes: “may”"):
        confirm_form(people.lucia, number)
    db.session.rollback()
    assert str(written_amendment(number).state) == "translated"
    assert [one.number for one in queries.amendments(1)] == [1]
    assert "The text has changed since" in lucia.get("/written/1").get_data(as_text=True)
    withdraw_written(people.lucia, number)
    with pytest.raises(Refusal):
        withdraw_written(people.lucia, number)


def test_where_other_words_were_changed_meanwhile_it_is_carried_along_and_verifies(
    killa: int, people: Cast, app: Flask
) -> None:
    number = written(people)
    give_form(killa, number, SHALL, "A duty")
    changed_meanwhile(people, MAY.replace("public funds", "taxes"))
    pending = an_amendment(
        people.rosa, 1, MAY.replace("may", "must").replace("public funds", "taxes"), seen=2
    )
    made = queries.amendment(confirm_form(people.lucia, number))
    assert (made.forms[0].base, made.forms[0].operations[0]["text"]) == (1, SHALL)
    assert made.current.base == 2
    assert made.current.operations[0]["text"] == SHALL.replace("public funds", "taxes")
    assert {(row.one, row.other) for row in queries.collisions(1)} == {(pending, made.number)}
    kept_key(app.config["INSTANCE"])
    wrong, report = verified(make_bundle(lambda *_: None).content)
    assert wrong == 0, report


def test_its_proposer_is_told_that_a_form_waits_and_it_awaits_them_until_they_have_answered(
    killa: int, people: Cast, entered
) -> None:
    number = written(people)
    lucia = entered(people.lucia)
    assert "To confirm" not in lucia.get("/awaits").get_data(as_text=True)
    give_form(killa, number, SHALL, "A duty")
    page = lucia.get("/awaits").get_data(as_text=True)
    assert "A translator has said in English what you wrote" in page
    assert "has its form. Confirm it, or send it back." in page
    confirm_form(people.lucia, number)
    assert "To confirm" not in lucia.get("/awaits").get_data(as_text=True)


def test_there_has_to_be_a_translation_and_a_change(killa: int, people: Cast) -> None:
    for provision, words, match in (("p3", "Nada.", "no translation"), ("p2", MAY_ES, "not changed")):
        with pytest.raises(Unacceptable, match=match):
            write_on_translation(people.lucia, 1, 1, provision, "es", words, "Deber")
    with pytest.raises(NotAllowed):
        write_on_translation(people.observer, 1, 1, "p2", "es", SHALL_ES, "Deber")


def test_it_is_written_and_confirmed_on_its_pages(app: Flask, people: Cast, entered) -> None:
    with app.app_context():
        killa = a_translator(people)
    lucia, translator = entered(people.lucia), entered(killa)
    editor = lucia.get("/documents/1/amend-translation?provision=p2&text=es")
    assert MAY_ES in editor.get_data(as_text=True)
    form = {"key": "a-key-of-its-own", "seen": "1", "provision": "p2", "language": "es", "words": SHALL_ES}
    refused = lucia.post("/documents/1/amend-translation", data=form)
    assert refused.status_code == 422 and SHALL_ES in refused.get_data(as_text=True)
    done = lucia.post(
        "/documents/1/amend-translation", data=form | {"key": "another-key-of-it", "title": "Deber"}
    )
    assert done.headers["Location"] == "/written/1"
    assert "awaiting translation" in lucia.get("/documents/1").get_data(as_text=True)
    assert "Deber" in translator.get("/translations/en").get_data(as_text=True)
    given = {"key": "a-key-of-its-own", "words": SHALL, "title": "A duty"}
    assert translator.post("/written/1/form", data=given).status_code == 303
    assert "It says what I wrote" in lucia.get("/written/1").get_data(as_text=True)
    assert lucia.post("/written/1/confirm", data={"key": "a-third-key-of-it"}).status_code == 303
    assert "AM 1" in lucia.get("/written/1").get_data(as_text=True)
