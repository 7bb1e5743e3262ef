"""A minute in which people write, come and go and machines fail: what was lost, doubled, misordered.

`python bench/churn.py [--seconds 60] [--only sqlite]`. The churn of tests/integration/test_churn.py, longer:
on SQLite the worker is killed again and again; on PostgreSQL two workers are killed in turns, and Redis dies
or hangs for seconds. `make mutants` proves that it finds what is broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.live.results import conditions, keep, row
from tests.churn.conducting import on_postgresql, on_sqlite


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    made: list[dict[str, Any]] = []
    for way in (on_sqlite, on_postgresql):
        name = way.__name__.removeprefix("on_")
        if given.only not in name:
            continue
        with tempfile.TemporaryDirectory(prefix="churn-") as folder, way(Path(folder)) as churn:
            found = churn.run(given.seconds)
        figures = {"deliveries": found.deliveries, "pages": found.pages, **found.faults}
        print(f"· {name}, {given.seconds:g} s: {figures} {found.examples}", flush=True)
        faults = sum(found.faults.values())
        title = f"churn: {given.seconds:g} s, {name}: lost, doubled, misordered, holes"
        made.append(row(title, faults, 0, "limit", "faults", ours_all=figures | conditions()))
    keep(made)
    sys.exit(any(one["ours"] for one in made))


if __name__ == "__main__":
    main()
