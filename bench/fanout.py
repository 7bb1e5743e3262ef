"""How fast what is written reaches a thousand followers of four streams, beside a bare Flask-SocketIO server.

`python bench/fanout.py [--followers 1000] [--seconds 20]`. Followers speak the real protocol in a process of
their own, whose processor time is watched. A row's figure is the 99th percentile from a writer's sending to a
follower's having. Ours writes through the whole application (form, key, database); the bare one broadcasts.
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


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--followers", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for make in (setups.raw, setups.bare, setups.on_sqlite, setups.on_postgresql):
        if given.only and given.only not in make.__name__:
            continue
        for rate in RATES:
            with tempfile.TemporaryDirectory(prefix="fanout-") as folder, make(Path(folder)) as stand:
                result = measured(stand, given.followers, rate, given.seconds) | conditions()
            found[make.__name__, rate] = result
            print(f"· {stand.name}, {given.followers} followers, {rate} events/s: {result}", flush=True)
    keep(rows(found, given.followers))


def rows(found: dict[tuple[str, int], dict[str, Any]], followers: int) -> list[dict[str, Any]]:
    made = []
    for (way, rate), ours in found.items():
        for peer in ("bare", "raw"):
            theirs = found.get((peer, rate))
            if theirs and way.startswith("on_"):
                name = f"fanout: {followers} followers, {rate} events/s, {way.removeprefix('on_')}"
                made.append(row(
                    f"{name}, beside {peer}", ours["p99_ms"], theirs["p99_ms"], peer, "ms p99",
                    ours_all=ours, theirs_all=theirs,
                ))  # fmt: skip
    return made


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (16_384, 16_384))
    main()
