import sqlite3
import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import TimeoutError as NoConnection

from summit.pool import FairPool, Turns


def started(act: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=act)
    thread.start()
    return thread


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_who_waited_longest_is_served_first_and_nobody_who_comes_later_goes_before() -> None:
    turns: Turns = Turns(1)
    served: list[str] = []

    def waits(name: str) -> None:
        item = turns.get(timeout=20)
        served.append(name)
        turns.put(item)

    threads = []
    for place, name in enumerate(("first", "second", "third"), 1):
        threads.append(started(lambda name=name: waits(name)))
        wait_until(lambda place=place: len(turns._waiting) == place)
    turns.put("a connection")  # type: ignore[arg-type]
    waits("late")  # its own thread runs on: without turns it would be first
    for thread in threads:
        thread.join()
    assert served == ["first", "second", "third", "late"]


def test_who_gave_up_or_was_interrupted_keeps_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(":memory:", check_same_thread=False),
        poolclass=FairPool, pool_size=1, max_overflow=0, pool_timeout=0.01,
    )  # fmt: skip
    held = engine.connect()
    with pytest.raises(NoConnection):
        engine.connect()

    def interrupted(event: threading.Event, timeout: float | None = None) -> bool:
        held.close()  # it is given to who waits, just when that one is interrupted
        assert event.is_set()
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(threading.Event, "wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            engine.connect()
    for _ in range(3):
        engine.connect().close()
    engine.dispose()
