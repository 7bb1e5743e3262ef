"""Counting beside votelib, pyrankvote, pref_voting, VoteKit and a bound of bare numpy, on the same ballots.

`python bench/tally.py [--sizes 10000,100000] [--options 8,20] [--limit 120]`. The peers are installed
into their own environment, `instance/bench-peers`, never into the application's. Adds to
`bench/results.json` a list of {"name", "ours", "theirs", "peer", "unit", "ratio"}: seconds from a list
of rankings to the winners, and theirs ÷ ours; a peer that ran into the limit has the limit as its time.
"""

from __future__ import annotations

import argparse
import json
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


def peers_python() -> str:
    """The interpreter that has the peers; makes its environment at the first run."""
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


def timed(python: str, library: str, method: str, seats: int, file: Path, limit: int) -> dict[str, Any]:
    """Seconds of one library in its own process; the limit where it did not finish or failed."""
    command = [python, str(HERE / "tally_peers.py"), library, method, str(seats), str(file)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=limit,
            cwd=HERE.parent,
            env={"PYTHONPATH": str(HERE.parent), "PATH": "/usr/bin:/bin"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"seconds": float(limit), "note": f"not finished after {limit} s"}
    if done.returncode:
        return {"note": (done.stderr.strip().splitlines() or ["failed"])[-1]}
    shown: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return shown


def cell(python: str, number: int, size: int, limit: int, file: Path) -> list[dict[str, Any]]:
    """All methods and libraries on one set of ballots."""
    file.write_bytes(pickle.dumps((size, ballots(number, size))))
    found = []
    for method, libraries in METHODS.items():
        seats = size // 4 if method == "stv" else 1
        ours = timed(sys.executable, "summit", method, seats, file, 10 * limit)
        for library in libraries:
            theirs = timed(python, library, method, seats, file, limit)
            found.append(row(f"tally {method} {number}x{size}", ours, theirs, library))
    return found


def row(name: str, ours: dict[str, Any], theirs: dict[str, Any], library: str) -> dict[str, Any]:
    """One line of the results."""
    made = {"name": name, "ours": round(ours["seconds"], 4), "peer": library, "unit": "s"}
    if "seconds" in theirs:
        ratio = round(theirs["seconds"] / ours["seconds"], 2)
        made |= {"theirs": round(theirs["seconds"], 4), "ratio": ratio}
    if "note" in theirs:
        made["note"] = theirs["note"]
    print(json.dumps(made), flush=True)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--options", default="8,20")
    parser.add_argument("--limit", type=int, default=120, help="seconds for a peer and a cell")
    given = parser.parse_args()
    python, found = peers_python(), []
    with tempfile.TemporaryDirectory() as folder:
        for number in map(int, given.sizes.split(",")):
            for size in map(int, given.options.split(",")):
                found += cell(python, number, size, given.limit, Path(folder) / "ballots")
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    names = {row["name"] for row in found}
    RESULTS.write_text(json.dumps([row for row in kept if row["name"] not in names] + found, indent=1) + "\n")


if __name__ == "__main__":
    main()
