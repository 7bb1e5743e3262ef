"""Somebody at a browser who looks at every page on every device and remembers all that was wrong."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.browser.conftest import CUT_OFF, DEVICES
from tests.browser.looking import AXE, are_kept, barriers, keep_picture, overflow, wears
from tests.servers import Server

LOOKS = {"tablet": "light", "phone": "dark", "laptop": "dark", "projector": "light"}
"""Each theme is read by axe at a narrow and at a wide size; how wide a page is, no theme changes."""
READS_ON = {
    "organiser": ("laptop", "projector"),
    "delegate": ("tablet", "phone"),
    "observer": ("tablet",),
    "visitor": ("phone",),
    "plain": (),  # a browser without scripts runs no axe either
}
"""On which devices axe reads along with whom, by turns, on a page or in a state that nobody else looks at."""
SHARES = {
    "organiser": {"phone": False, "laptop": True, "projector": False},
    "delegate": {"phone": False, "tablet": True},
    "visitor": {"phone": True},
}
"""Who takes which devices of a page that all look at, and whether axe reads along: between them every one.
An observer is shown what a visitor is shown, and goes to the pages for observers alone."""
REFUSED = re.compile(r"status of (4\d\d)")
"""What Chromium logs when the page itself is an answer such as 404."""


@dataclass
class Reader:
    """Somebody at a browser, with all that was wrong on the pages they saw."""

    name: str
    page: Page
    server: Server
    wrong: list[str] = field(default_factory=list)
    expects_refusal: bool = False
    where: str = ""
    turns: int = 0
    device: str = "tablet"

    def __post_init__(self) -> None:
        self.page.context.add_init_script(path=AXE)
        self.page.on("console", lambda said: self._heard(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self._heard(str(error)))

    def _heard(self, text: str) -> None:
        is_cut_off = any(known in text for known in CUT_OFF)
        if not is_cut_off and not (self.expects_refusal and REFUSED.search(text)):
            self.wrong.append(f"{self.name}, {self.where}: {text}")

    def goes(self, path: str) -> int:
        """Open a page; answers its status."""
        self.where = path
        answer = self.page.goto(self.server.url + path)
        return answer.status if answer else 0

    def sees(self, what: str, *, shared: bool = False, leaves: bool = False) -> None:
        """Look at the page as it stands on every device, or on one's share of those of a page for all.

        The device in hand comes first; who does not leave the page takes a tablet again for the next step.
        """
        devices = SHARES[self.name] if shared else {one: one == self._takes_turn() for one in LOOKS}
        for device in sorted(devices, key=lambda one: one != self.device):
            theme, axe_reads = LOOKS[device], devices[device]
            self._takes(device)
            by = overflow(self.page)
            if axe_reads or are_kept():
                wears(self.page, theme)
            keep_picture(self.page, f"{self.name}-{what}-{device}-{theme}")
            found = barriers(self.page) if axe_reads else []
            if by:
                found.append(f"scrolls sideways by {by} px")
            self.wrong += [
                f"{self.name}, {what} ({self.page.url}), {device}, {theme}: {one}" for one in found
            ]
        self.turns += not shared
        if not leaves:
            self._takes("tablet")

    def _takes(self, device: str) -> None:
        """Go on with the page on this device; one that is in hand already costs no new layout."""
        if self.device != device:
            self.page.set_viewport_size(DEVICES[device]["viewport"])
            self.device = device

    def _takes_turn(self) -> str:
        """The device on which axe reads this page."""
        devices = READS_ON[self.name]
        return devices[self.turns % len(devices)] if devices else ""

    def fills(self, fields: dict[str, str], path: str, button: str) -> None:
        """Open a form, fill it in and send it."""
        self.goes(path)
        for name, value in fields.items():
            self.page.locator(f"#{name}").fill(value)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def signs_in(self, badge: str, pin: str) -> None:
        page = self.page
        self.goes("/sign-in")
        page.get_by_role("textbox", name="Badge number").fill(badge)
        page.locator("#by-pin ~ form [name=pin]").fill(pin)
        page.get_by_role("button", name="Sign in with the PIN").click()
        expect(page.locator(".standing")).to_contain_text(badge)
