"""`python -m tests.fuzz [--minutes 10] [--from NUMBER] [--case NUMBER]`: cases in a child with a time limit.

A case that fails, ends its process or takes too long is told with its number; `--case NUMBER` runs it again
alone. Exit 1 if there was one. At the end: how many cases of each kind, the slowest, the memory used most.
"""

import argparse
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from random import Random

from tests.fuzz.cases import CASES, run

SECONDS = 60
"""More than the reader's own limit: what is ended by it is refused, and no finding."""


def said(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def kind_of(number: int) -> str:
    chance = Random(number)  # noqa: S311 - as in `run`
    return chance.choices([case.__name__ for case, _ in CASES], [weight for _, weight in CASES])[0]


def work(first: int, told: Connection) -> None:
    """Case after case, until this process is ended."""
    os.setsid()
    for number in range(first, first + 10_000_000):
        begun = time.monotonic()
        try:
            found = run(number)
        except Exception:
            found = traceback.format_exc(limit=-6)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told.send((number, found, time.monotonic() - begun, used))


class Fuzzing:
    """A run: the child at work, what was found, what it took."""

    def __init__(self, first: int) -> None:
        self.next, self.counted = first, Counter[str]()
        self.findings: list[tuple[int, str]] = []
        self.slowest, self.most = (0.0, 0), 0
        self._start()

    def _start(self) -> None:
        self.told, theirs = Pipe(duplex=False)
        self.child = Process(target=work, args=(self.next, theirs))
        self.child.start()
        theirs.close()

    def step(self) -> None:
        """Wait for one case, at most its time."""
        try:
            if self.told.poll(SECONDS):
                number, found, took, used = self.told.recv()
                self._note(number, found)
                self.slowest, self.most = max(self.slowest, (took, number)), max(self.most, used)
                return
            self._note(self.next, f"not done after {SECONDS} seconds")
        except EOFError:
            self._note(self.next, "its process ended")
        self.end()
        self._start()

    def _note(self, number: int, found: str | None) -> None:
        self.next = number + 1
        self.counted[kind_of(number)] += 1
        if found is not None:
            self.findings.append((number, found))
            said(f"case {number} ({kind_of(number)}): {found}")

    def end(self) -> None:
        """End the child and what it started."""
        if self.child.pid is not None and self.child.is_alive():
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.join()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--from", dest="first", type=int, default=int(time.time()))
    parser.add_argument("--case", type=int)
    given = parser.parse_args()
    if given.case is not None:
        sys.exit(run(given.case))
    until, fuzzing = time.monotonic() + given.minutes * 60, Fuzzing(given.first)
    try:
        while time.monotonic() < until:
            fuzzing.step()
    finally:
        fuzzing.end()
    kinds = ", ".join(f"{kind} {count}" for kind, count in fuzzing.counted.most_common())
    said(f"{fuzzing.counted.total()} cases from {given.first}: {kinds}")
    said(f"slowest {fuzzing.slowest[0]:.1f} s (case {fuzzing.slowest[1]}), most memory {fuzzing.most} MB")
    said(f"{len(fuzzing.findings)} findings")
    sys.exit(bool(fuzzing.findings))


if __name__ == "__main__":
    main()
