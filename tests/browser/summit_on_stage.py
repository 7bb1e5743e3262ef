"""A real summit on a real server with people in browsers, for the journeys of tests/browser."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import CUT_OFF, DEVICES
from tests.servers import Server, commanded

PIN = "493817"
SLIP = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


def found(folder: Path, name: str) -> str:
    """`flask summit init`; answers the organiser's slip."""
    said = commanded(
        folder, "summit", "init", "--name", name, "--zone", "America/Guayaquil", "--languages", "en"
    )
    return SLIP.findall(said)[0]


def accredit(folder: Path, badge: str, name: str, role: str = "delegate") -> str:
    """`flask people add`; answers the person's slip."""
    return SLIP.findall(commanded(folder, "people", "add", badge, name, "--role", role))[0]


@dataclass
class Somebody:
    """A person at a device; `complaints` is what the browser logged as errors."""

    page: Page
    server: Server
    complaints: list[str]

    def goes(self, path: str) -> Page:
        self.page.goto(self.server.url + path)
        return self.page

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def is_live(self) -> None:
        """Wait until the strip says that the page is live."""
        expect(self.page.locator("[data-connection]")).to_contain_text("live")
        expect(self.page.locator("[data-connection]")).not_to_contain_text("not live")


def enters(browser: Browser, server: Server, slip: str, device: str) -> Somebody:
    """A new device: the slip's link is opened, a PIN chosen."""
    context = browser.new_context(**DEVICES[device])
    page = context.new_page()
    complaints: list[str] = []

    def note(text: str) -> None:
        if not any(known in text for known in CUT_OFF):
            complaints.append(text)

    page.on("console", lambda said: note(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: note(str(error)))
    page.goto(f"{server.url}/sign-in#slip={slip}")
    expect(page.get_by_label("Code on your slip")).to_have_value(slip)
    page.get_by_label("Choose a six-digit PIN").fill(PIN)
    page.get_by_role("button", name="Sign in with the slip").click()
    expect(page.locator(".standing")).to_be_visible()
    return Somebody(page, server, complaints)
