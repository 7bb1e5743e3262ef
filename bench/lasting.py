"""Whether the memory of the server stays flat while people follow and write for long.

`python bench/lasting.py [--minutes 3] [--followers 1000] [--rate 2] [--only sqlite]`; an hour is
`--minutes 60`. After a tenth of the time, in which all that is kept has filled, memory is read each minute;
the figure is the last reading as a ratio to the first.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.live import setups
from bench.live.conducting import followed, written
from bench.live.results import conditions, keep, row
from bench.live.setups import Stand

FLAT = 1.1


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--followers", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=2)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    made: list[dict[str, Any]] = []
    for make in (setups.on_sqlite, setups.on_postgresql):
        name = make.__name__.removeprefix("on_")
        if given.only not in name:
            continue
        with tempfile.TemporaryDirectory(prefix="lasting-") as folder, make(Path(folder)) as stand:
            read = readings(stand, given.followers, given.rate, given.minutes)
        title = f"lasting: memory after {given.minutes:g} min, {given.followers} followers, {name}"
        more = {"readings_mib": read, "limit": FLAT} | conditions()
        made.append(row(title, read[-1], read[0], "at first", "MiB", ours_all=more))
    keep(made)


def readings(stand: Stand, followers: int, rate: float, minutes: float) -> list[float]:
    """MiB of all workers, each minute, and at the end."""
    found: list[float] = []
    with followed(stand, followers):
        written(stand, rate, 60 * minutes / 10)
        ends = time.monotonic() + 60 * minutes * 0.9
        while True:
            found.append(round(stand.memory(), 1))
            if (left := ends - time.monotonic()) <= 0:
                return found
            written(stand, rate, min(60.0, left))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (16_384, 16_384))
    main()
