"""What a browser test asks of a page as it stands."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import PATIENCE_MS

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = Path(__file__).parent / "pictures"
ASKED = "resultTypes: ['violations'], preload: false"
NAMES = "found => found.violations.map(rule => rule.id)"


def until(is_so: Callable[[], bool], page: Page, what: str) -> None:
    """Wait until something is so that no locator can be asked for; the page goes on meanwhile."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not is_so():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        page.wait_for_timeout(50)


def barriers(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands, one line for each element.

    How an element is to be found is worked out only when there is one: that is a quarter of axe's time.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    broken = page.evaluate(f"axe.run(document, {{{ASKED}, selectors: false}}).then({NAMES})")
    if not broken:
        return []
    found = page.evaluate(f"axe.run(document, {{{ASKED}}})")
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ] or [f"{rule}, where the page has changed since" for rule in broken]


def overflow(page: Page) -> int:
    """By how many pixels the page scrolls sideways."""
    root = "document.documentElement"
    return int(page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))


def wears(page: Page, theme: str) -> None:
    """Show the page in this theme from now on."""
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)


def are_kept() -> bool:
    """Whether pictures are."""
    return bool(os.environ.get("PICTURES"))


def keep_picture(page: Page, name: str) -> None:
    """With PICTURES=1, leave a screenshot in tests/browser/pictures for a person to look at."""
    if are_kept():
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
