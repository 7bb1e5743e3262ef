"""A person's device as the server knows one: requests with cookies, and a socket that listens."""

import html
import http.client
import json
import re
import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from time import monotonic, sleep
from urllib.parse import urlencode, urlsplit

from summit.cli.demo.sockets import Hung, Socket

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
KEY = re.compile(r'name="key"[^>]*value="([^"]*)"')
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]*)"')
NUMBER = re.compile(r"\b\d+\b")
PATIENCE_S = 30.0
WAITS_AT_MOST = 6
"""How often a request that is asked to wait (429, 503) is sent again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    text: str
    location: str = ""

    @property
    def is_cut_off(self) -> bool:
        """Whether it is a page that does not come to its end."""
        is_page = self.status == 200 and self.text.lstrip().startswith("<!doctype html>")
        return is_page and not self.text.rstrip().endswith("</html>")


def kind_of(method: str, path: str) -> str:
    """Requests of one kind, whatever they are about: "POST /polls/…/cast"."""
    return f"{method} {NUMBER.sub('…', path.partition('?')[0])}"


@dataclass
class Heard:
    """What the whole crowd counts together: requests, acts, waits, and each thing that went wrong."""

    requests: int = 0
    waits: int = 0
    events: int = 0
    slowest: dict[str, float] = field(default_factory=dict)
    """By kind of request, in seconds."""
    done: dict[str, int] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)
    receipts: dict[int, set[str]] = field(default_factory=dict)
    """By poll: the receipts that were shown to those who cast."""
    verified: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, what: str, number: int = 1) -> None:
        with self.lock:
            self.done[what] = self.done.get(what, 0) + number

    def fail(self, sentence: str) -> None:
        with self.lock:
            self.wrong[sentence] += 1

    def took(self, kind: str, seconds: float) -> None:
        with self.lock:
            self.requests += 1
            self.slowest[kind] = max(self.slowest.get(kind, 0.0), seconds)

    def holds(self, poll: int, receipt: str) -> None:
        with self.lock:
            self.receipts.setdefault(poll, set()).add(receipt)


class Device:
    """One device at the server `door` (http://host:port); what goes wrong is written into `heard`."""

    def __init__(self, door: str, heard: Heard) -> None:
        self.at, self.door, self.heard = urlsplit(door), door, heard
        self.cookies: dict[str, str] = {}
        self.socket: Socket | None = None

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, {})

    def post(self, path: str, fields: Mapping[str, str | list[str]], on: str) -> Answer:
        """Send a form as it stands on the page `on`: with that page's token and a key of its own."""
        page = self.get(on).text
        token = TOKEN.search(page)
        key = KEY.search(page)
        sent = {"csrf_token": token[1] if token else "", "key": key[1] if key else "", **fields}
        return self._ask("POST", path, sent)

    def hidden(self, page: Answer) -> dict[str, str]:
        """The hidden fields of a page, as the server wrote them."""
        return {name: html.unescape(value) for name, value in HIDDEN.findall(page.text)}

    def send(self, path: str, fields: Mapping[str, str | list[str]]) -> Answer:
        return self._ask("POST", path, fields)

    def _ask(self, method: str, path: str, fields: Mapping[str, str | list[str]]) -> Answer:
        for _ in range(WAITS_AT_MOST):
            answer = self._once(method, path, fields)
            if answer.status not in (429, 503):
                break
            self.heard.waits += 1
            sleep(2)
        if answer.status >= 500 or answer.status in (404, 429):
            self.heard.fail(f"{kind_of(method, path)}: {answer.status}")
        elif answer.is_cut_off:
            self.heard.fail(f"{kind_of(method, path)}: the page has no end")
        return answer

    def _once(self, method: str, path: str, fields: Mapping[str, str | list[str]]) -> Answer:
        line = http.client.HTTPConnection(self.at.hostname or "", self.at.port, timeout=PATIENCE_S)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Referer": f"{self.door}/", "Accept-Language": "es"}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = monotonic()
        try:
            line.request(method, path, urlencode(fields, doseq=True) if fields else None, headers)
            got = line.getresponse()
            text = got.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            self.heard.fail(f"{kind_of(method, path)}: {error}")
            return Answer(0, "")
        finally:
            line.close()
            self.heard.took(kind_of(method, path), monotonic() - began)
        self._keep(got.headers.get_all("Set-Cookie") or [])
        return Answer(got.status, text, got.headers.get("Location") or "")

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value

    # --- the socket ----------------------------------------------------------------------------------------

    def listen(self, topics: list[str]) -> None:
        """Follow topics as an open page does, until `hang_up`."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        path = "/socket.io/?EIO=4&transport=websocket"
        try:
            self.socket = Socket(
                self.at.hostname or "", self.at.port or 80, path, self.door, cookies, PATIENCE_S
            )
        except (Hung, OSError) as error:
            self.heard.fail(f"socket: {error}")
            return
        threading.Thread(target=self._hear, args=(self.socket, topics), daemon=True).start()

    def _hear(self, socket: Socket, topics: list[str]) -> None:
        with suppress(Hung, OSError):
            while True:
                said = socket.receive()
                if said == "2":
                    socket.send("3")
                elif said.startswith("40"):
                    socket.send("420" + json.dumps(["follow", {"topics": topics, "language": "es"}]))
                elif said.startswith("42"):
                    with self.heard.lock:
                        self.heard.events += 1
                elif said.startswith("0"):
                    socket.send("40")

    def hang_up(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None
