"""Doing a job: keep its lease while the work goes on, and end it with a file or a sentence."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

from flask import Flask

from summit.db import db
from summit.domain.errors import Refusal
from summit.jobs.rows import LEASE, LeaseLost, finish, job, renew

log = logging.getLogger(__name__)

Tell = Callable[[int, int, str], None]
"""Say how far the work is: steps done, steps in all, what is being done now."""

Verb = Callable[[Mapping[str, Any], Path, Tell], str]
"""Do the work of an argument, leave a file in the folder and answer its name."""

VERBS: dict[str, Verb] = {}
"""What can be asked for; features enter their work here."""

EVERY_S = 0.5
"""Progress is told no more often than this."""


def work(app: Flask, folder: Path, number: int, attempt: int) -> bool:
    """Do a claimed job in this process, its file in `folder`; whether it was done.

    Another attempt that has taken the job over is left alone.
    """
    asked = job(number)
    verb, argument = VERBS[asked.verb], dict(asked.argument)
    db.session.rollback()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _lease_kept(app, number, attempt):
            file = verb(argument, folder, _teller(number, attempt))
        finish(number, attempt, file=file)
    except LeaseLost as lost:
        log.error("job: %s is somebody else's now", lost)
        return False
    except Exception as error:
        log.exception("job %s, attempt %s failed", number, attempt)
        db.session.rollback()
        said = str(error) if isinstance(error, Refusal) else "It failed; the log of the server says why."
        finish(number, attempt, error=said)
        return False
    return True


def _teller(number: int, attempt: int) -> Tell:
    told = 0.0

    def tell(done: int, total: int, step: str) -> None:
        nonlocal told
        if monotonic() - told > EVERY_S or done == total:
            renew(number, attempt, done=done, total=total, step=step)
            told = monotonic()

    return tell


@contextmanager
def _lease_kept(app: Flask, number: int, attempt: int) -> Iterator[None]:
    """Renew the lease from a thread: a step of the work may take longer than one lasts."""
    ended = Event()

    def keep() -> None:
        while not ended.wait(LEASE.total_seconds() / 3):
            with app.app_context():
                try:
                    renew(number, attempt)
                except LeaseLost:
                    return
                except Exception:
                    log.exception("job %s: its lease was not renewed", number)

    thread = Thread(target=keep, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
