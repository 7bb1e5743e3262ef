"""The processes in which a worker has its jobs done: off its event loop, and few at once."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from summit.jobs.rows import claim

AT_ONCE = 1
"""Processes of one worker; the other core is for those who vote."""


@dataclass(slots=True)
class Children:
    """The processes that this worker has started. `command` is given number and attempt of a job."""

    command: Sequence[str]
    environment: Mapping[str, str]
    at: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    starting: Lock = field(default_factory=Lock)

    def start_waiting(self) -> int:
        """Start a process for the next free job, unless enough are running; answers how many it started.

        Who comes while another starts one leaves it at that: between looking and starting the database is
        asked, and others are served.
        """
        if not self.starting.acquire(blocking=False):
            return 0
        try:
            return self._start()
        finally:
            self.starting.release()

    def _start(self) -> int:
        self.running = [child for child in self.running if child.poll() is None]
        if len(self.running) >= AT_ONCE:
            return 0
        claimed = claim()
        if claimed is None:
            return 0
        order = [*self.command, *map(str, claimed)]
        self.running.append(subprocess.Popen(order, env=dict(self.environment), cwd=self.at))  # noqa: S603
        return 1

    def wait(self) -> None:
        """Wait until all have ended; for tests and orderly ends."""
        for child in self.running:
            child.wait()
        self.running = []
