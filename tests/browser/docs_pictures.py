"""Draw the pictures of docs/ from the demo summit, one for each role in English and Spanish."""

import re
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright

from tests.browser.conftest import DEVICES, ROOT, chromium_path
from tests.servers import Server, flask, running

INTO = ROOT / "docs" / "img"
COLOURS = 64
DELEGATE, ORGANISER, TRANSLATOR = "04-07", "O-1", "T-1"

SCENES = {
    "delegate": (DELEGATE, "tablet", "open"),
    "remote": (DELEGATE, "phone", "/"),
    "chair": (ORGANISER, "laptop", "/console/1"),
    "desk": (ORGANISER, "laptop", "/people"),
    "translator": (TRANSLATOR, "laptop", "/translations"),
    "rapporteur": (DELEGATE, "tablet", "/documents/1/collisions"),
    "auditor": ("", "tablet", "published"),
}
"""By role: who looks (a badge, or nobody), on which device, at which page or the first poll in that state."""


def pins(said: str) -> dict[str, str]:
    """The PIN of each badge, as `flask demo who` tells them."""
    return dict(re.findall(r"badge (\S+)\s+PIN (\d{6})", said))


def enter(page: Page, server: Server, badge: str, pin: str) -> None:
    page.goto(f"{server.url}/sign-in?interface=en")
    page.get_by_label("Badge number", exact=True).fill(badge)
    page.get_by_label("PIN", exact=True).fill(pin)
    page.get_by_role("button", name="Sign in with the PIN").click()
    expect(page.locator(".standing")).to_contain_text(badge)


def poll_in(page: Page, server: Server, state: str) -> str:
    """The address of the first poll in this state."""
    page.goto(f"{server.url}/polls/?interface=en")
    row = page.locator("li", has_text=re.compile(rf"\b{state}\b")).filter(
        has=page.locator("a[href*='/polls/']")
    )
    return str(row.first.locator("a[href*='/polls/']").first.get_attribute("href"))


def picture(page: Page, file: Path) -> None:
    """One screen in few colours, so that the repository stays small."""
    file.parent.mkdir(parents=True, exist_ok=True)
    drawn = Image.open(BytesIO(page.screenshot())).convert("RGB")
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def draw(browser: Browser, server: Server, known: dict[str, str]) -> None:
    ways: dict[str, StorageState] = {}
    for role, (badge, device, where) in SCENES.items():
        context = browser.new_context(**DEVICES[device], storage_state=ways.get(badge))
        page = context.new_page()
        if badge and badge not in ways:
            enter(page, server, badge, known[badge])
            ways[badge] = context.storage_state()
        path = where if where.startswith("/") else poll_in(page, server, where)
        for language in ("en", "es"):
            page.goto(f"{server.url}{path}?interface={language}")
            page.wait_for_load_state("networkidle")
            picture(page, INTO / language / f"{role}.png")
        context.close()


def main() -> int:
    with TemporaryDirectory() as kept, running(Path(kept)) as server, sync_playwright() as playwright:
        flask(server.folder, "demo", "seed")
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        draw(chromium, server, pins(flask(server.folder, "demo", "who")))
        chromium.close()
    sys.stdout.write(
        f"pictures in {INTO}: {sum(file.stat().st_size for file in INTO.rglob('*.png')) // 1024} kB\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
