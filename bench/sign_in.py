"""How a room behind one address signs in while others there guess PINs, beside the same room left alone.

`python bench/sign_in.py [--people 300] [--attackers 3]`. A real server, one address for all. Each person
redeems a slip and then comes back on a second device by PIN, in `TABLETS` threads; meanwhile each attacker
guesses without a pause at badges in turn, whose numbers are no secret. Adds rows to `bench/results.json`:
seconds until all are in, ours under attack and theirs alone, with what the attackers reached.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.live.results import conditions, keep, row
from summit.people.models import Role
from summit.people.services import accredit, found_summit, issue_slip
from tests.servers import Device, Server, beside, running

TABLETS = 12
PIN = "493817"


@dataclass
class Attack:
    """Somebody who tries one PIN after another; `answers` counts what came back, by status."""

    server: Server
    badges: list[str]
    over: threading.Event
    answers: dict[int, int] = field(default_factory=dict)

    def run(self) -> None:
        device = Device(self.server)
        device.get("/sign-in")
        for guess, badge in zip(itertools.count(200_003, 7), itertools.cycle(self.badges), strict=False):
            if self.over.is_set():
                return
            status, _ = device.post("/sign-in/pin", badge=badge, pin=f"{guess % 1_000_000:06}")
            self.answers[status] = self.answers.get(status, 0) + 1


def one_in(server: Server, badge: str, slip: str) -> tuple[float, float]:
    """Seconds from opening the door to being in: by slip, and on a second device by PIN."""
    started = time.monotonic()
    Device(server).sign_in(slip, PIN)
    by_slip = time.monotonic() - started
    again = Device(server)
    again.get("/sign-in")
    started = time.monotonic()
    status, page = again.post("/sign-in/pin", badge=badge, pin=PIN)
    assert status == 303, page
    return by_slip, time.monotonic() - started


def room(folder: Path, people: int, attackers: int) -> dict[str, Any]:
    """Let everybody in once and answer how long it took and what the attackers reached."""
    with running(folder) as server:
        with beside(folder):
            found_summit("Door", "UTC", ["en"])
            badges = [
                accredit(None, f"Delegate {n}", Role.DELEGATE, f"01-{n:03}").badge for n in range(people)
            ]
            idle = [accredit(None, f"Observer {n}", Role.OBSERVER, f"B-{n:03}").badge for n in range(40)]
            slips = [issue_slip(None, badge) for badge in badges]
            unused = [issue_slip(None, badge) for badge in idle]
        for slip in unused:  # these have PINs, so that there is something to guess
            Device(server).sign_in(slip, PIN)
        over = threading.Event()
        attacks = [Attack(server, idle, over) for _ in range(attackers)]
        threads = [threading.Thread(target=attack.run) for attack in attacks]
        for thread in threads:
            thread.start()
        started = time.monotonic()
        with ThreadPoolExecutor(TABLETS) as tablets:
            waits = list(tablets.map(lambda one: one_in(server, *one), zip(badges, slips, strict=True)))
        took = time.monotonic() - started
        over.set()
        for thread in threads:
            thread.join()
    return {"seconds": round(took, 1), **slowest(waits), **reached(attacks, took)}


def slowest(waits: Iterable[tuple[float, float]]) -> dict[str, float]:
    by_slip, by_pin = zip(*waits, strict=True)
    return {"slowest_slip_s": round(max(by_slip), 2), "slowest_pin_s": round(max(by_pin), 2)}


def reached(attacks: list[Attack], took: float) -> dict[str, Any]:
    """How many guesses were sent, and how many of them let anybody in or were turned away unread."""
    answers: dict[int, int] = {}
    for attack in attacks:
        for status, times in attack.answers.items():
            answers[status] = answers.get(status, 0) + times
    sent = sum(answers.values())
    return {
        "guesses": sent,
        "guesses_a_second": round(sent / took, 1),
        "let_in": answers.get(303, 0),
        "by_status": answers,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--attackers", type=int, default=3)
    given = parser.parse_args()
    found = []
    for attackers in (0, given.attackers):
        with tempfile.TemporaryDirectory(prefix="door-") as folder:
            found.append(room(Path(folder), given.people, attackers) | conditions())
            print(f"· {given.people} people, {attackers} attackers: {found[-1]}", flush=True)
    alone, pressed = found
    name = f"sign-in: {given.people} people behind one address, {given.attackers} attackers there"
    keep(
        [row(name, pressed["seconds"], alone["seconds"], "the same room left alone", "s", ours_all=pressed,
             theirs_all=alone)]
    )  # fmt: skip


if __name__ == "__main__":
    main()
