"""Texts in the reader's own language on the pages, and who translates them."""

import re
import secrets
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from summit.agenda.services import give_ruling, make_announcement
from summit.documents.services import enter_term, translated
from summit.domain.text import source_digest
from summit.people.models import Duty, Role
from summit.people.services import accredit, give_office
from summit.voting.services import announce_poll, put_to_poll
from tests.conftest import Cast
from tests.factories import (
    SENTENCES,
    a_document,
    an_amendment,
    an_open_poll,
    an_open_sitting,
    cast,
    published,
)

pytestmark = pytest.mark.only_on("sqlite", "pages; translations are stored on both in test_translations")

MAY_ES = "Las instituciones públicas de investigación pueden publicar sus datos."
SHALL = SENTENCES[0].replace("may", "shall")


@pytest.fixture
def paper(app: Flask, cast: Cast) -> int:
    with app.app_context():
        number = a_document()
        translated(None, SENTENCES[0], "en", "es", MAY_ES)
        return number


def provision(client: FlaskClient, address: str, id: str = "p2") -> str:
    page = client.get(address).get_data(as_text=True)
    found = re.search(rf'<div class="prov [^>]*id="{id}".*?(?=<div class="prov |</article>)', page, re.S)
    assert found, page
    return found[0]


def test_a_reader_chooses_the_language_of_the_text_and_it_is_remembered(
    app: Flask, client: FlaskClient, paper: int
) -> None:
    assert SENTENCES[0] in provision(client, "/documents/1")
    chosen = provision(client, "/documents/1?text=es")
    assert MAY_ES in chosen and "translation not reviewed yet" in chosen
    page = client.get("/documents/1").get_data(as_text=True)
    assert '<article class="text" aria-label="Text of the document" lang="es">' in page
    assert '<html lang="en"' in page and "1 of 4 provisions are translated." in page
    other = provision(client, "/documents/1", "p3")
    assert 'lang="en"' in other and SENTENCES[1] in other and "not translated yet" in other
    assert SENTENCES[0] in provision(client, "/documents/1?text=en")
    assert SENTENCES[0] in provision(client, "/documents/1?text=%3Cscript%3E")


def test_what_is_drawn_once_is_drawn_anew_when_a_translation_comes(
    app: Flask, client: FlaskClient, paper: int
) -> None:
    assert "not translated yet" in provision(client, "/documents/1?text=es", "p3")
    with app.app_context():
        translated(None, SENTENCES[1], "en", "es", "Los bancos de semillas reciben apoyo.")
    assert "Los bancos de semillas" in provision(client, "/documents/1?text=es", "p3")
    part = client.get("/documents/1/text?text=es")
    assert re.search(r"translations:es:\w+:2", part.headers["X-Live"])


def test_a_text_that_moved_is_shown_as_decided_with_its_earlier_translation_beside(
    app: Flask, client: FlaskClient, people: Cast, paper: int
) -> None:
    with app.app_context():
        poll = an_open_poll(people.organiser, [an_amendment(people.lucia, paper, SHALL)])
        cast(people.lucia, poll, "am1")
        published(people.organiser, poll)
    shown = provision(client, "/documents/1?text=es")
    assert 'lang="en"' in shown and SHALL in shown and "changed since it was translated" in shown
    assert f'<p lang="es">{MAY_ES}</p>' in shown
    assert "pueden" in provision(client, "/documents/1?text=es&revision=1")


def test_an_amendment_and_its_option_on_the_ballot_are_read_in_the_language_of_choice(
    app: Flask, people: Cast, paper: int, entered
) -> None:
    lucia = entered(people.lucia)
    with app.app_context():
        poll = an_open_poll(people.organiser, [an_amendment(people.lucia, paper, SHALL)])
    amendment = lucia.get("/amendments/1?text=es").get_data(as_text=True)
    assert "not translated yet" in amendment
    before = lucia.get(f"/polls/{poll}").get_data(as_text=True)
    assert MAY_ES in before and "deben publicar" not in before, "the option that keeps the text has its words"
    with app.app_context():
        translated(None, SHALL, "en", "es", MAY_ES.replace("pueden", "deben"))
    assert "deben publicar" in lucia.get("/amendments/1").get_data(as_text=True)
    ballot = lucia.get(f"/polls/{poll}").get_data(as_text=True)
    assert '<div class="result-text" lang="es">' in ballot and "deben publicar" in ballot


@pytest.fixture
def killa(app: Flask, people: Cast, entered) -> FlaskClient:
    """A translator on her device."""
    with app.app_context():
        person = accredit(None, "Killa Tene", Role.OBSERVER, "T-1").id
        give_office(people.organiser, "T-1", Duty.TRANSLATOR)
    return entered(person)


def desk_of(source: str) -> str:
    return f"/translations/es/{source_digest(source)}"


