"""Long work in small steps: with a large summit it takes seconds, and one loop serves everybody."""

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


def breathe() -> None:
    """Between two pieces of long work: let others be served."""
    sleep(PAUSE)
