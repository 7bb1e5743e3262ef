"""Ballots of a whole summit within seconds, by the real route, beside a bare route of the same server.

`python bench/cast.py [--voters 1000] [--within 10] [--databases sqlite,postgresql]`. All voters are on the
roll and signed in; each sends one ballot, at moments spread evenly over `within` seconds, and the time to its
answer counts from that moment. Then, flat out, as many requests to the bare route (`cast_peers.py`: the same
sign-in and token, one select) and as many changed ballots. At the end the poll is closed, counted and
published. Adds rows to `bench/results.json`; `ours` of the last one is seconds, against the limit of one.
"""

from __future__ import annotations

import argparse
import json
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from argon2 import PasswordHasher
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from bench.live.results import conditions, keep, row
from summit import create_app
from summit.db import db
from summit.people.models import Role
from summit.people.services import accredit, found_summit, issue_slip, pins, redeem_slip
from summit.voting.models import KEEP, Ballot
from summit.voting.services import publish_poll
from tests.databases import databases
from tests.factories import a_document, an_amendment, an_open_poll, closed
from tests.servers import ROOT, Server, beside, settings_for

AT_ONCE = 100
PIN = "493817"
HEADERS = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
RANKINGS = ("am1,keep", "am2,am1", "keep", "am2,keep,am1")


class WithBareRoute(Server):
    """The server under test, with the route beside which it is measured."""

    def start(self) -> WithBareRoute:
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--bind",
            f"127.0.0.1:{self.port}",
            "bench.cast_peers:app",
        ]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=settings_for(self.folder),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._await_answer()
        return self


@dataclass
class Voter:
    """A signed-in device: a connection that is kept, its cookie and its token."""

    port: int
    cookie: str
    token: str
    connection: HTTPConnection | None = None
    receipts: list[str] = field(default_factory=list)

    def cast(self, seen: int, ranking: str) -> None:
        numbers = {"attempt": secrets.token_hex(16), "nonce": secrets.token_hex(16)}
        answer = self.post("/polls/1/cast", {**numbers, "seen": seen, "ranking": ranking})
        assert answer["state"] == "received", answer
        self.receipts.append(answer["receipt"])

    def post(self, path: str, form: dict[str, object]) -> dict[str, Any]:
        """As a device does: what got no answer because the line had been closed is sent once more."""
        body = urlencode({"csrf_token": self.token, **form})
        try:
            status, said = self._send(path, body)
        except (OSError, HTTPException):
            self.connection = None
            status, said = self._send(path, body)
        assert status == 200, said
        return json.loads(said)

    def _send(self, path: str, body: str) -> tuple[int, bytes]:
        self.connection = self.connection or HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.connection.request("POST", path, body, {"Cookie": self.cookie, **HEADERS})
        answer = self.connection.getresponse()
        return answer.status, answer.read()


def prepare(voters: int) -> tuple[int, list[str]]:
    """A summit with an open poll; answers the chair and a sign-in for everybody on the roll.

    Sign-ins are made by the service that takes slips, with a PIN that costs little to check: the server reads
    only the rows. What signing in costs is measured by `sign_in.py`.
    """
    pins._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    found_summit("Casting", "UTC", ["en"])
    chair = accredit(None, "Chair", Role.ORGANISER, "O-1").id
    badges = [f"01-{number:04}" for number in range(voters)]
    people = [accredit(None, f"Voter {badge}", Role.DELEGATE, badge).id for badge in badges]
    tokens = [redeem_slip(issue_slip(None, badge), PIN) for badge in badges]
    document = a_document()
    an_open_poll(chair, [an_amendment(people[0], document, words) for words in ("Publish.", "Share.")])
    return chair, tokens


def devices(server: Server, tokens: Sequence[str]) -> list[Voter]:
    """Cookies and tokens as the server itself would make them, with its key."""
    app = create_app({"INSTANCE": server.folder})
    signer = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token")
    return [
        Voter(server.port, cookie(app, token, word := secrets.token_hex(20)), signer.dumps(word))
        for token in tokens
    ]


def cookie(app: Flask, token: str, word: str) -> str:
    signing = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"{app.config['SESSION_COOKIE_NAME']}={signing.dumps({'_user_id': token, 'csrf_token': word})}"


def paced(voters: Sequence[Voter], within: float) -> list[float]:
    """Seconds from the moment at which each voter pressed Cast to the answer."""
    begun = time.monotonic() + 0.5

    def one(place: int) -> float:
        at = begun + within * place / len(voters)
        time.sleep(max(0.0, at - time.monotonic()))
        voters[place].cast(0, RANKINGS[place % len(RANKINGS)])
        return time.monotonic() - at

    with ThreadPoolExecutor(AT_ONCE) as tablets:
        return sorted(tablets.map(one, range(len(voters))))


def flat_out(voters: Sequence[Voter], act: Callable[[Voter], object]) -> float:
    """Requests a second when everybody asks as soon as there is room."""
    begun = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as tablets:
        list(tablets.map(act, voters))
    return len(voters) / (time.monotonic() - begun)


def vote(kind: str, count: int, within: float) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="cast-") as name:
        home, made = Path(name), databases(kind, Path(name))
        (home / "database").write_text(made.empty(home))
        with beside(home):
            db.create_all()
            chair, tokens = prepare(count)
        server = WithBareRoute(home)
        try:
            server.start()
            voters = devices(server, tokens)
            waits = paced(voters, within)
            bare = flat_out(voters, lambda one: one.post("/bare", {}))
            again = flat_out(voters, lambda one: one.cast(1, KEEP))
        finally:
            server.stop()
        with beside(home):
            begun = time.monotonic()
            closed(chair, 1)
            publish_poll(chair, 1)
            took = time.monotonic() - begun
            stored = db.session.scalar(db.select(db.func.count()).select_from(Ballot))
            assert stored == count == len({one.receipts[-1] for one in voters})
        made.close()
    p99, label = waits[-1 - len(waits) // 100], f"cast, {count} voters, {kind}"
    more = {"median_s": round(waits[len(waits) // 2], 3), "worst_s": round(waits[-1], 3), **conditions()}
    return [
        row(f"{label}: 99 of 100 answered within", round(p99, 3), 1, "the limit", "s", **more),
        row(f"{label}: flat out", round(again), round(bare), "a bare route", "requests/s", **conditions()),
        row(f"{label}: close, count, publish", round(took, 3), 1, "the limit", "s"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--voters", type=int, default=1000)
    parser.add_argument("--within", type=float, default=10)
    parser.add_argument("--databases", default="sqlite,postgresql")
    given = parser.parse_args()
    for kind in given.databases.split(","):
        keep(vote(kind, given.voters, given.within))


if __name__ == "__main__":
    main()
