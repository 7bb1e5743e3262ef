"""A real browser for tests/browser, devices of the sizes people bring, and what no page may do there."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.supplied.programs import found, missing

ROOT = Path(__file__).parents[2]

DEVICES: dict[str, dict[str, Any]] = {
    "tablet": {"viewport": {"width": 768, "height": 1024}, "has_touch": True},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "narrow": {"viewport": {"width": 320, "height": 640}},  # 1280 px at 400 % zoom
    "laptop": {"viewport": {"width": 1440, "height": 900}},
    "projector": {"viewport": {"width": 1920, "height": 1080}},
}

Visit = Callable[..., Page]


def chromium_path() -> str | None:
    return os.environ.get("CHROMIUM") or found("chromium")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = chromium_path() or missing("chromium")
    chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
    yield chromium
    chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """`visit(url, device="tablet", **context options)`: the page opened on that device, as a new person.

    The test fails at its end if any page of it logged an error, threw one, or broke the security policy.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(url: str, device: str = "tablet", **options: Any) -> Page:
        context = browser.new_context(**DEVICES[device] | options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
