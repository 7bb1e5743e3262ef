"""Long work in small steps: with a large summit it takes seconds, and one loop serves everybody."""

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from time import monotonic, sleep
from typing import TypeVar

from gevent.monkey import is_module_patched

T = TypeVar("T")

STRETCH = 0.01
PAUSE = 0.0005
"""Seconds. A pause of nothing would only let those run who are ready already, and no message come in."""


def politely(items: Iterable[T]) -> Iterator[T]:
    """The items one by one; when a stretch of time has passed between two of them, others are served.

    In a process without such a loop, as those of jobs are, nobody waits for this work.
    """
    if not is_module_patched("time"):
        yield from items
        return
    since = monotonic()
    for item in items:
        yield item
        if monotonic() - since > STRETCH:
            sleep(PAUSE)
            since = monotonic()


_waiting: deque[threading.Event] = deque()
_turned = 0.0
_begun = 0


def begun() -> int:
    """How many requests and questions have begun so far in this process."""
    return _begun


def in_turn() -> None:
    """Before a request or a question by socket: of many that come in the same moment each begins in its turn,
    and others are served in between. In a row they would block the loop for as long as all of them take."""
    global _turned, _begun
    _begun += 1
    if not is_module_patched("time") or (not _waiting and monotonic() - _turned < STRETCH):
        return
    mine = threading.Event()
    _waiting.append(mine)
    try:
        if _waiting[0] is not mine:
            mine.wait()
        if monotonic() - _turned >= STRETCH:
            sleep(PAUSE)
            _turned = monotonic()
    finally:
        was_first = _waiting[0] is mine
        _waiting.remove(mine)
        if was_first and _waiting:
            _waiting[0].set()


def give_way(at_most: float) -> None:
    """Let those go first who wait for their turn, for so many seconds at most."""
    deadline = monotonic() + at_most
    while _waiting and monotonic() < deadline:
        sleep(STRETCH / 2)


def breathe() -> None:
    """Between two pieces of long work: let others be served."""
    sleep(PAUSE)
