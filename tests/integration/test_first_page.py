"""What a phone on a bad network gets first: little, readable before any script, and from no other host."""

import gzip
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import Cast

pytestmark = pytest.mark.only_on("sqlite", "a page and its files, whatever the database")
DIST = Path(__file__).parents[2] / "static" / "dist"
FIRST = (
    "main.css",
    "main.js",
    "sprite.svg",
    "favicon.svg",
    "atkinson-hyperlegible-next-latin-wght-normal.woff2",
)
LOADED = re.compile(r'<(?:script|img|link|iframe|source|audio|video)\b[^>]*?(?:src|href)="([^"]+)"')


def sent(file: Path) -> int:
    """What travels: the packed file where the server has one beside it."""
    packed = file.with_name(f"{file.name}.gz")
    return (packed if packed.exists() else file).stat().st_size


@pytest.mark.usefixtures("cast")
def test_the_first_page_of_a_phone_weighs_less_than_100_kilobytes(client: FlaskClient) -> None:
    built = json.loads((DIST / "manifest.json").read_text())
    page = client.get("/", headers={"Accept-Language": "es"})
    whole = len(gzip.compress(page.data)) + sum(sent(DIST / built[name]) for name in FIRST)
    assert whole < 100_000, f"{whole} bytes"


def test_a_phone_fetches_no_face_for_running_text() -> None:
    """The serif of the hall is 51 kB; a narrow screen is given the one that it has."""
    style = (DIST / json.loads((DIST / "manifest.json").read_text())["main.css"]).read_text()
    narrow = re.search(r"@media ?\(max-width: ?40rem\) ?\{ ?:root ?\{ ?--face-text:([^}]+)\}", style)
    assert narrow is not None
    assert "Variable" not in narrow[1]


@pytest.mark.usefixtures("cast")
def test_the_first_page_is_read_without_a_script(client: FlaskClient, cast: Cast) -> None:
    page = client.get("/").text
    scripts = re.findall(r"<script[^>]*>", page)
    assert "<h1" in page and all("module" in one for one in scripts), "a script that holds the page up"


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/agenda/", "/documents/", "/polls/", "/projector/1", "/final"]
)
def test_no_page_needs_another_host(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert [one for one in LOADED.findall(page) if one.startswith(("http:", "https:", "//"))] == []


def test_no_style_or_script_needs_another_host() -> None:
    built = json.loads((DIST / "manifest.json").read_text())
    style = (DIST / built["main.css"]).read_text()
    assert re.findall(r"url\([\"']?(?:https?:)?//[^)]*\)|@import [\"']?https?:", style) == []
