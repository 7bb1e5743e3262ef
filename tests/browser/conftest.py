"""A real browser for tests/browser, devices of the sizes people bring, and what no page may do there."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.supplied.programs import found, missing

ROOT = Path(__file__).parents[2]

DEVICES: dict[str, dict[str, Any]] = {
    "tablet": {"viewport": {"width": 768, "height": 1024}, "has_touch": True},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "narrow": {"viewport": {"width": 320, "height": 640}},  # 1280 px at 400 % zoom
    "laptop": {"viewport": {"width": 1440, "height": 900}},
    "projector": {"viewport": {"width": 1920, "height": 1080}},
}

CUT_OFF = (
    "ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET",
    "ERR_CONNECTION_CLOSED", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED",
)  # fmt: skip
"""What a browser logs by itself when the network is gone: not a mistake of the page."""

Visit = Callable[..., Page]

PATIENCE_MS = 60_000
"""How long a machine that is busy with other tests may take to show something."""
expect.set_options(timeout=PATIENCE_MS)


def chromium_path() -> str | None:
    return os.environ.get("CHROMIUM") or found("chromium")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = chromium_path() or missing("chromium")
    chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
    chromium.new_context = _patient(chromium.new_context)  # type: ignore[method-assign]
    yield chromium
    chromium.close()


def _patient(make: Callable[..., BrowserContext]) -> Callable[..., BrowserContext]:
    """The same, with contexts that wait as long for what is to be pressed or loaded as for what is shown."""

    def made(**options: Any) -> BrowserContext:
        context = make(**options)
        context.set_default_timeout(PATIENCE_MS)
        return context

    return made


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """`visit(url, device="tablet", **context options)`: the page opened on that device, as a new person.

    The test fails at its end if any page of it logged an error, threw one, or broke the security policy.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(text: str) -> None:
        if not any(known in text for known in CUT_OFF):
            complaints.append(text)

    def open_page(url: str, device: str = "tablet", **options: Any) -> Page:
        context = browser.new_context(**DEVICES[device] | options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: note(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: note(str(error)))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
