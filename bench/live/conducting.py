"""Conducts a measurement: followers in a process of their own, writers at a steady rate, the figures."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.live.setups import Stand

HERE = Path(__file__).parent
WORDS = "We ask that every exchange of seeds counts as an act of knowledge and not of trade. " * 2
TOO_BUSY = 0.9
"""Followers that need more than this of a core measure themselves and not the server."""


class Followers:
    """The process of the followers, asked by JSON lines."""

    def __init__(self) -> None:
        command = [sys.executable, str(HERE / "followers.py")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, do: str, **order: Any) -> dict[str, Any]:
        self.say(do, **order)
        return self.hear()

    def say(self, do: str, **order: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def followed(stand: Stand, many: int) -> Iterator[Followers]:
    """So many followers of all streams of a server, each from where the page stands that they just opened."""
    followers = Followers()
    topics = stand.heads() or stand.topics
    try:
        there = followers.ask("connect", port=stand.port, many=many, speaks=stand.speaks, topics=topics)
        assert there["there"] == many, f"only {there['there']} of {many} could follow {stand.name}"
        yield followers
    finally:
        followers.process.kill()
        followers.process.wait()


def written(stand: Stand, rate: float, seconds: float) -> int:
    """Let people write at a steady rate whatever the server does; answers how many events that made."""
    total = int(rate * seconds)
    began = time.monotonic() + 0.2
    turns = iter(range(total))
    taking = threading.Lock()

    def write(pen: Any) -> None:
        while True:
            with taking:
                turn = next(turns, None)
            if turn is None:
                return
            time.sleep(max(0.0, began + turn / rate - time.monotonic()))
            pen.post(stand.anchors[turn % len(stand.anchors)], f"[[{time.monotonic():.6f}]] {WORDS}")

    threads = [threading.Thread(target=write, args=(pen,)) for pen in stand.pens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return total


def _blocked(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    """How often, and for how long at most, nothing else could run in a worker, and how much processor time of
    its own that took (on a busy machine the rest went to others); nothing where no server says so."""
    blocks, longest = "summit_loop_blocks_total", "summit_loop_longest_block_seconds"
    own = after.get("summit_loop_longest_own_seconds", 0.0)
    if blocks not in after:
        return {}
    times = after[blocks] - before.get(blocks, 0.0)
    return {
        "loop_blocks": times,
        "longest_block_ms": round(1000 * after[longest], 1) if times else 0.0,
        "longest_own_ms": round(1000 * own, 1) if times else 0.0,
    }


def back_after_a_power_cut(stand: Stand, many: int, said: int) -> dict[str, Any]:
    """Seconds from the server's first answer until all followers are back and have what was said since."""
    written(stand, 4, 1)
    with followed(stand, many) as followers:
        heads = [_later(head, said) for head in stand.heads()]
        followers.say("back", heads=heads)
        stand.kill()
        stand.says_beside(said)
        stand.start()
        began = time.monotonic()
        found = followers.hear()
    assert (found["there"], found["caught_up"]) == (many, True), f"{stand.name}: {found}"
    return {"seconds": round(found["at"] - began, 2), "followers": many, "missed": said * len(heads)}


def _later(head: str, said: int) -> str:
    topic, epoch, seq = head.rsplit(":", 2)
    return f"{topic}:{epoch}:{int(seq) + said}"


def measured(stand: Stand, many: int, rate: float, seconds: float) -> dict[str, Any]:
    """Fan-out of so many events a second to so many followers; memory is what each of them takes."""
    written(stand, 4, 1)  # everything has been done once
    alone = stand.memory()
    with followed(stand, many) as followers:
        time.sleep(1.5)
        per_follower = 1024 * (stand.memory() - alone) / many
        cpu, before = stand.cpu(), stand.metrics()
        followers.ask("measure")
        events = written(stand, rate, seconds)
        found = followers.ask("report", expect=events)
        found["server_cpu"] = round((stand.cpu() - cpu) / found["seconds"], 3)
        found["kib_per_follower"] = round(per_follower, 1)
        found |= _blocked(before, stand.metrics())
        found["us_per_delivery"] = round(1e6 * (stand.cpu() - cpu) / max(1, found["delivered"]), 1)
    found["is_valid"] = found["clients_cpu"] < TOO_BUSY
    return found
