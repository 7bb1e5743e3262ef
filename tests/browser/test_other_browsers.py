"""The most important journey in Firefox and in WebKit: sign in, follow a debate, rank, cast, read the result.

`make test` installs neither: `make browsers` supplies both and runs this. Where one is missing it is skipped.
"""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Page, Playwright, expect

from summit.db import db
from summit.debates.queries import Anchor
from summit.debates.services import post_intervention
from summit.people.models import Role
from summit.people.services import accredit, found_summit, issue_slip
from tests.browser.conftest import DEVICES
from tests.browser.looking import PICTURES
from tests.browser.summit_on_stage import PIN
from tests.browser.webdriver import hand
from tests.factories import a_document, an_amendment, an_open_poll, cast, published
from tests.servers import Server, beside, running
from tests.supplied.programs import found

pytestmark = [pytest.mark.browser, pytest.mark.server]

RECEIPT = re.compile(r"\w{4}-\w{4}-\w{4}-\w{4}")
SETTLED = "document.querySelector('ranked-ballot').dataset.ready !== undefined"
FITS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FACES = "[...document.fonts].filter((face) => face.status === 'error').map((face) => face.family)"


class Somebody(Protocol):
    """A person at a browser, whatever drives it."""

    def goes(self, url: str) -> None: ...
    def types(self, selector: str, words: str) -> None: ...
    def presses(self, name: str) -> None: ...
    def sees(self, selector: str, words: str | re.Pattern[str]) -> None: ...
    def asks(self, expression: str) -> Any: ...
    def runs(self, script: str) -> Any: ...
    def pictures(self, file: Path) -> None: ...
    def complaints(self) -> list[str]: ...


class InFirefox:
    """Somebody at Firefox, which Playwright drives by WebDriver BiDi."""

    def __init__(self, page: Page) -> None:
        self.page, self.heard = page, list[str]()
        page.on("console", lambda said: self.heard.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.heard.append(str(error)))

    def goes(self, url: str) -> None:
        self.page.goto(url)

    def types(self, selector: str, words: str) -> None:
        self.page.locator(selector).fill(words)

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def sees(self, selector: str, words: str | re.Pattern[str]) -> None:
        expect(self.page.locator(selector).first).to_contain_text(words, timeout=20_000)

    def asks(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def runs(self, script: str) -> Any:
        return self.page.evaluate(f"() => {{ {script} }}")

    def pictures(self, file: Path) -> None:
        self.page.screenshot(
            path=file, full_page=True, caret="initial"
        )  # hiding it would need a style of its own

    def complaints(self) -> list[str]:
        return self.heard


@dataclass(frozen=True)
class Hall:
    server: Server
    chair: int
    lucia: int
    document: int
    slip: str


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A debate on a text, and an open poll on two changes to it."""
    with running(tmp_path) as server:
        with beside(tmp_path):
            found_summit("Other browsers", "America/Guayaquil", ["en"])
            chair = accredit(None, "Paz Cevallos", Role.ORGANISER, "O-1").id
            lucia = accredit(None, "Lucía Andrango", Role.DELEGATE, "D-1").id
            accredit(None, "Tomás Okafor", Role.DELEGATE, "D-2")
            document = a_document()
            an_open_poll(chair, [an_amendment(lucia, document, words) for words in ("Publish.", "Share.")])
            slip = issue_slip(None, "D-2")
        yield Hall(server, chair, lucia, document, slip)


@pytest.fixture(params=["firefox", "webkit"])
def somebody(request: pytest.FixtureRequest, playwright: Playwright, tmp_path: Path) -> Iterator[Somebody]:
    path = found(request.param) or pytest.skip(f"no {request.param}: `make browsers` supplies it")
    if request.param == "webkit":
        with hand(path, tmp_path) as at_webkit:
            yield at_webkit
        return
    firefox = playwright.firefox.launch(channel="moz-firefox", executable_path=path)
    yield InFirefox(firefox.new_context(**DEVICES["tablet"]).new_page())
    firefox.close()


def is_in_order(somebody: Somebody, what: str, request: pytest.FixtureRequest) -> None:
    """Nothing scrolls sideways, no face is missing; with PICTURES=1 a picture is kept."""
    if os.environ.get("PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        somebody.pictures(PICTURES / f"other-{request.node.callspec.params['somebody']}-{what}.png")
    assert somebody.asks(FITS) == 0, f"{what} scrolls sideways"
    assert somebody.asks(FACES) == []


def test_a_delegate_follows_ranks_casts_and_reads_the_result(
    hall: Hall, somebody: Somebody, request: pytest.FixtureRequest
) -> None:
    at = hall.server.url
    somebody.goes(f"{at}/sign-in#slip={hall.slip}")
    somebody.types("#new-pin", PIN)
    somebody.presses("Sign in with the slip")
    somebody.sees(".standing", "Tomás Okafor")

    debate = f"/debates/document/{hall.document}"
    somebody.goes(at + debate)
    somebody.sees("[data-connection]", re.compile(r"(?<!not )live"))
    with beside(hall.server.folder):
        post_intervention(hall.lucia, Anchor("document", str(hall.document)), "Seeds cannot wait.")
    somebody.sees(".iv-words", "Seeds cannot wait.")
    is_in_order(somebody, "debate", request)

    somebody.goes(f"{at}/polls/1")
    somebody.sees("[data-free]", "AM 2")
    for place, name in enumerate(("AM 2", "AM 1"), 1):
        time.sleep(0.4)  # a second tap within 350 ms counts as a slip of the finger
        somebody.presses(f"Put {name} in place {place}")
        somebody.sees("[data-ranked]", name)
    is_in_order(somebody, "ballot", request)
    somebody.presses("Review the ballot")
    somebody.sees(".readback", "First: AM 2")
    somebody.presses("Cast the ballot")
    somebody.sees("[data-receipt]", RECEIPT)
    is_in_order(somebody, "received", request)

    with beside(hall.server.folder):
        cast(hall.lucia, 1, "am2")
        published(hall.chair, 1)
        counted = db.session.connection().exec_driver_sql("select count(*) from ballot").scalar()
    assert counted == 2
    somebody.sees("#result", "AM 2")
    is_in_order(somebody, "result", request)
    assert somebody.complaints() == []
