"""Two ways in which a person works a page: by fingertips alone, or by a keyboard alone."""

import re
import time
from typing import Any

from playwright.sync_api import Browser, Error, Locator, Page, Request, expect

from tests.browser.conftest import DEVICES
from tests.browser.looking import until
from tests.browser.summit_on_stage import PIN
from tests.servers import Server

MOST_TABS = 150
SETTLES_MS = 400
ANSWERS_WITHIN_S = 5.0
"""What is pressed changes something or leads elsewhere; what changed nothing by then, changes nothing."""
WATCHED = """() => {
    window.isUnchanged = true;
    new MutationObserver(() => { window.isUnchanged = false; }).observe(document.body,
        { subtree: true, childList: true, characterData: true, attributes: true });
}"""
FOCUSED = """() => { const it = document.activeElement, label = it && it.labels && it.labels[0];
    return !it || it === document.body ? "" : `${it.tagName} ${it.getAttribute("aria-label") ||
        (label ? label.innerText : it.innerText)}`.replace(/\\s+/g, " ") }"""


class Hand:
    """Somebody at a device, with what their browser logged as errors; a name is how what is shown begins."""

    has_touch: bool

    def __init__(self, browser: Browser, server: Server, slip: str, device: str) -> None:
        self.server = server
        options: dict[str, Any] = DEVICES[device] | {"has_touch": self.has_touch}
        self.page: Page = browser.new_context(**options).new_page()
        self.complaints: list[str] = []
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.leads_to: set[Request] = set()
        self.page.on("request", self._begins)
        self.page.on("requestfailed", lambda request: self.leads_to.discard(request))
        self.page.on("download", lambda _: self.leads_to.clear())
        self.page.on("load", lambda _: self.leads_to.clear())
        if slip:
            self.enters(slip)

    def enters(self, slip: str) -> None:
        """By a slip or a personal link that was opened here; a PIN is chosen."""
        self.page.goto(f"{self.server.url}/sign-in#slip={slip}")
        self.types("Choose a six-digit PIN", PIN)
        self.sends("Sign in with the slip")
        expect(self.page.locator(".standing")).to_contain_text(re.compile("Sign out|Done: next person"))

    def presses(self, *names: str) -> None:
        """Each by turns, after what the one before leads to has come."""
        for name in names:
            self.page.evaluate(WATCHED)
            self._presses(name)
            deadline = time.monotonic() + ANSWERS_WITHIN_S
            while not self._has_led_somewhere() and time.monotonic() < deadline:
                self.page.wait_for_timeout(20)
            self.page.wait_for_timeout(SETTLES_MS)
            until(lambda: not self.leads_to, self.page, "the page that this leads to")

    def _begins(self, request: Request) -> None:
        """Note that another page is on its way."""
        if request.is_navigation_request():
            self.leads_to.add(request)

    def _has_led_somewhere(self) -> bool:
        """Whether another page is on its way or there, or something on this one has changed."""
        try:
            return bool(self.leads_to) or self.page.evaluate("window.isUnchanged") is not True
        except Error:  # one page is going and the other is not there yet
            return True

    def _presses(self, name: str) -> None:
        raise NotImplementedError

    def types(self, name: str, words: str) -> None:
        raise NotImplementedError

    def ticks(self, name: str) -> None:
        raise NotImplementedError

    def sends(self, name: str) -> None:
        """Send the form in which something was just typed."""
        self._presses(name)


class Typist(Hand):
    """Somebody who has a keyboard and nothing else."""

    has_touch = False

    def tabs_to(self, name: str) -> None:
        """Press Tab until the focus is on what is called so."""
        seen = []
        for _ in range(MOST_TABS):
            seen.append(self._focused())
            if re.search(rf"^\w+ {name}", seen[-1]):
                assert self.page.evaluate("document.activeElement.matches(':focus-visible')"), name
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab leads to {name!r}: {list(dict.fromkeys(seen))}")

    def _focused(self) -> str:
        """What the focus is on; asked again where a page just went away under the question."""
        try:
            return str(self.page.evaluate(FOCUSED))
        except Error:
            self.page.wait_for_load_state()
            return str(self.page.evaluate(FOCUSED))

    def _presses(self, name: str) -> None:
        self.tabs_to(name)
        self.page.keyboard.press("Enter")

    def types(self, name: str, words: str) -> None:
        self.tabs_to(name)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def ticks(self, name: str) -> None:
        self.tabs_to(name)
        self.page.keyboard.press("Space")

    def sends(self, name: str) -> None:
        self.page.keyboard.press("Enter")


class Toucher(Hand):
    """Somebody who taps; a field that was tapped is typed into by the keyboard on the screen."""

    has_touch = True

    def _named(self, name: str, *roles: Any) -> Locator:
        found = re.compile(rf"^\s*{name}")
        by_role = [self.page.get_by_role(role, name=found) for role in roles]
        either = by_role[0]
        for other in by_role[1:]:
            either = either.or_(other)
        return either.locator("visible=true").first

    def _presses(self, name: str) -> None:
        self._named(name, "button", "link").tap()

    def types(self, name: str, words: str) -> None:
        field = self._named(name, "textbox", "spinbutton")
        field.tap()
        field.fill(words)

    def ticks(self, name: str) -> None:
        self._named(name, "checkbox", "radio").tap()
