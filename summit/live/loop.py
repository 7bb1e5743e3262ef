"""Watches the event loop: how often and how long nothing else could run, and in which line of code."""

import faulthandler
import logging
import re
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event

from gevent import monkey

logger = logging.getLogger(__name__)

BEAT_S = 0.02
BLOCKED_S = 0.1
"""From here on a delay counts as a block: a thousand people have waited for one."""
TOLD_S = 0.5
"""From here on it is logged, with where it happened."""
LATELY_S = 60.0
DEPTH = 6
LINE = re.compile(r'File "(.*)", line (\d+) in (.*)')


class LoopWatch:
    """A greenlet that wants to run each 20 ms notes when it could not; a thread beside the loop looks where
    the loop stands meanwhile."""

    def __init__(self) -> None:
        self.blocks = 0
        self.blocked_s = 0.0
        self.longest_s = 0.0
        self._lately: deque[tuple[float, float, float]] = deque(maxlen=1_000)
        self._beat = 0.0
        self._where = ""

    @property
    def longest_lately_s(self) -> float:
        """The longest block of the last minute."""
        oldest = time.monotonic() - LATELY_S
        return max((late for at, late, _ in self._lately if at > oldest), default=0.0)

    @property
    def longest_own_lately_s(self) -> float:
        """The most processor time that this worker used itself in a block of the last minute: what is less
        than the block lasted, the machine gave to others, or a call waited."""
        oldest = time.monotonic() - LATELY_S
        return max((own for at, _, own in self._lately if at > oldest), default=0.0)

    def run(self, stopped: Event) -> None:
        self._beat = time.monotonic()
        ident = monkey.get_original("_thread", "get_ident")()  # gevent has one for each greenlet
        _beside_the_loop(self._look, ident, stopped)
        while not stopped.is_set():
            self._beat = before = time.monotonic()
            used = time.thread_time()
            stopped.wait(BEAT_S)
            self._note(time.monotonic() - before - BEAT_S, time.thread_time() - used)

    def _note(self, late: float, own: float) -> None:
        if late < BLOCKED_S:
            return
        self.blocks += 1
        self.blocked_s += late
        self.longest_s = max(self.longest_s, late)
        self._lately.append((time.monotonic(), late, min(own, late)))
        if late > TOLD_S:
            logger.warning("live: nothing else could run for %.2f s, at %s", late, self._where or "unknown")
        self._where = ""

    def _look(self, ident: int, stopped: Event) -> None:
        """In the thread. It only notes; whatever logs, logs from the loop."""
        sleep = monkey.get_original("time", "sleep")
        while not stopped.is_set():
            sleep(BLOCKED_S / 2)
            if time.monotonic() - self._beat > BEAT_S + 2 * BLOCKED_S and not self._where:
                with suppress(Exception):  # a thread that ends here would watch no more
                    self._where = where(ident)


def _beside_the_loop(act: object, *arguments: object) -> None:
    """A real thread, whatever gevent has put in place of threads."""
    monkey.get_original("_thread", "start_new_thread")(act, arguments)


def where(ident: int) -> str:
    """The innermost lines of a thread, as file:line function.

    Written by the interpreter in one go, without an object made: a stack that is walked frame by frame from
    another thread changes meanwhile, and has brought a whole server down by reading memory that was freed.
    """
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as written:
        faulthandler.dump_traceback(written, all_threads=True)
        written.seek(0)
        stacks = written.read().split("\n\n")
    own = next((stack for stack in stacks if f"0x{ident:016x} " in stack.partition("\n")[0]), "")
    return " < ".join(f"{Path(file).name}:{line} {name}" for file, line, name in LINE.findall(own)[:DEPTH])
