"""The final document in other languages: translated where a translation holds, marked where none does."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.documents.services import translated
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document

MAY_ES = "Las instituciones públicas de investigación pueden publicar sus datos."


@pytest.fixture
def paper(app: Flask, cast: Cast) -> None:
    with app.app_context():
        a_document(title="Rules of seeds")
        translated(None, SENTENCES[0], "en", "es", MAY_ES)
        translated(None, "Rules of seeds", "en", "es", "Reglas de las semillas")


def test_an_edition_has_the_translated_words_and_marks_the_others(paper: None, client: FlaskClient) -> None:
    final = json.loads(client.get("/final.json").data)
    html = client.get("/final.html?language=es").get_data(as_text=True)
    assert MAY_ES in html and SENTENCES[0] not in html.split("Annex I.")[0]
    assert "Reglas de las semillas" in html and "not translated" in html and 'lang="en"' in html
    assert final["digest"] in html and "Edition in Español" in html
    text = client.get("/final.md?language=es").get_data(as_text=True)
    assert MAY_ES in text and SENTENCES[1] in text and final["digest"] in text
    assert MAY_ES not in client.get("/final.md").get_data(as_text=True).split("Annex I.")[0]
    assert client.get("/final.md?language=fr").status_code == 404


def test_the_fifth_annex_says_of_each_provision_where_its_words_come_from(
    paper: None, client: FlaskClient
) -> None:
    text = client.get("/final.md").get_data(as_text=True)
    annex = text.split("Annex V. Translations")[1]
    assert (
        "Document 1 in Español, from English" in annex
        and "not reviewed" in annex
        and "not translated" in annex
    )
    lines = json.loads(client.get("/final.json").data)["translations"]
    assert [(one["provision"], one["state"], one["words"]) for one in lines][:2] == [
        ("p1", "missing", ""), ("p2", "ready", MAY_ES)
    ]  # fmt: skip
