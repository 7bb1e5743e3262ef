"""The ticker: once a second what is due is done, turnout and presence are told, the silent are let go."""

import logging
import time
from collections.abc import Callable
from threading import Event

from flask import Flask, current_app

from summit.agenda.services import announce_presence
from summit.debates.services import announce_sense, keep_said
from summit.due import run_due
from summit.events import forget_commands
from summit.jobs import start_waiting
from summit.mail.rounds import look_after_mail
from summit.voting.services import announce_turnout, empty_log, look_after_keys, store_shown, tell_stored

logger = logging.getLogger(__name__)

EVERY_S = 1.0
AN_HOUR_S = 3600.0
MAIL_EVERY_S = 5.0


def note_connected() -> int:
    """Store who has a connection to this worker."""
    noted: int = current_app.extensions["summit-live"].connected.note()
    return noted


def drop_disconnected() -> int:
    """End the presence of who is remote and has had no connection for too long."""
    dropped: int = current_app.extensions["summit-live"].connected.drop()
    return dropped


class Seldom:
    """An act for which once in a long while is enough."""

    def __init__(self, every_s: float, act: Callable[[], int]) -> None:
        self.__name__ = act.__name__
        self._every_s, self._act, self._next = every_s, act, 0.0

    def __call__(self) -> int:
        at = time.monotonic()
        if at < self._next:
            return 0
        self._next = at + self._every_s
        return self._act()


ACTS: tuple[Callable[[], int], ...] = (
    look_after_keys,
    run_due,
    announce_turnout,
    store_shown,
    tell_stored,
    note_connected,
    drop_disconnected,
    announce_presence,
    empty_log,
    announce_sense,
    keep_said,
    Seldom(AN_HOUR_S, forget_commands),
    Seldom(MAIL_EVERY_S, look_after_mail),
    start_waiting,
)


def run(app: Flask, stopped: Event) -> None:
    """Tick until `stopped`, whether anybody is connected or not."""
    while not stopped.wait(EVERY_S):
        tick(app)


def tick(app: Flask) -> None:
    """Do each act once; one that fails is logged and neither hinders the next nor ends the ticking."""
    for act in ACTS:
        try:
            with app.app_context():
                act()
        except Exception:
            logger.exception("live: %s failed; it is tried again in a second", act.__name__)