def sent(client: FlaskClient, source: str, do: str, **form: str) -> TestResponse:
    return client.post(desk_of(source), data={"key": secrets.token_hex(8), "do": do, **form})


def test_the_queue_puts_first_what_is_about_to_be_voted_on(
    app: Flask, people: Cast, paper: int, killa: FlaskClient
) -> None:
    with app.app_context():
        voted = an_amendment(people.lucia, paper, "Seed banks receive support.", "p3", title="Support")
        an_amendment(people.lucia, paper, "Exchange is knowledge.", "p4", title="Knowledge")
        translated(None, "Every exchange counts.", "en", "es", "Todo intercambio cuenta.")
        announce_poll(people.organiser, put_to_poll(people.organiser, [voted]))
    page = killa.get("/translations/es").get_data(as_text=True)
    order = [
        page.index(words) for words in ("Seed banks receive support.", "Exchange is knowledge.", SENTENCES[2])
    ]
    assert order == sorted(order)
    assert page.index("About to be voted on") < order[0] < page.index("Pending amendments") < order[1]


def test_a_translator_sees_what_changed_what_was_translated_before_and_the_terms(
    app: Flask, people: Cast, paper: int, killa: FlaskClient
) -> None:
    with app.app_context():
        enter_term(people.organiser, {"en": "public funds", "es": "fondos públicos"})
        translated(None, f"{SHALL} Minga is shared.", "en", "es", "Deben publicar. La minga se comparte.")
        amendment = an_amendment(people.lucia, paper, f"{SHALL} Every minga counts.")
    page = killa.get(desk_of(f"{SHALL} Every minga counts.")).get_data(as_text=True)
    assert f"AM {amendment}" in page
    assert re.search(r"<del>.*?may.*?</del>", page) and MAY_ES in page
    assert "<b>minga</b> is never translated" in unescape(page) and "fondos públicos" in page
    assert "Deben publicar." in page


def test_a_translator_writes_and_a_refused_word_keeps_the_typing(
    app: Flask, people: Cast, paper: int, killa: FlaskClient, entered
) -> None:
    source = "Every minga counts."
    with app.app_context():
        an_amendment(people.lucia, paper, source)
    assert sent(killa, source, "draft", words="Toda …").status_code == 303
    refused = sent(killa, source, "ready", words="Todo trabajo en común cuenta.")
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422 and "“minga” is never translated" in page
    assert "Todo trabajo en común cuenta." in page
    paz = entered(people.organiser)
    taken = sent(paz, source, "ready", words="Mine.")
    assert taken.status_code == 409 and "Killa Tene is translating" in taken.get_data(as_text=True)
    assert sent(killa, source, "ready", words="Toda minga cuenta.").status_code == 303
    assert sent(killa, source, "review", seen=source_digest("Toda minga cuenta.")).status_code == 403
    assert sent(paz, source, "review", seen=source_digest("Toda minga cuenta.")).status_code == 303
    assert "Toda minga cuenta." in killa.get("/amendments/1?text=es").get_data(as_text=True)
    assert sent(paz, source, "withdraw", reason="").status_code == 422
    assert sent(paz, source, "shred").status_code == 422
    assert sent(paz, "Nothing of the kind.", "claim").status_code == 404


def test_titles_items_and_rulings_are_shown_in_the_language_in_which_one_reads_texts(
    app: Flask, people: Cast
) -> None:
    with app.app_context():
        document = a_document()
        an_amendment(people.lucia, document, "Institutions publish.", title="A duty")
        an_open_sitting(people.organiser, "Semillas")
        give_ruling(people.organiser, 1, "Tres minutos cada quien.")
        make_announcement(people.organiser, "Sigue el almuerzo.", 1)
        translated(None, "Seeds and soils", "en", "es", "Semillas y suelos")
        translated(None, "A duty", "en", "es", "Un deber")
        translated(None, "Semillas", "es", "en", "Seeds, an item")
        translated(None, "Tres minutos cada quien.", "es", "en", "Three minutes each.")
    client = app.test_client()
    plain, listed = (client.get(f"/documents/{asked}").get_data(as_text=True) for asked in ("", "?text=es"))
    assert "Semillas y suelos" not in plain and 'class="tongue' not in plain.replace('class="tongues', "")
    assert '<span lang="es">Semillas y suelos</span>' in listed
    assert "translation not reviewed yet" in listed
    assert '<span lang="es">Un deber</span>' in client.get("/amendments/1").get_data(as_text=True)
    client = app.test_client()
    assert "Seeds, an item" not in client.get("/sittings/1").get_data(as_text=True)
    english = client.get("/sittings/1?text=en").get_data(as_text=True)
    assert '<span lang="en">Seeds, an item</span>' in english
    assert '<span lang="en">Three minutes each.</span>' in client.get("/rulings").get_data(as_text=True)
    assert "not translated yet" in client.get("/announcements").get_data(as_text=True)
    assert "Seeds and soils" in client.get("/documents/").get_data(as_text=True)
