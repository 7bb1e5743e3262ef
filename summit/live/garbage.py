"""When Python looks for garbage among all that lives: in a minute in which nobody waits for anything.

Such a search stops everybody, with a thousand connections for a sixth of a second, and finds nearly nothing:
a connection that ends leaves no circles. What is young is searched as always; that is short.
"""

import gc
from collections.abc import Callable
from threading import Event

EVERY_S = 1.0
WORTH_IT = 20
"""Searches of what is younger since what lives was last put aside, each after some thousand new objects."""
QUIET_S = 60
OVERDUE = 20_000
"""As many, and no moment is waited for any more: what old requests leave must not grow for ever."""
NEVER = 1_000_000


def leave_what_is_loaded() -> None:
    """What is loaded now is put aside: two hundred thousand objects that stay."""
    gc.collect()
    gc.freeze()


def run(done: Callable[[], int], stopped: Event) -> None:
    """Put aside what lives when for a second nobody was served, so that no search looks through it again;
    search all of it when nobody was for a minute. `done` counts what is done for people."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)
    before, quiet, aside = done(), 0, 0
    while not stopped.wait(EVERY_S):
        since = gc.get_count()[2]
        quiet = quiet + 1 if done() == before else 0
        if aside + since > (WORTH_IT if quiet >= QUIET_S else OVERDUE):
            gc.unfreeze()
            leave_what_is_loaded()
            aside = 0
        elif quiet and since > WORTH_IT:
            gc.collect(1)
            gc.freeze()
            aside += since
        before = done()
