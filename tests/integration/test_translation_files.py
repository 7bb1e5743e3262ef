"""Translations out and back as files: nothing is published on a text that moved, nothing guessed."""

import io
import re
from pathlib import Path

import pytest
from flask import Flask

from summit.documents import queries
from summit.documents.reading.pandoc import syntax_tree
from summit.documents.services import translated
from summit.documents.writing.pandoc import office_file
from summit.domain.text import source_digest
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, cast, published

MAY_ES = "Las instituciones públicas de investigación *pueden* publicar sus datos[^1]."
BANKS_ES = "Los bancos comunitarios de semillas reciben un apoyo estable."
SHALL = SENTENCES[0].replace("may", "shall")


@pytest.fixture
def paper(app: Flask, people: Cast) -> int:
    with app.app_context():
        return a_document()


def filled(file: bytes, words: dict[str, str]) -> bytes:
    """The file after a translator has written into its last column."""
    tree = syntax_tree(file, "docx")
    (table,) = [one for one in tree["blocks"] if one["t"] == "Table"]
    for _, cells in table["c"][4][0][3]:
        source = "".join(one.get("c", " ") for one in cells[1][4][0]["c"])
        if source in words:
            said = [{"t": "Str", "c": words[source]}]
            cells[3][4] = [{"t": "Para", "c": said}]
    return office_file(tree, "docx")


def flask(app: Flask, *arguments: str) -> str:
    done = app.test_cli_runner().invoke(args=["translation", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_file_comes_back_and_what_has_moved_meanwhile_is_a_draft_on_the_old_text(
    app: Flask, people: Cast, paper: int, tmp_path: Path
) -> None:
    out, back = tmp_path / "out.docx", tmp_path / "back.docx"
    assert "4 texts" in flask(app, "export", "--language", "es", "--out", str(out)), (
        "the title is the heading"
    )
    back.write_bytes(filled(out.read_bytes(), {SENTENCES[0]: MAY_ES, SENTENCES[1]: BANKS_ES}))
    with app.app_context():
        poll = an_open_poll(people.organiser, [an_amendment(people.lucia, paper, SHALL)])
        cast(people.lucia, poll, "am1")
        published(people.organiser, poll)
    looked = flask(app, "import", str(back), "--language", "es", "--dry-run")
    assert "1 shown to readers" in looked and "1 kept as a draft: the text has moved" in looked
    with app.app_context():
        assert queries.translations("es") == {}
    flask(app, "import", str(back), "--language", "es")
    with app.app_context():
        known = queries.translations("es")
        assert known[source_digest(SENTENCES[1])].words == BANKS_ES
        old = known[source_digest(SENTENCES[0])]
        assert (old.words, old.draft, str(old.state)) == ("", MAY_ES, "draft")
        shown = queries.rendered_provisions(paper, queries.text_at(paper, 2), "en", "es")
        assert (shown["p2"].words, shown["p3"].words) == (SHALL, BANKS_ES)
    assert "2 left" in flask(app, "import", str(back), "--language", "es")


def test_a_parallel_file_is_laid_beside_its_document_and_what_does_not_align_is_asked(
    app: Flask, people: Cast, paper: int, entered
) -> None:
    paz = entered(people.organiser)
    file = f"# Semillas y suelos\n\n{BANKS_ES}\n\nUna frase que en el otro texto no está.\n"
    form = {"document": "1", "do": "preview", "file": (io.BytesIO(file.encode()), "semillas.md")}
    page = paz.post("/translations/es/files", data=form).get_data(as_text=True)
    with app.app_context():
        assert queries.translations("es") == {}, "nothing is stored by looking"
    asked = re.findall(r'<select class="input" id="q-(p\d)"', page)
    assert asked == ["p2", "p3", "p4"], "three paragraphs and two: which is which is not plain"
    content = re.search(r'name="content" value="([^"]+)"', page)[1]
    places = re.findall(r'<option value="(\d)">Los bancos', page)
    answer = {"q-p3": places[0], "do": "confirm", "document": "1", "content": content, "name": "semillas.md"}
    assert paz.post("/translations/es/files", data={"key": "a-key-of-its-own", **answer}).status_code == 303
    with app.app_context():
        known = {one.source: one.words for one in queries.translations("es").values()}
        assert known == {"Seeds and soils": "Semillas y suelos", SENTENCES[1]: BANKS_ES}


def test_what_is_translated_already_stays_and_a_wrong_file_is_refused(
    app: Flask, people: Cast, paper: int, entered, tmp_path: Path
) -> None:
    out, back = tmp_path / "out.docx", tmp_path / "back.docx"
    flask(app, "export", "--language", "es", "--out", str(out))
    back.write_bytes(filled(out.read_bytes(), {SENTENCES[1]: "Other words."}))
    with app.app_context():
        translated(None, SENTENCES[1], "en", "es", BANKS_ES)
    flask(app, "import", str(back), "--language", "es")
    with app.app_context():
        assert queries.translation(source_digest(SENTENCES[1]), "es").words == BANKS_ES
    paz = entered(people.organiser)
    for name, content in (("none.docx", b"no file at all"), ("", b"")):
        form = {"do": "preview", "file": (io.BytesIO(content), name)}
        assert paz.post("/translations/es/files", data=form).status_code == 422
