"""The parts of the interface in a real browser: what holds for them holds for every page made of them."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, render_template
from jinja2 import FileSystemLoader
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server
from wtforms import BooleanField, IntegerField

from summit import web
from summit.web.forms import CommandForm, Line, Words
from tests.browser.looking import barriers, keep_picture, overflow, until

ROOT = Path(__file__).parents[2]

Guide = tuple[str, Flask]
Visit = Callable[..., Page]

pytestmark = pytest.mark.browser


MORNING = datetime(2026, 5, 4, 15, 7, 31, tzinfo=UTC)
FRAME = {
    "summit_name": "Cumbre del Buen Conocer",
    "sections": [("Now", "/"), ("Documents", "/documents"), ("Polls", "/polls"), ("What awaits me", "/mine")],
    "standing": [
        ("Person and seat", "Lucía Andrango · 04-07", None),
        ("Body", "Plenary", None),
        ("May vote", "yes", "yes"),
        ("Connection", "live", "live"),
    ],
}


class Sample(CommandForm):
    pin = Line("PIN on your slip")
    seconders = IntegerField("Seconders needed")
    reason = Words("Reason")
    secret = BooleanField("Secret")


def make_app() -> Flask:
    """A bare application with the shared parts and one page that shows them all."""
    app = Flask("guide", root_path=str(ROOT / "summit"), static_folder=str(ROOT / "static"))
    app.secret_key = "of an invented summit"
    app.config["RATELIMIT_STORAGE_URI"] = "memory://"
    app.jinja_loader = FileSystemLoader([ROOT / "templates", Path(__file__).parent])
    web.init_app(app, zone=lambda: "America/Guayaquil", language=lambda: "en")

    @app.get("/")
    def guide() -> str:
        form = Sample()
        form.seconders.errors = ["Write a whole number from 1 to 20."]
        return render_template("guide.html", form=form, at=MORNING, **FRAME)

    return app


@pytest.fixture(scope="module")
def guide() -> Iterator[Guide]:
    app = make_app()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", app
    server.shutdown()
    thread.join()


@pytest.mark.parametrize("device", ["tablet", "phone", "laptop"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_barrier_in_any_part(guide: Guide, visit: Visit, device: str, theme: str) -> None:
    page = visit(guide[0], device)
    page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    keep_picture(page, f"parts-{device}-{theme}")
    assert barriers(page) == []


def test_nothing_scrolls_sideways_at_four_times_the_size(guide: Guide, visit: Visit) -> None:
    assert overflow(visit(guide[0], "narrow")) == 0


def test_signs_come_from_the_sprite_file_and_are_painted(guide: Guide, visit: Visit) -> None:
    page = visit(guide[0])
    sign = page.locator(".track .is-done svg use").first
    until(lambda: sign.bounding_box()["width"] > 20, page, "the sign is painted")


def test_both_faces_arrive(guide: Guide, visit: Visit) -> None:
    page = visit(guide[0])
    arrived = "[...document.fonts].filter(face => face.status == 'loaded').map(face => face.family)"
    wanted = {"Source Serif 4 Variable", "Atkinson Hyperlegible Next Variable"}
    until(lambda: {name.strip('"') for name in page.evaluate(arrived)} >= wanted, page, "both faces")


def test_every_target_is_large_enough(guide: Guide, visit: Visit) -> None:
    small = visit(guide[0], "phone").evaluate(
        """() => [...document.querySelectorAll(".btn, .mast nav a, .check input")]
            .filter(e => e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"""
    )
    assert small == []


def test_keyboard_reaches_the_content_first(guide: Guide, visit: Visit) -> None:
    page = visit(guide[0], "laptop")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_no_page_breaks_its_own_security_policy(guide: Guide, visit: Visit) -> None:
    visit(guide[0]).wait_for_load_state("networkidle")
    assert dict(guide[1].extensions["csp_reports"]) == {}
