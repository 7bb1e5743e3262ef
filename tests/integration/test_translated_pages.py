"""Texts in the reader's own language on the pages, and who translates them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.documents.services import translated
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, cast, published

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
