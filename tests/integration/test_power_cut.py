"""kill -9 while ballots are being cast: every ballot whose receipt was given is counted, once."""

import http.client
import json
import os
import random
import secrets
import threading
import time
from pathlib import Path

import pytest

from summit.db import db
from tests.conftest import PIN
from tests.databases import Databases
from tests.servers import Device, Server, beside, running

VOTERS = 24
RANKINGS = (["am1"], ["keep"], ["am1", "keep"], ["keep", "am1"])
CUTS = int(os.environ.get("POWER_CUTS", "3"))

pytestmark = pytest.mark.server


def prepare(folder: Path) -> tuple[int, list[str]]:
    """A summit with a poll that is open; answers the poll and one sign-in for each voter."""
    from summit.people.models import Role
    from summit.people.services import accredit, found_summit, issue_slip, redeem_slip
    from tests.factories import a_document, an_amendment, an_open_poll

    found_summit("Power cut", "UTC", ["en"])
    chair = accredit(None, "Chair", Role.ORGANISER, "O-1").id
    ids = [accredit(None, f"Voter {n}", Role.DELEGATE, f"01-{n:02}").id for n in range(VOTERS)]
    tokens = [redeem_slip(issue_slip(None, f"01-{n:02}"), PIN) for n in range(VOTERS)]
    poll = an_open_poll(chair, [an_amendment(ids[0], a_document(), "Institutions shall publish.")])
    return poll, tokens


class Voter(threading.Thread):
    """A tablet that changes its ballot again and again, repeating an attempt until it is answered."""

    def __init__(self, device: Device, poll: int, over: threading.Event) -> None:
        super().__init__()
        self.device, self.poll, self.over = device, poll, over
        self.receipt, self.ranking, self.seen = "", [""], 0
        self.answers = 0

    def run(self) -> None:
        while not self.over.is_set():
            ranking = random.choice(RANKINGS)  # noqa: S311 - which one does not matter
            self.cast(ranking, secrets.token_hex(16), secrets.token_hex(16))
            self.over.wait(0.3)  # a person is slower still; devices have a limit

    def cast(self, ranking: list[str], attempt: str, nonce: str) -> None:
        form = {"attempt": attempt, "nonce": nonce, "seen": self.seen, "ranking": ",".join(ranking)}
        while True:
            try:
                status, body = self.device.post(f"/polls/{self.poll}/cast", "application/json", **form)
            except (OSError, http.client.HTTPException):  # the answer may break off in the middle
                time.sleep(0.05)
                continue
            answer = json.loads(body)
            assert status == 200, body
            self.receipt, self.ranking, self.seen = answer["receipt"], ranking, answer["revision"]
            self.answers += 1
            return


def cut_the_power_now_and_then(server: Server, voters: list[Voter]) -> None:
    """Each time when as many ballots as there are voters were answered since the last, and a moment on."""
    answered = 0
    for _ in range(CUTS):
        answered += VOTERS
        while sum(voter.answers for voter in voters) < answered:
            assert any(voter.is_alive() for voter in voters), "everybody gave up"
            time.sleep(0.02)
        time.sleep(random.uniform(0, 0.7))  # noqa: S311 - any moment
        server.kill()
        server.start()


def test_no_acknowledged_ballot_is_lost_or_doubled_when_the_power_goes(
    database: Databases, tmp_path: Path
) -> None:
    with running(tmp_path, database.empty(tmp_path)) as server:
        with beside(tmp_path):
            poll, tokens = prepare(tmp_path)
        over = threading.Event()
        voters = []
        for token in tokens:
            device = Device(server)
            device.holds(token)
            voters.append(Voter(device, poll, over))
        for voter in voters:
            voter.start()
        cut_the_power_now_and_then(server, voters)
        over.set()
        for voter in voters:
            voter.join(timeout=120)
            assert not voter.is_alive(), "an attempt was never answered"
        with beside(tmp_path):
            assert counted(poll) == sorted((voter.receipt, voter.ranking) for voter in voters)


def counted(poll: int) -> list[tuple[str, list[str]]]:
    """(receipt, ranking) of every ballot after closing."""
    from summit.domain.ballots import receipt
    from summit.people.queries import person_by_badge
    from summit.voting.models import Ballot
    from tests.factories import closed

    chair = person_by_badge("O-1")
    assert chair is not None
    closed(chair.id, poll)
    ballots = db.session.scalars(db.select(Ballot).where(Ballot.poll_number == poll))
    return sorted((receipt(one.id), one.content["ranking"]) for one in ballots)
