"""Counting beside votelib, pyrankvote, pref_voting, VoteKit and a bound of bare numpy, on the same ballots.

`python bench/tally.py [--sizes 10000,100000,1000000] [--options 8,20] [--limit 60]`. The peers are installed
into their own environment, `instance/bench-peers`, never into the application's. Adds rows to
`bench/results.json`: `ours` and `theirs` are seconds from the single ballots to the winners, `alone` the
same for the count of a profile that is ready, `memory` and `resident` MiB at the peak; each ratio is
theirs ÷ ours. What each figure includes stands at the head of `tally_peers.py`. A peer that did not finish
within the limit has no figures, only a note, and is not tried on more ballots; memory is measured in a run
of its own that may take five times as long.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PEERS = HERE.parent / "instance" / "bench-peers"
PACKAGES = ["votelib==0.4.0", "pyrankvote==2.0.6", "pref_voting==1.18.2", "votekit==3.5.0"]
RESULTS = HERE / "results.json"
METHODS = {
    "irv": ("votelib", "pyrankvote", "pref_voting", "votekit", "numpy"),
    "stv": ("votelib", "pyrankvote", "pref_voting", "votekit", "numpy"),
    "schulze": ("votelib", "pref_voting", "votekit", "numpy"),
}
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
Row = dict[str, Any]


def peers_python() -> str:
    """The interpreter that has the peers; makes its environment at the first run (about 860 MB)."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        print("· installing the peers into instance/bench-peers", flush=True)
        venv.create(PEERS, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return str(python)


def ballots(number: int, size: int) -> list[tuple[int, ...]]:
    """Rankings of one option up to all; popular options come first more often. Always the same."""
    dice = random.Random(number * size)
    weights = [0.8**option for option in range(size)]
    made = []
    for _ in range(number):
        order = sorted(range(size), key=lambda option: -(dice.random() ** (1 / weights[option])))
        made.append(tuple(order[: dice.randint(1, size)]))
    return made


def asked(python: str, library: str, method: str, seats: int, file: Path, limit: int, *what: str) -> Row:
    """The figures of one library in a process of its own, or a note why there are none."""
    command = [python, str(HERE / "tally_peers.py"), library, method, str(seats), str(file), *what]
    env = {"PYTHONPATH": str(HERE.parent), "PATH": os.environ["PATH"], **dict.fromkeys(THREADS, "1")}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, env=env, check=False)
    except subprocess.TimeoutExpired:
        return {"note": f"not finished after {limit} s"}
    if done.returncode:
        return {"note": (done.stderr.strip().splitlines() or ["failed"])[-1][:200]}
    shown: Row = json.loads(done.stdout.splitlines()[-1])
    return shown


def measured(python: str, library: str, method: str, seats: int, file: Path, limit: int) -> Row:
    """Times, and then memory where there are times."""
    found = asked(python, library, method, seats, file, limit)
    if "note" in found:
        return found
    return {"memory": None} | found | asked(python, library, method, seats, file, 5 * limit, "memory")


def cell(python: str, number: int, size: int, limit: int, file: Path, stopped: dict[Any, str]) -> list[Row]:
    """All methods and libraries on one set of ballots; `stopped` remembers who ran into the limit where."""
    file.write_bytes(pickle.dumps((size, ballots(number, size))))
    found = []
    for method, libraries in METHODS.items():
        seats = size // 4 if method == "stv" else 1
        ours = measured(sys.executable, "summit", method, seats, file, 10 * limit)
        for library in libraries:
            note = stopped.get((library, method, size))
            theirs = {"note": note} if note else measured(python, library, method, seats, file, limit)
            if "note" in theirs and not note:
                stopped[library, method, size] = f"{theirs['note']} on {number} ballots"
            found.append(row(f"tally {method} {number}x{size}", ours, theirs, library))
            print(json.dumps(found[-1]), flush=True)
    return found


def row(name: str, ours: Row, theirs: Row, library: str) -> Row:
    """One line of the results."""
    made = {"name": name, "peer": library, "unit": "s", **figures("ours", ours)}
    if "whole" not in theirs:
        return made | {"note": theirs["note"]}
    made |= figures("theirs", theirs)
    for figure in ("whole", "alone", "memory", "resident"):
        known = theirs[figure] is not None and ours[figure]
        made["ratio_" + figure] = round(theirs[figure] / ours[figure], 2) if known else None
    made["ratio"] = made.pop("ratio_whole")
    return made | {"same_winners": theirs["winners"] == ours["winners"]}


def figures(whose: str, found: Row) -> Row:
    """Seconds and MiB under the name of whose they are."""
    return {
        whose: round(found["whole"], 4),
        f"{whose}_alone": round(found["alone"], 4),
        f"{whose}_memory": found["memory"] and round(found["memory"], 2),
        f"{whose}_resident": round(found["resident"], 2),
    }


def table(rows: list[Row]) -> None:
    """Each cell in a line: our seconds and MiB, then of each peer theirs ÷ ours and its MiB."""
    for name in dict.fromkeys(one["name"] for one in rows):
        mine = [one for one in rows if one["name"] == name]
        said = [f"{name:26} {mine[0]['ours']:8.4f} s {mine[0]['ours_memory']:6.2f} MiB"]
        said += [f"{one['peer']} {one.get('ratio', '—')}, {one.get('theirs_memory', '—')}" for one in mine]
        print("  ".join(said))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--options", default="8,20")
    parser.add_argument("--limit", type=int, default=60, help="seconds for a peer and a cell")
    given = parser.parse_args()
    python, found, stopped = peers_python(), list[Row](), dict[Any, str]()
    with tempfile.TemporaryDirectory() as folder:
        for number in map(int, given.sizes.split(",")):
            for size in map(int, given.options.split(",")):
                found += cell(python, number, size, given.limit, Path(folder) / "ballots", stopped)
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    names = {one["name"] for one in found}
    RESULTS.write_text(json.dumps([one for one in kept if one["name"] not in names] + found, indent=1) + "\n")
    table(found)


if __name__ == "__main__":
    main()
