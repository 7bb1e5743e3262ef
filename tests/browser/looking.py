"""What a browser test asks of a page as it stands."""

import os
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = Path(__file__).parent / "pictures"


def barriers(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands, one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def overflow(page: Page, theme: str = "") -> int:
    """By how many pixels the page scrolls sideways, in this theme from now on if one is named."""
    return int(
        page.evaluate(
            """theme => {
                const root = document.documentElement;
                if (theme) root.dataset.theme = theme;
                return root.scrollWidth - root.clientWidth;
            }""",
            theme,
        )
    )


def keep_picture(page: Page, name: str) -> None:
    """With PICTURES=1, leave a screenshot in tests/browser/pictures for a person to look at."""
    if os.environ.get("PICTURES"):
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
