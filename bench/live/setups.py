"""The servers that are measured, each alone on this machine's loopback: ours in two ways, and its peers."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from summit.db import db
from summit.debates.queries import Anchor
from summit.debates.services import post_intervention
from summit.people.models import Role
from summit.people.services import accredit, found_summit, issue_slip
from tests.factories import a_document, an_amendment
from tests.integration.live_server import Server
from tests.integration.live_workers import Workers
from tests.ports import free_port
from tests.supplied.site import before

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = ROOT / "instance" / "bench-peers-live"
PACKAGES = ["websockets==16.0"]
WRITERS = 60
TOPICS = 4
TICK = os.sysconf("SC_CLK_TCK")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Pen:
    """One writer: a connection that is kept, and what the server knows them by."""

    port: int
    cookie: str = ""
    token: str = ""
    connection: HTTPConnection | None = None
    sent: int = 0

    def post(self, anchor: str, text: str) -> None:
        self.sent += 1
        fields = {"text": text, "csrf_token": self.token, "key": f"{self.cookie[-12:]}-{self.sent}-key"}
        headers = {**FORM, "Cookie": self.cookie, "Referer": f"http://127.0.0.1:{self.port}/"}
        status = self._send(f"/debates/{anchor}", urlencode(fields), headers)
        assert status in (200, 303), f"a form was answered by {status}"

    def _send(self, path: str, body: str, headers: dict[str, str]) -> int:
        for attempt in range(3):
            with suppress(OSError):
                self.connection = self.connection or HTTPConnection("127.0.0.1", self.port, timeout=30)
                self.connection.request("POST", path, body, headers)
                answer = self.connection.getresponse()
                answer.read()
                return answer.status
            self.connection = None  # the server had closed what was kept
            time.sleep(0.01 * attempt)
        return 0


@dataclass
class Stand:
    """A running server as the harness sees it."""

    name: str
    port: int
    speaks: str
    topics: list[str]
    pens: list[Pen]
    pids: Callable[[], list[int]]
    kill: Callable[[], None] = field(default=lambda: None)
    """As a power cut does."""
    start: Callable[[], None] = field(default=lambda: None)
    """Start again; comes back when the server answers."""
    heads: Callable[[], list[str]] = field(default=list)
    says_beside: Callable[[int], None] = field(default=lambda number: None)
    """Say so much in each debate while the server is gone."""
    metrics: Callable[[], dict[str, float]] = field(default=dict)
    """What the server counts of itself, over all workers."""

    @property
    def anchors(self) -> list[str]:
        return [topic.split(":")[1] for topic in self.topics]

    def cpu(self) -> float:
        """Seconds of processor time of all its processes."""
        return sum(_used(pid) for pid in self.pids())

    def memory(self) -> float:
        """Resident MiB of all its processes, what they share counted once for each of them."""
        return sum(_resident(pid) for pid in self.pids())


def _used(pid: int) -> float:
    with suppress(OSError):
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / TICK
    return 0.0


def _resident(pid: int) -> float:
    with suppress(OSError):
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


# --- ours --------------------------------------------------------------------------------------------------


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Stand]:
    server = Server(folder, "wsgi:app")
    try:
        yield _ours("SQLite, 1 worker", server, server.port)
    finally:
        server.stop()


@contextmanager
def on_postgresql(folder: Path) -> Iterator[Stand]:
    """Two workers behind nginx; clients and writers come through it."""
    server = Workers(folder, "wsgi:app")
    try:
        with before(server.port, folder) as front:
            yield _ours("PostgreSQL, Redis, 2 workers, nginx", server, front)
    finally:
        server.stop()


def _ours(name: str, server: Server, port: int) -> Stand:
    with server.beside():
        db.create_all()
        found_summit("Bench", "UTC", ["en"])
        badges = [f"01-{n:02}" for n in range(WRITERS)]
        people = [accredit(None, "Lucía Andrango Quishpe", Role.DELEGATE, badge).id for badge in badges]
        document = a_document()
        amendments = [
            an_amendment(people[n], document, f"Institutions shall publish {n}.") for n in range(TOPICS)
        ]
        slips = [issue_slip(None, badge) for badge in badges]
    server.wait()
    topics = [f"debate:amendment/{number}:-:0" for number in amendments]
    pens = [_signed_in(server, port, slip, amendments[0]) for slip in slips]

    def kill() -> None:
        os.killpg(server._running.pid, signal.SIGKILL)
        server._running.wait()
        server.process = None

    def says_beside(number: int) -> None:
        with server.beside():
            for turn in range(number * len(amendments)):
                anchor = Anchor("amendment", str(amendments[turn % len(amendments)]))
                post_intervention(people[0], anchor, f"Said while the server was gone, {turn}.")

    def heads() -> list[str]:
        _, answer = server.get("/live?t=" + ",".join(topics).replace(":-:0", ":00000000:0"))
        return [f"{frame['topic']}:{frame['epoch']}:{frame['head']}" for frame in answer["frames"]]

    return Stand(
        name, port, "summit", topics, pens, server.workers, kill, server.wait, heads, says_beside,
        lambda: _counted(server.port),
    )  # fmt: skip


def _counted(port: int) -> dict[str, float]:
    """The samples of /metrics; of several workers the sum, and of a longest block the longest."""
    found: dict[str, float] = {}
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        for line in answer.read().decode().splitlines():
            if sample := re.match(r"(summit_\w+)\{[^}]*\} (\S+)$", line):
                name, value = sample[1], float(sample[2])
                is_longest = "longest" in name
                found[name] = max(found.get(name, 0.0), value) if is_longest else found.get(name, 0) + value
    return found


def _signed_in(server: Server, port: int, slip: str, amendment: int) -> Pen:
    """A person as a browser has them: with a cookie, and the token of a form."""
    sign_in = _Browser(server.port)
    sign_in.get("/sign-in")
    sign_in.post("/sign-in/slip", code=slip, pin="493817")
    sign_in.get(f"/debates/amendment/{amendment}")
    return Pen(port, sign_in.cookie, sign_in.token)


class _Browser:
    """Cookies and form tokens, as far as signing in needs them."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie, self.token = port, "", ""

    def get(self, path: str) -> None:
        page = self._ask("GET", path, None)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        self.token = found[1] if found else self.token

    def post(self, path: str, **fields: str) -> None:
        self._ask("POST", path, urlencode({**fields, "csrf_token": self.token}))

    def _ask(self, method: str, path: str, body: str | None) -> str:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookie, "Referer": f"http://127.0.0.1:{self.port}/"} | (
            FORM if body else {}
        )
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        kept = {
            one.split(";")[0].split("=")[0]: one.split(";")[0]
            for one in answer.headers.get_all("Set-Cookie") or []
        }
        if kept:
            self.cookie = "; ".join(kept.values())
        page = answer.read().decode()
        connection.close()
        return page


