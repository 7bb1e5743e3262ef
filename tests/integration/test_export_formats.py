"""The document in every format: what people wrote stays words, texts can be read back, bytes are equal."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from markdown_it import MarkdownIt

from summit.db import db
from summit.documents import queries
from summit.documents.reading import read
from summit.documents.services import Change, import_document, propose_amendment
from summit.domain.text import Kind, Provision, markdown
from summit.export import pdf
from summit.export.composing import compose
from summit.export.formats import FORMATS, by_name
from summit.export.markdown import text_markers
from summit.export.pdf import NotTypeset, write_pdf
from summit.people.models import Person
from summit.record import RecordEntry
from summit.voting.models import Poll
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, published, voided
from tests.papers import words_of

pytestmark = pytest.mark.only_on(
    "sqlite", "a format is written from the composed document, which test_export_document holds on both"
)

ATTEMPTS = (
    "#panic(1) #let x = 1 @note $sum$ `raw` \\ *b* _c_ <l> // c /* d */",
    "= Heading [link](javascript:alert(1)) **strong** ![](x) | cell | <!-- c -->",
    "<script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; {{ 7 * 7 }} {% raw %}",
)
RICH = (
    Provision("p1", Kind.HEADING, 1, "", "Semillas y suelos"),
    Provision("p2", Kind.PARAGRAPH, 0, "", "Podrán *publicar* los **datos**[^1], ¿œuvre, ñandú, p’ukyu?"),
    Provision("p3", Kind.NOTE, 0, "1", "Véase la [ley](https://example.org/ley)."),
    Provision("p4", Kind.HEADING, 3, "", "Bancos"),
    Provision("p5", Kind.PARAGRAPH, 0, "", "Apoyo para:"),
    Provision("p6", Kind.ITEM, 1, "(a)", "conservar;"),
    Provision("p7", Kind.ITEM, 2, "-", "en `abierto`;"),
    Provision("p8", Kind.ITEM, 1, "(a)", "documentar."),
    Provision("p9", Kind.QUOTE, 0, "", "Toda minga es un acto de conocimiento."),
    Provision("p10", Kind.TABLE, 0, "", "| Variedad | Año |\n| --- | --- |\n| Quinua | 2013 |"),
    Provision("p11", Kind.CODE, 0, "json", '{"a": [1, 2]}\n# no heading'),
    Provision("p12", Kind.PARAGRAPH, 0, "", "Fin."),
)


def written(name: str) -> bytes:
    return by_name(name).write(compose())


def a_decided_poll(people: Cast, title: str = "Publish", rationale: str = "") -> int:
    document = import_document(None, title, "es", RICH)
    change = Change("p12", words="Fin y principio.")
    number = propose_amendment(people.lucia, document, 1, [change], title, rationale)
    poll = an_open_poll(people.organiser, [number])
    cast(people.lucia, poll, f"am{number}")
    cast(people.tomas, poll, f"am{number}")
    cast(people.rosa, poll, "keep")
    published(people.organiser, poll)
    return poll


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("markdown", "# Summit\n"),
        ("html", "<h1>Summit</h1>"),
        ("json", '"title": "Summit"'),
        ("pdf", "/Title(Summit, provisional final document)"),
    ],
)
def test_an_empty_summit_can_be_written(inside: Flask, name: str, said: str) -> None:
    assert said.encode() in written(name)


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_the_same_state_gives_the_same_bytes(inside: Flask, people: Cast, name: str) -> None:
    a_decided_poll(people)
    first = written(name)
    db.session.rollback()
    assert written(name) == first


def test_the_text_reads_back_from_markdown_as_the_same_provisions(inside: Flask, people: Cast) -> None:
    a_decided_poll(people)
    part = compose().parts[0]
    begin, end = text_markers(part.number, part.revision, part.digest)
    whole = written("markdown").decode()
    text = whole.split(begin)[1].split(end)[0].strip("\n") + "\n"
    assert text == markdown(queries.text_at(1, 2))
    again = read(text.encode(), format="markdown").text
    assert [(one.kind, one.depth, one.marker, one.text) for one in again] == [
        (one.kind, one.depth, one.marker, one.text) for one in part.text
    ]


def test_the_round_table_in_markdown_holds_the_published_figures(inside: Flask, people: Cast) -> None:
    poll = a_decided_poll(people)
    lines = written("markdown").decode().split("round by round*")[1].strip().splitlines()
    assert lines[0] == "| Round | A | B | Exhausted | Total |"
    (counted,) = db.session.get_one(Poll, poll).result["rounds"]
    figures = [counted["tally"]["am1"], counted["tally"]["keep"], "0", counted["continuing"]]
    assert [cell.strip() for cell in lines[2].strip("|").split("|")] == ["1", *figures]


def test_a_change_is_marked_in_the_margin_of_its_provision(inside: Flask, people: Cast) -> None:
    a_decided_poll(people)
    page = written("html").decode().split('id="annex-4"')[0]
    provisions = page.split('<div class="prov')
    marked = [one for one in provisions if one.startswith('-marks">')]
    assert ["V-01" in one for one in marked] == [True]
    assert "Fin y principio." in provisions[provisions.index(marked[0]) - 1]


def test_marks_lead_to_the_vote_and_every_link_has_its_end(inside: Flask, people: Cast) -> None:
    a_decided_poll(people)
    page = written("html").decode()
    assert '<a href="#am-1" class="keep">AM 1</a> · <a href="#v-01" class="keep">V-01</a>' in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


@pytest.fixture
def attacked(inside: Flask, people: Cast) -> Flask:
    """Titles, reasons, names and the words of a provision try to be commands."""
    one, two, three = ATTEMPTS
    poll = a_decided_poll(people, title=one, rationale=f"{two}\n\n# {three}\n- {one}")
    document = a_document("Words.", title=three)
    an_amendment(people.tomas, document, "Other words. \\# \\$x\\$ \\<script\\>", title=two)
    db.session.execute(db.update(Poll).where(Poll.number == poll).values(title=f"{three} {two}"))
    db.session.execute(db.update(Person).where(Person.id == people.lucia).values(name=two))
    db.session.commit()
    return inside


def test_nothing_that_people_wrote_is_html(attacked: Flask) -> None:
    page = written("html").decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in re.sub(r">[^<]*<", "><", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page


def test_nothing_that_people_wrote_is_markdown(attacked: Flask) -> None:
    tokens = MarkdownIt("commonmark").parse(written("markdown").decode())
    inline = [child for token in tokens for child in token.children or ()]
    raw = {
        token.content.strip() for token in [*tokens, *inline] if token.type in ("html_block", "html_inline")
    }
    ours = r'<a id="[a-z0-9-]+">|</a>|</?(?:del|ins)>|<!-- text of document .*-->'
    assert [html for html in raw if not re.fullmatch(ours, html)] == []
    links = [child.attrGet("href") or "" for child in inline if child.type == "link_open"]
    assert [link for link in links if not link.startswith(("#", "https://"))] == []
    headings = [tokens[at + 1].children for at, token in enumerate(tokens) if token.type == "heading_open"]
    shown = ["".join(child.content for child in found or ()) for found in headings]
    assert f"AM 1: {ATTEMPTS[0]}" in shown
    assert not any(one.startswith("<script>") for one in shown)
    assert {child.type for child in inline} <= {
        "text", "text_special", "softbreak", "hardbreak", "html_inline", "code_inline",
        "strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close",
    }  # fmt: skip
    words = "".join(child.content for child in inline if child.type.startswith("text"))
    assert all(attempt in words for attempt in ATTEMPTS)


def test_nothing_that_people_wrote_is_typesetting(attacked: Flask) -> None:
    words = words_of(written("pdf")).replace(" ", "")
    for attempt in ATTEMPTS:
        assert attempt.replace(" ", "") in words


def test_json_holds_what_was_written_and_its_digest(attacked: Flask) -> None:
    whole = json.loads(written("json"))
    assert whole["amendments"][0]["title"] == ATTEMPTS[0]
    assert whole["digest"] == compose().digest
    assert whole["votes"][0]["result"]["rounds"][0]["tally"] == {"am1": "2", "keep": "1"}


def test_the_pdf_holds_provisions_marks_and_votes(inside: Flask, people: Cast) -> None:
    a_decided_poll(people)
    words = words_of(written("pdf"))
    for said in (
        "Podrán publicar los datos",
        "¿œuvre, ñandú, p’ukyu?",
        "Fin y principio.",
        "AM 1 · V-01",
        "Annex III. Votes",
        "A (Publish) elected: 2 of 3 continuing",
        "Round A B Exhausted Total",
    ):
        assert said in words


def test_the_pdf_is_dated_by_the_last_act_on_the_record(inside: Flask, people: Cast) -> None:
    a_decided_poll(people)
    db.session.execute(db.update(RecordEntry).values(at=datetime(2014, 5, 30, 15, 4, 12, tzinfo=UTC)))
    db.session.commit()
    assert b"<xmp:CreateDate>2014-05-30T15:04:12+00:00</xmp:CreateDate>" in written("pdf")


def test_the_pdf_declares_archive_and_accessibility_and_its_title(inside: Flask, people: Cast) -> None:
    a_decided_poll(people)
    content = written("pdf")
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"Test summit, provisional final document" in content
    with pikepdf.open(io.BytesIO(content)) as found:
        assert found.check_pdf_syntax() == [], "qpdf finds nothing wrong"
        assert found.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in found.Root
        assert str(found.Root.Lang) == "en"


def test_signs_that_no_bundled_face_has_are_printed_as_their_code(inside: Flask, people: Cast) -> None:
    a_decided_poll(people, title="Semillas 🌱 para 未来")
    words = words_of(written("pdf"))
    assert "Semillas [U+1F331] para [U+672A][U+6765]" in words


def test_a_pdf_that_takes_too_long_is_given_up_with_a_sentence(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0)
    with pytest.raises(NotTypeset, match="not ready within 0 seconds"):
        write_pdf(compose())


def test_a_typesetter_that_fails_says_why(
    inside: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text("#nothing-of-that-name")
    monkeypatch.setattr(pdf, "TEMPLATE", broken)
    with pytest.raises(NotTypeset, match="unknown variable"):
        write_pdf(compose())


def test_the_html_file_needs_nothing_beside_it(inside: Flask, people: Cast) -> None:
    a_decided_poll(people)
    page = written("html").decode()
    assert "<style>" in page
    assert re.findall(r"<(?:script|link|img|iframe|object)\b|@import|url\(", page) == []


def test_annex_iv_marks_every_change_with_its_amendment_and_poll_in_every_format(
    inside: Flask, people: Cast
) -> None:
    """A changed word, a new paragraph, one struck, and a table; what was taken back marks nothing."""
    document = import_document(None, "Semillas", "es", RICH)
    new = Provision("n", Kind.PARAGRAPH, 0, "", "El agua es de todos.")
    acts = (
        Change("p12", words="Fin y principio."),
        Change("p5", inserted=(new,)),
        Change("p9", struck=True),
        Change("p10", words=RICH[9].text.replace("2013", "2014")),
        Change("p2", words="Deberán publicar."),
    )
    for seen, change in enumerate(acts, start=1):
        number = propose_amendment(people.lucia, document, seen, [change], "A change")
        poll = an_open_poll(people.organiser, [number])
        cast(people.lucia, poll, f"am{number}")
        published(people.organiser, poll)
    voided(people.organiser, 5, "The wrong text.")
    final = compose()
    (course,) = final.courses
    assert [(one.provision.id, one.deed, one.revisions) for one in course.places if one.revisions] == [
        ("am2-1", "inserted", (3,)),
        ("p9", "struck", (4,)),
        ("p10", "changed", (5,)),
        ("p12", "changed", (2,)),
    ]
    annex = by_name("html").write(final).decode().split('id="annex-4"')[1].split("Exceptions")[0]
    assert re.search(r'<ins><span class="vh">added: </span> y principio</ins> \[<a href="#am-1"', annex)
    assert "<del>" in annex and ">2014</ins>" in annex and "El agua es de todos." in annex
    assert "AM 5" not in annex and "Deberán" not in annex and "unchanged]" in annex
    marked = by_name("markdown").write(final).decode().split("Annex IV")[1].split("# Exceptions")[0]
    assert r"Fin<ins> y principio</ins> \[[AM 1](#am-1) · [V-01](#v-01)\]" in marked
    with zipfile.ZipFile(io.BytesIO(by_name("docx").write(final))) as packed:
        docx = re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode())
    for words in (words_of(by_name("pdf").write(final)), docx):
        annex = words[words.rindex("Annex IV") :]
        for said in ("y principio", "AM 1", "V-01", "El agua es de todos", "new", "struck", "2014"):
            assert said in annex
