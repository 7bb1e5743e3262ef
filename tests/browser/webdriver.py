"""WebKitGTK, which only speaks WebDriver: a screen without a monitor, the driver, and a person's hand."""

import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.ports import free_port
from tests.supplied.processes import Running

PATIENCE_S = 20.0
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which WebDriver names an element (W3C, 2018)."""
BUTTON = """const [name] = arguments, shown = (one) => one.checkVisibility() && !one.closest("[hidden]");
const found = [...document.querySelectorAll("button, summary, a")].find((one) => shown(one) &&
    (one.getAttribute("aria-label") || one.innerText).replace(/\\s+/g, " ").trim() === name) || null;
found?.scrollIntoView({ block: "center", behavior: "instant" });
return found;"""
READ = "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText).join('\\n')"


class Refused(Exception):
    """What the driver said no to."""


class Hand:
    """Somebody at such a browser, on a tablet; `words` is what the browser logged."""

    def __init__(self, door: str, words: Path) -> None:
        self.door, self.words = door, words
        options = {"args": ["--automation", "--enable-write-console-messages-to-stdout=true"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": {"binary": _browser(), **options}}}
        made = self._ask("POST", "/session", {"capabilities": wanted})
        self.door += f"/session/{made['sessionId']}"
        self.version = str(made["capabilities"].get("browserVersion"))
        self._ask("POST", "/window/rect", {"width": 768, "height": 1024})

    def goes(self, url: str) -> None:
        self._ask("POST", "/url", {"url": url})

    def asks(self, expression: str) -> Any:
        return self.runs(f"return {expression}")

    def runs(self, script: str, *arguments: object) -> Any:
        return self._ask("POST", "/execute/sync", {"script": script, "args": arguments})

    def types(self, selector: str, words: str) -> None:
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]
        self._ask("POST", f"/element/{found}/clear", {})
        self._ask("POST", f"/element/{found}/value", {"text": words})

    def presses(self, name: str) -> None:
        """Press the button of exactly this name, once it is there."""
        self._until(lambda: self._clicks(self.runs(BUTTON, name)), f"no button {name!r} to be pressed")

    def _clicks(self, found: dict[str, str] | None) -> bool:
        """Like a person: what has no place yet, or is covered, is tried again."""
        if found is None:
            return False
        self._ask("POST", f"/element/{found[ELEMENT]}/click", {})
        return True

    def sees(self, selector: str, words: str | re.Pattern[str]) -> None:
        """Wait until what the selector finds holds these words."""
        wanted = words if isinstance(words, re.Pattern) else re.compile(re.escape(words))
        self._until(lambda: wanted.search(self.runs(READ, selector)), f"{selector} never said {words}")

    def complaints(self) -> list[str]:
        """Errors in the console, ours and the security policy's."""
        return [line for line in self.words.read_text().splitlines() if re.search(r"CONSOLE \w+ ERROR", line)]

    def pictures(self, file: Path) -> None:
        import base64

        file.write_bytes(base64.b64decode(self._ask("GET", "/screenshot")))

    def leaves(self) -> None:
        self._ask("DELETE", "")

    def _until(self, question: Any, otherwise: str) -> Any:
        deadline, refused = time.monotonic() + PATIENCE_S, ""
        while time.monotonic() < deadline:
            try:
                if answer := question():
                    return answer
            except Refused as no:  # the page went away under the question, or a button has no place yet
                refused = str(no)
            time.sleep(0.1)
        raise AssertionError(f"{otherwise} {refused}; on the page:\n{self.runs(READ, 'main')[:2000]}")

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        sent = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.door + path, sent, headers, method=method)  # noqa: S310 - loopback
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise Refused(error.read().decode()) from error


def _browser() -> str:
    return str(next(Path("/usr").glob("lib*/**/webkit2gtk-4.1/MiniBrowser")))


@contextmanager
def screen(folder: Path) -> Iterator[str]:
    """An X server that draws into memory; answers its name."""
    asked, told = os.pipe()
    command = ["Xvfb", "-displayfd", str(told), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    with (folder / "screen.log").open("ab") as log:
        process = subprocess.Popen(command, pass_fds=(told,), stdout=log, stderr=log)
    os.close(told)
    try:
        with os.fdopen(asked) as words:
            yield f":{words.readline().strip()}"
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def hand(driver: str, folder: Path) -> Iterator[Hand]:
    """A driver with one browser, both gone afterwards."""
    port, words = free_port(), folder / "driver.log"
    with screen(folder) as display:
        settings = ["env", f"DISPLAY={display}", f"XDG_CACHE_HOME={folder}", f"XDG_DATA_HOME={folder}"]
        running = Running([*settings, driver, f"--port={port}", "--host=127.0.0.1"], words)
        try:
            running.wait_until(lambda: _answers(port))
            somebody = Hand(f"http://127.0.0.1:{port}", words)
            yield somebody
            somebody.leaves()
        finally:
            running.stop()


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=1).close()
    except OSError:
        return False
    return True
