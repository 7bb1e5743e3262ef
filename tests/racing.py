"""Acts that start at the same moment, for tests of what two people may not both get."""

import contextlib
import threading
from collections.abc import Callable

from flask import Flask

from summit.db import db
from summit.domain.errors import Refusal


def at_once(app: Flask, acts: list[Callable[[], object]]) -> list[object]:
    """Run all acts in threads that start together; what each answered, or the refusal."""
    answers: list[object] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place: int) -> None:
        with app.app_context():
            start.wait()
            try:
                answers[place] = acts[place]()
            except Refusal as refusal:
                answers[place] = refusal

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return answers


def in_the_middle(app: Flask, act: Callable[[], object]) -> threading.Thread:
    """Begin an act of somebody else while this one goes on, and give it time: it ends, or waits for this one
    to be done. Join what is answered afterwards."""

    def run() -> None:
        with app.app_context(), contextlib.suppress(Refusal):
            act()

    other = threading.Thread(target=run)
    other.start()
    other.join(0.4)
    return other
