"""DOCX and ODT: real headings, head rows, lists and notes, the same bytes every day; LibreOffice agrees."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypandoc
import pytest
from flask import Flask

from summit.documents.services import import_document
from summit.domain.text import Kind, Provision
from summit.export.blocks import Changed, Heading, TextOf
from summit.export.composing import compose
from summit.export.formats import by_name
from summit.export.office import converting
from summit.export.office.converting import NotConverted
from summit.export.office.syntax import syntax_tree
from summit.export.outline import outline
from tests.conftest import Cast
from tests.integration.test_export_formats import a_decided_poll, attacked  # noqa: F401 - a fixture
from tests.supplied.programs import program

pytestmark = pytest.mark.only_on(
    "sqlite", "a format is written from the composed document, which test_export_document holds on both"
)

FILES = ("docx", "odt")


def written(name: str) -> bytes:
    return by_name(name).write(compose())


def tree(content: bytes, form: str) -> list[dict]:
    command = [pypandoc.get_pandoc_path(), "-f", form, "-t", "json"]
    read = subprocess.run(command, input=content, capture_output=True, check=True, timeout=600)
    return json.loads(read.stdout)["blocks"]


def every(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from every(one)


def plain(value: object) -> str:
    said = {
        "Str": lambda one: one["c"],
        "Space": lambda _: " ",
        "SoftBreak": lambda _: " ",
        "Code": lambda one: one["c"][1],
    }
    words = (said[one["t"]](one) for one in every(value) if one.get("t") in said)
    return " ".join("".join(words).split())


def headings(blocks: list[dict]) -> list[tuple[int, str]]:
    return [(one["c"][0], plain(one["c"][2])) for one in every(blocks) if one.get("t") == "Header"]


def expected_headings() -> list[tuple[int, str]]:
    """Those of the outline but for the title, one level up; numbers stand before."""
    found = []
    for block in outline(compose())[1:]:
        if isinstance(block, Heading):
            found.append((block.level - 1, block.words))
        if isinstance(block, TextOf | Changed):
            drawn = [one for one in block.drawn if one.kind is Kind.HEADING]
            found += [(one.level - 1, f"{one.label} {one.provision.text}") for one in drawn]
    return found


@pytest.mark.parametrize("name", FILES)
def test_an_empty_summit_can_be_written(inside: Flask, name: str) -> None:
    assert headings(tree(written(name), name))[0] == (1, "Operative part")


@pytest.mark.parametrize("name", FILES)
def test_headings_are_headings_with_their_numbers(inside: Flask, people: Cast, name: str) -> None:
    a_decided_poll(people)
    found = headings(tree(written(name), name))
    assert (3, "1 Semillas y suelos") in found
    assert (4, "1.1 Bancos") in found
    assert (2, "V-01: Publish") in found


@pytest.mark.parametrize("name", FILES)
def test_lists_notes_tables_and_code_keep_what_they_are(inside: Flask, people: Cast, name: str) -> None:
    a_decided_poll(people)
    blocks = tree(written(name), name)
    kinds = {one.get("t") for one in every(blocks)}
    assert {"OrderedList", "BulletList", "Note", "Table", "BlockQuote", "CodeBlock"} - kinds <= (
        {"CodeBlock"} if name == "odt" else set()
    )
    (note,) = (plain(one["c"]) for one in every(blocks) if one.get("t") == "Note")
    assert note == "Véase la ley."
    ordered = [one["c"] for one in every(blocks) if one.get("t") == "OrderedList"]
    assert [plain(item) for item in ordered[0][1]] == ["conservar;en abierto;", "documentar."]


def test_every_table_of_figures_repeats_its_head_row(inside: Flask, people: Cast) -> None:
    a_decided_poll(people)
    inner = zipfile.ZipFile(io.BytesIO(written("docx"))).read("word/document.xml").decode()
    tables = inner.split("<w:tbl>")[1:]
    headed = [one for one in tables if "Exhausted" in one or "Took part" in one or "Variedad" in one]
    assert len(headed) == 3
    assert all("<w:tblHeader" in one for one in headed)
    open_document = zipfile.ZipFile(io.BytesIO(written("odt"))).read("content.xml").decode()
    assert open_document.count("<table:table-header-rows>") == 3


@pytest.mark.parametrize("name", FILES)
def test_the_words_of_a_text_are_in_its_language(inside: Flask, people: Cast, name: str) -> None:
    a_decided_poll(people)
    inner = zipfile.ZipFile(io.BytesIO(written(name)))
    content = "".join(inner.read(one).decode() for one in inner.namelist() if one.endswith(".xml"))
    said = {"docx": r'<w:lang w:val="es"', "odt": r'fo:language="es"'}[name]
    assert re.search(said, content)


@pytest.mark.parametrize("name", FILES)
def test_nothing_that_people_wrote_is_markup(attacked: Flask, name: str) -> None:  # noqa: F811
    inner = zipfile.ZipFile(io.BytesIO(written(name)))
    content = "".join(inner.read(one).decode() for one in inner.namelist() if one.endswith((".xml", ".rels")))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content
    assert "javascript:" not in re.sub(r">[^<]*<", "><", content)
    assert not [one for one in inner.namelist() if "media" in one.lower()]


LATER = """
import sys, time
from summit.export.office.converting import converted
from datetime import UTC, datetime
import json
sys.stdout.buffer.write(converted(json.load(sys.stdin), sys.argv[1], datetime(2026, 5, 30, tzinfo=UTC)))
"""


@pytest.mark.parametrize("name", FILES)
def test_another_process_in_another_zone_writes_the_same_bytes(
    inside: Flask, people: Cast, name: str
) -> None:
    a_decided_poll(people)
    order = json.dumps(syntax_tree(compose())).encode()
    files = [
        subprocess.run(
            [sys.executable, "-c", LATER, name],
            input=order, capture_output=True, check=True, timeout=600, env={**os.environ, "TZ": zone},
        ).stdout
        for zone in ("UTC", "Asia/Kathmandu")
    ]  # fmt: skip
    assert files[0] == files[1]
    part = {"docx": "docProps/core.xml", "odt": "meta.xml"}[name]
    assert b"2026-05-30T00:00:00Z" in zipfile.ZipFile(io.BytesIO(files[0])).read(part)


def test_a_converter_that_fails_is_a_clear_sentence(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "MEMORY", "-Mnone")
    with pytest.raises(NotConverted, match="RTS"):
        written("docx")


def test_a_converter_that_takes_too_long_is_ended(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "SECONDS", 0.001)
    with pytest.raises(NotConverted, match="Take HTML or PDF"):
        written("odt")


@pytest.mark.parametrize(("name", "other"), [("docx", "odt"), ("odt", "docx")])
def test_libreoffice_keeps_every_numbered_heading(
    inside: Flask, people: Cast, tmp_path: Path, name: str, other: str
) -> None:
    a_decided_poll(people)
    text = [Provision(f"q{n}", Kind.HEADING, n % 4 + 1, "", f"Level {n} of it") for n in range(12)]
    import_document(None, "Deep", "en", tuple(text))
    file = tmp_path / f"final.{name}"
    file.write_bytes(written(name))
    command = [
        program("libreoffice"),
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        other,
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path / "out", file], check=True, timeout=600, capture_output=True
    )
    again = headings(tree((tmp_path / "out" / f"final.{other}").read_bytes(), other))
    assert again == headings(tree(file.read_bytes(), name)) == expected_headings()
