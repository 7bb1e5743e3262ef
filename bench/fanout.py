"""How fast what is written reaches a thousand followers of four streams, beside a bare Flask-SocketIO server.

`python bench/fanout.py [--followers 1000] [--seconds 10] [--only sqlite]`. Followers speak the real protocol
in a process of their own, whose processor time is watched. The figure is the 99th percentile from a writer's
sending to a follower's having; ours writes through the whole application (form, key, database), the bare
server broadcasts and stores nothing. Then twice as many followers at 10 events/s. Besides: memory of each
follower, and how long the event loop was blocked.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.live import setups
from bench.live.conducting import measured
from bench.live.results import conditions, keep, row

RATES = (10, 50)
Found = dict[tuple[str, int, int], dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--followers", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    found: Found = {}
    for make in (setups.raw, setups.bare, setups.on_sqlite, setups.on_postgresql):
        if given.only and given.only not in make.__name__:
            continue
        name = make.__name__
        wanted = [(given.followers, rate) for rate in RATES]
        if name.startswith("on_"):
            wanted.append((2 * given.followers, RATES[0]))
        with tempfile.TemporaryDirectory(prefix="fanout-") as folder, make(Path(folder)) as stand:
            for many, rate in wanted:
                result = measured(stand, many, rate, given.seconds) | conditions()
                found[name, many, rate] = result
                print(f"· {stand.name}, {many} followers, {rate} events/s: {result}", flush=True)
    keep([*rows(found), *memory(found)])


def rows(found: Found) -> list[dict[str, Any]]:
    made = []
    for (way, many, rate), ours in found.items():
        name = f"fanout: {many} followers, {rate} events/s, {way.removeprefix('on_')}"
        if not way.startswith("on_"):
            continue
        made.append(row(
            f"{name}: delivered", ours["delivered"], ours["expected"], "all", "deliveries", ours_all=ours
        ))  # fmt: skip
        made.append(row(f"{name}: longest block", ours["longest_own_ms"], 100.0, "limit", "ms of its own"))
        for peer in ("bare", "raw"):
            if theirs := found.get((peer, many, rate)):
                made.append(row(
                    f"{name}, beside {peer}", ours["p99_ms"], theirs["p99_ms"], peer, "ms p99",
                    ours_all=ours, theirs_all=theirs,
                ))  # fmt: skip
    return made


def memory(found: Found) -> list[dict[str, Any]]:
    """What a follower takes beside what one takes of the bare server."""
    bare = [one for (way, _, rate), one in found.items() if way == "bare" and rate == RATES[0]]
    name = "fanout: memory of each of {} followers, {}"
    return [
        row(
            name.format(many, way.removeprefix("on_")), ours["kib_per_follower"],
            bare[0]["kib_per_follower"], "bare", "KiB",
        )
        for (way, many, rate), ours in found.items()
        if bare and way.startswith("on_") and rate == RATES[0]
    ]  # fmt: skip


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (16_384, 16_384))
    main()
