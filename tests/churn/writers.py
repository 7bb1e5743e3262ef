"""Writers of the churn: they say things, take some down, and send each until they are told it is stored."""

import http.client
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.churn.verdict import Act

WITHHELD = 0.3
"""The share of answers that a writer never gets to see; the same form is sent once more."""
TAKEN_DOWN = 0.1
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Writer:
    """One signed-in person at a bad connection. `done` is everything that was acknowledged."""

    address: str
    cookie: str
    number: int
    anchors: list[str]
    pause_s: float
    done: Counter[Act] = field(default_factory=Counter)
    resent: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.number)  # noqa: S311 - a writer's mood
        self.said: list[int] = []

    def write(self, stopped: threading.Event) -> None:
        while not stopped.wait(self.random.uniform(0, 2 * self.pause_s)):
            if self.said and self.random.random() < TAKEN_DOWN:
                self._take_down()
            else:
                self._say()

    def _say(self) -> None:
        text = f"Words of writer {self.number}, number {self.done.total()}."
        location = self._until_stored(f"/debates/{self.random.choice(self.anchors)}", text=text)
        self.said.append(int(location.rpartition("#i-")[2]))
        self.done["intervention_posted", self.said[-1]] += 1

    def _take_down(self) -> None:
        number = self.said.pop(self.random.randrange(len(self.said)))
        self._until_stored(f"/interventions/{number}/remove", reason="")
        self.done["intervention_removed", number] += 1

    def _until_stored(self, path: str, **fields: str) -> str:
        """Send one form under one key until the server says where to go; one answer may be withheld."""
        body = urlencode({**fields, "key": f"{self.number}-{self.random.getrandbits(64):x}"})
        is_withheld = self.random.random() < WITHHELD
        while True:
            status, location = self._send(path, body, is_withheld)
            if status == 303:
                return location
            assert status in (0, 500, 502, 503), f"{path} was answered by {status}"
            is_withheld = False
            self.resent += 1
            time.sleep(self.random.uniform(0, 0.15))

    def _send(self, path: str, body: str, is_withheld: bool) -> tuple[int, str]:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        try:
            connection.request("POST", path, body, {**FORM, "Cookie": self.cookie})
            if is_withheld:
                time.sleep(self.random.uniform(0, 0.08))  # the server may or may not be done by then
                return 0, ""
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Location", "")
        except (TimeoutError, OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()