# --- peers -------------------------------------------------------------------------------------------------


@contextmanager
def bare(folder: Path) -> Iterator[Stand]:
    """Flask-SocketIO on the worker and with the settings of ours, and nothing else."""
    port = free_port()
    flags = ["-k", "gevent", "--worker-connections", "5000", "--backlog", "2048", "--graceful-timeout", "5"]
    command = [sys.executable, "-m", "gunicorn", *flags, "--bind", f"127.0.0.1:{port}", "bare:app"]
    running = [_start(command, HERE, folder / "bare.log")]

    def kill() -> None:
        os.killpg(running[-1].pid, signal.SIGKILL)
        running[-1].wait()

    def start() -> None:
        running.append(_start(command, HERE, folder / "bare.log"))
        _answers(port)

    try:
        _answers(port)
        topics = [f"debate:amendment/{n}:-:0" for n in range(1, TOPICS + 1)]
        pens = [Pen(port) for _ in range(WRITERS)]
        yield Stand(
            "bare Flask-SocketIO", port, "bare", topics, pens, lambda: _children(running[-1].pid), kill, start
        )
    finally:
        with suppress(ProcessLookupError):
            kill()


@contextmanager
def raw(folder: Path) -> Iterator[Stand]:
    """The package `websockets` alone."""
    python, port = _peers_python(), free_port()
    server = _start([python, str(HERE / "raw.py"), str(port)], ROOT, folder / "raw.log")
    try:
        _listens(port + 1)
        topics = [f"debate:amendment/{n}:-:0" for n in range(1, TOPICS + 1)]
        yield Stand(
            "raw websockets",
            port,
            "raw",
            topics,
            [Pen(port + 1) for _ in range(WRITERS)],
            lambda: [server.pid],
        )
    finally:
        server.kill()
        server.wait()


def _peers_python() -> str:
    python = PEERS / "bin" / "python"
    if not python.exists():
        print("· installing the package websockets into instance/bench-peers-live", flush=True)
        venv.create(PEERS, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return str(python)


def _start(command: list[str], folder: Path, log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as words:
        return subprocess.Popen(command, cwd=folder, stdout=words, stderr=words, start_new_session=True)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _answers(port: int) -> None:
    for _ in range(3000):
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return
        time.sleep(0.01)
    raise AssertionError("the server does not answer")


def _listens(port: int) -> None:
    for _ in range(3000):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.01)
    raise AssertionError("the server does not listen")
