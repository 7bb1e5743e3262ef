"""When Python looks for garbage among all that lives: in moments in which nobody waits for anything.

Such a search stops everybody, with a thousand connections for a sixth of a second. What is young is searched
as always; that is short.
"""

import gc
from collections.abc import Callable
from threading import Event

EVERY_S = 1.0
WORTH_IT = 20
"""Searches of what is younger since the last one of all, each after some thousand new objects."""
OVERDUE = 20_000
"""As many, and no moment is waited for any more: what old requests leave must not grow for ever."""
NEVER = 1_000_000


def leave_what_is_loaded() -> None:
    """What is loaded now stays, and is never looked through again: two hundred thousand objects."""
    gc.collect()
    gc.freeze()


def run(done: Callable[[], int], stopped: Event) -> None:
    """Search when for a second nobody was served; `done` counts what is done for people."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)
    before = done()
    while not stopped.wait(EVERY_S):
        since = gc.get_count()[2]
        if since > OVERDUE or (since > WORTH_IT and done() == before):
            gc.collect()
        before = done()
