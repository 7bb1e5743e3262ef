"""Conducts a churn: a server, four writers, two dozen readers, and what goes wrong meanwhile."""

import json
import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from summit.db import db
from summit.events import Event, Topic, TopicName, heads_of
from summit.people.models import Role
from summit.people.services import accredit, found_summit, issue_slip
from tests.churn import verdict
from tests.churn.pace import HEARTBEAT_S
from tests.churn.verdict import Verdict
from tests.churn.writers import Writer
from tests.factories import a_document, an_amendment
from tests.integration.live_server import Server
from tests.integration.live_workers import Workers

ROOT = Path(__file__).parents[2]
APP = "tests.churn.app:app"
WRITERS, READERS = 4, 24
LAST_WORDS_S = 2.0
HEALED_WITHIN_S = 2 * HEARTBEAT_S
"""Who lost the last word hears of it by a heartbeat. After 15 silent seconds pages ask by themselves: a churn
that waited so long, quiet seconds included, would not miss the heartbeat."""
QUIET_S = HEARTBEAT_S + 1
"""When all have the last word, a heartbeat more may make nobody take anything twice."""


@dataclass
class Churn:
    """One run; `trouble` is what befalls the server, one after the other."""

    server: Server
    pages: list[str]
    cookies: list[str]
    trouble: list[Callable[[], None]]

    def run(self, seconds: float, pause_s: float = 0.3) -> Verdict:
        anchors = [page.removeprefix("/debates/") for page in self.pages]
        team = [
            Writer(self.server.address, cookie, n, anchors, pause_s) for n, cookie in enumerate(self.cookies)
        ]
        stopped = threading.Event()
        threads = [threading.Thread(target=one.write, args=(stopped,)) for one in team]
        with self._readers() as crowd:
            for thread in threads:
                thread.start()
            self._befall(seconds)
            _say(crowd, "settle")
            assert crowd.stdout is not None and crowd.stdout.readline() == "settled\n"
            time.sleep(LAST_WORDS_S)
            stopped.set()
            for thread in threads:
                thread.join()
            self._await_the_last(crowd)
            time.sleep(QUIET_S)
            _say(crowd, "end")
            reports = json.loads(crowd.stdout.readline())
            crowd.wait(60)
        return self._judge(reports, team)

    def _await_the_last(self, crowd: subprocess.Popen[str]) -> None:
        """Wait until every reader stands where the log ends, or has had the time for it."""
        anchors = [page.removeprefix("/debates/") for page in self.pages]
        with self.server.beside():
            ends = {str(head) for head in heads_of([TopicName("debate", anchor) for anchor in anchors])}
        deadline = time.monotonic() + HEALED_WITHIN_S
        where: list[list[str]] = []
        while time.monotonic() < deadline and not (where and all(set(one) == ends for one in where)):
            time.sleep(0.2)
            _say(crowd, "where")
            assert crowd.stdout is not None
            where = json.loads(crowd.stdout.readline())

    def _readers(self) -> subprocess.Popen[str]:
        command = ["tools/node", "tests/churn/readers.mjs", self.server.address, str(READERS), *self.pages]
        return subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _befall(self, seconds: float) -> None:
        """Let one trouble follow the other, with time between to get over it."""
        deadline = time.monotonic() + seconds
        for turn in range(10_000):
            time.sleep(max(0.0, min(3.0, deadline - time.monotonic())))
            if time.monotonic() > deadline - 4:
                break
            self.trouble[turn % len(self.trouble)]()
        time.sleep(max(0.0, deadline - time.monotonic()))

    def _judge(self, reports: list[dict[str, object]], team: list[Writer]) -> Verdict:
        with self.server.beside():
            log = _log()
        return verdict.judge(log, reports, sum((one.done for one in team), Counter()))


def _log() -> dict[str, list[verdict.Event]]:
    rows = db.session.execute(
        select(Topic.kind, Topic.key, Event.seq, Event.type, Event.payload)
        .join(Event, Event.topic_id == Topic.id)
        .order_by(Event.seq)
    )
    log: dict[str, list[verdict.Event]] = {}
    for row in rows:
        told = (row.seq, row.type, row.payload.get("intervention"))
        log.setdefault(f"{row.kind}:{row.key}", []).append(told)
    return log


def _say(crowd: subprocess.Popen[str], line: str) -> None:
    assert crowd.stdin is not None
    crowd.stdin.write(line + "\n")
    crowd.stdin.flush()


# --- the two ways to run -----------------------------------------------------------------------------------


@contextmanager
def on_sqlite(folder: Path, broken: str = "") -> Iterator[Churn]:
    """One worker; what befalls it is that it is killed."""
    server = Server(folder, APP, CHURN_BREAK=broken)
    try:
        yield Churn(server, *_people(server), [lambda: _kill_worker(server)])
    finally:
        server.stop()


@contextmanager
def on_postgresql(folder: Path, broken: str = "") -> Iterator[Churn]:
    """Two workers; they are killed in turns, and Redis dies, or hangs, for seconds."""
    server = Workers(folder, APP, CHURN_BREAK=broken)
    trouble = [
        lambda: _kill_worker(server),
        lambda: _without_redis(server),
        lambda: _kill_worker(server),
        lambda: _with_hanging_redis(server),
    ]
    try:
        yield Churn(server, *_people(server), trouble)
    finally:
        server.stop()


def _people(server: Server) -> tuple[list[str], list[str]]:
    """Found a summit with a text and three debates; answers their pages and the writers' cookies."""
    with server.beside():
        db.create_all()
        found_summit("Churn", "UTC", ["en"])
        people = [accredit(None, f"Writer {n}", Role.DELEGATE, f"01-0{n}") for n in range(1, WRITERS + 1)]
        badges = [person.badge for person in people]
        document = a_document()
        number = an_amendment(people[0].id, document, "Institutions shall publish.")
        slips = [issue_slip(None, badge) for badge in badges]
    server.wait()
    cookies = [server.sign_in(slip) for slip in slips]
    anchors = [f"amendment/{number}", f"provision/{document}/p3", f"provision/{document}/p4"]
    return [f"/debates/{anchor}" for anchor in anchors], cookies


def _kill_worker(server: Server) -> None:
    """kill -9; the first process starts another."""
    os.kill(random.choice(server.workers()), signal.SIGKILL)  # noqa: S311 - any of them


def _without_redis(server: Workers) -> None:
    server.redis.kill()
    time.sleep(3)
    server.redis.start()


def _with_hanging_redis(server: Workers) -> None:
    assert server.redis.running is not None
    group = server.redis.running.process.pid
    os.killpg(group, signal.SIGSTOP)
    time.sleep(3)
    os.killpg(group, signal.SIGCONT)
