"""How soon a thousand followers are back and have everything after the server died, beside a bare server.

`python bench/storm.py [--followers 1000] [--only sqlite]`. The server is killed; while it is gone something
is said in each of four debates; it is started again. The figure is the time from its first answer until the
last follower is back and has what was said. Followers of the bare server only have to be back.
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
from bench.live.conducting import back_after_a_power_cut
from bench.live.results import conditions, keep, row

SAID = 5
"""In each debate while the server is gone."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--followers", type=int, default=1000)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    found: dict[str, dict[str, Any]] = {}
    for make in (setups.bare, setups.on_sqlite, setups.on_postgresql):
        if given.only and given.only not in make.__name__:
            continue
        with tempfile.TemporaryDirectory(prefix="storm-") as folder, make(Path(folder)) as stand:
            found[make.__name__] = back_after_a_power_cut(stand, given.followers, SAID) | conditions()
            print(f"· {stand.name}: {found[make.__name__]}", flush=True)
    keep(rows(found, given.followers))


def rows(found: dict[str, dict[str, Any]], followers: int) -> list[dict[str, Any]]:
    bare = found.get("bare")
    return [
        row(
            f"storm: {followers} followers, {way.removeprefix('on_')}", ours["seconds"], bare["seconds"],
            "bare", "s until all are back", ours_all=ours, theirs_all=bare,
        )
        for way, ours in found.items()
        if bare and way != "bare"
    ]  # fmt: skip


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (16_384, 16_384))
    main()
