"""A real server process for tests, and readers that follow it as pages do."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import socketio

from summit import create_app
from summit.db import db
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
STARTS_WITHIN_S = 120.0
LIVE_APP = "tests.integration.live_app:app"
PATIENCE_S = 60.0
"""How long a test waits before it calls something lost; passing takes a fraction of it."""


def until(come: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Wait until `come` holds."""
    deadline = time.monotonic() + patience_s
    while not come():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.01)


class Server:
    """One gunicorn with the project's own settings, on a free port and an empty database.

    `settings` are variables of its environment; without any it is one worker on SQLite.
    """

    def __init__(self, folder: Path, wsgi: str = LIVE_APP, **settings: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.folder, self.wsgi = folder, wsgi
        alone = {"DATABASE_URL": f"sqlite:///{folder / 'summit.db'}", "WEB_CONCURRENCY": "1"}
        self.settings = alone | settings
        self.process: subprocess.Popen[bytes] | None = None

    @contextlib.contextmanager
    def beside(self) -> Iterator[None]:
        """An application context on the server's database, as a command beside it has."""
        url = self.settings["DATABASE_URL"]
        app = create_app({"SQLALCHEMY_DATABASE_URI": url, "INSTANCE": self.folder})
        with app.app_context():
            try:
                yield
            finally:
                db.session.remove()
                db.engine.dispose()

    def workers(self) -> list[int]:
        """Process ids of the workers."""
        pid = self._running.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self.process is not None, "the server was not started"
        return self.process

    def _start(self) -> subprocess.Popen[bytes]:
        own = {"HOST": "127.0.0.1", "PORT": str(self.port), "SUMMIT_INSTANCE": str(self.folder)}
        with (self.folder / "server.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "gunicorn", self.wsgi],
                cwd=ROOT,
                env=os.environ | own | self.settings,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that its worker can be killed with it
            )

    def wait(self) -> None:
        """Start it, unless it runs, and wait until it answers."""
        self.process = self.process or self._start()
        until(self._answers, "the server's first answer", STARTS_WITHIN_S)

    def _answers(self) -> bool:
        assert self._running.poll() is None, self.log()
        try:
            return self.get("/live?t=") == (422, None)
        except OSError:
            return False

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE_S)

    def restart(self) -> None:
        """Killed as a power cut does, and started anew on the same database and port."""
        os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait(PATIENCE_S)
        self.process = None
        self.wait()

    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    def get(self, path: str, cookie: str = "") -> tuple[int, Any]:
        """(status, JSON or None)."""
        status, body, _ = self._ask("GET", path, None, cookie)
        return status, json.loads(body) if status == 200 else None

    def do(self, lever: str, **fields: object) -> str:
        """Pull a lever of the test application; answers what it says."""
        status, body, _ = self._ask("POST", f"/test/{lever}", urlencode(fields))
        assert status == 200, body
        return body

    def page(self, path: str) -> str:
        """What a GET answers, as text."""
        status, body, _ = self._ask("GET", path, None)
        assert status == 200, body
        return body

    def status(self, path: str, source: str = "127.0.0.1") -> int:
        """The status with which a form without fields from this address is answered."""
        return self._ask("POST", path, "a=b", source=source)[0]

    def do_meanwhile(self, lever: str, **fields: object) -> threading.Thread:
        """Pull a lever from a thread of its own; join it to know that it is done."""
        thread = threading.Thread(target=self.do, args=(lever,), kwargs=fields)
        thread.start()
        return thread

    def get_meanwhile(self, path: str) -> Callable[[], tuple[int, Any]]:
        """Send a request that may be held; the answer is a function that waits for it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        connection.request("GET", path)

        def answered() -> tuple[int, Any]:
            try:
                answer = connection.getresponse()
                return answer.status, json.loads(answer.read())
            finally:
                connection.close()

        return answered

    def upgrade(self, origin: str) -> int:
        """The status with which the server answers a page of `origin` that opens a socket."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        wanted = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Origin": origin,
        }
        try:
            connection.request("GET", "/socket.io/?EIO=4&transport=websocket", headers=wanted)
            return connection.getresponse().status
        finally:
            connection.close()

    def sign_in(self, slip: str) -> str:
        """The cookie of a device on which the real application's slip was redeemed."""
        status, body, cookie = self._ask("POST", "/sign-in/slip", urlencode({"code": slip, "pin": "493817"}))
        assert status == 303, body
        return cookie

    def enter(self, role: str) -> tuple[int, str]:
        """(person, cookie) of a new person who has signed in."""
        _, body, cookie = self._ask("POST", "/test/enter", urlencode({"role": role}))
        return int(body), cookie

    def _ask(
        self, method: str, path: str, body: str | None, cookie: str = "", source: str = "127.0.0.1"
    ) -> tuple[int, str, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S, source_address=(source, 0))
        headers = {"Cookie": cookie, "Accept": "application/json"} | (
            {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        )
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            kept = "; ".join(one.split(";")[0] for one in answer.headers.get_all("Set-Cookie") or [])
            return answer.status, answer.read().decode(), kept
        finally:
            connection.close()


class Reader:
    """A page on a socket: applies each event once and in order, and holds what came before its turn.

    `seen` is what was applied, by stream. `wire` is everything that came, in the order of arrival.
    """

    def __init__(self, server: Server, *positions: str, cookie: str = "") -> None:
        self.server, self.cookie = server, cookie
        self.at: dict[str, tuple[str, int]] = {}
        for position in positions:
            topic, epoch, seq = position.rsplit(":", 2)
            self.at[topic] = (epoch, int(seq))
        self.seen: dict[str, list[dict[str, Any]]] = {topic: [] for topic in self.at}
        self.held: dict[str, dict[int, dict[str, Any]]] = {}
        self.wire: list[dict[str, Any]] = []
        self.resets: list[str] = []
        self.heartbeats: list[str] = []
        self.typing: list[dict[str, Any]] = []
        self._lock = threading.RLock()
        self.socket = self._new_socket()

    def _new_socket(self) -> socketio.Client:
        made = socketio.Client(reconnection=False, request_timeout=PATIENCE_S)
        made.on("frame", self._pushed)
        made.on("heads", self.heartbeats.extend)
        made.on("typing", lambda told: self.typing.append(told))
        return made

    def connect(self) -> "Reader":
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self.socket.connect(self.server.address, headers, transports=["websocket"], wait_timeout=PATIENCE_S)
        return self

    def follow(self) -> dict[str, Any]:
        """Ask from the present positions, in turns, and apply the answers; the last answer is returned."""
        while True:
            answer: dict[str, Any] = self.socket.call(
                "follow", {"topics": self.positions()}, timeout=PATIENCE_S
            )
            for frame in answer.get("frames", []):
                self.take(frame)
            if not answer.get("more"):
                return answer

    def worker(self) -> int:
        """The process id of the worker in which this socket ends."""
        return int(self.socket.call("worker", timeout=PATIENCE_S))

    def leave(self) -> None:
        self.socket.disconnect()
        self.socket = self._new_socket()

    def positions(self) -> list[str]:
        return [f"{topic}:{epoch}:{seq}" for topic, (epoch, seq) in self.at.items()]

    def numbers(self, topic: str) -> list[int]:
        return [event["payload"]["n"] for event in self.seen[topic]]

    def _pushed(self, frame: dict[str, Any]) -> None:
        self.wire.append(frame)
        self.take(frame)

    def take(self, frame: dict[str, Any]) -> None:
        with self._lock:
            topic, seq = frame["topic"], self.at[frame["topic"]][1]
            if frame.get("reset"):
                self.resets.append(topic)
                self.at[topic] = (frame["epoch"], frame["head"])
                return
            held = self.held.setdefault(topic, {})
            held |= {event["seq"]: event for event in frame["events"]}
            while seq + 1 in held:
                seq += 1
                self.seen[topic].append(held[seq])
            self.at[topic] = (frame["epoch"], seq)
