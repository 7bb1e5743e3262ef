import gc
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder

from summit.live import garbage

BUSY, QUIET = range(1, 200), [7] * 200


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def runs(monkeypatch: pytest.MonkeyPatch, begun: list[int] | range, since: int) -> list[str]:
    """What was done second by second, while so many requests had begun."""
    found: list[str] = []
    seconds = iter(begun)
    now = [next(seconds)]
    stopped: Any = Event()

    def wait(_: float) -> bool:
        now.append(next(seconds, -1))
        return now[-1] == -1

    monkeypatch.setattr(stopped, "wait", wait)
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, since))
    monkeypatch.setattr(gc, "collect", lambda generation=2: found.append(f"search {generation}"))
    monkeypatch.setattr(gc, "freeze", lambda: found.append("aside"))
    monkeypatch.setattr(gc, "unfreeze", lambda: found.append("back"))
    garbage.run(lambda: now[-1], stopped)
    return found


def test_what_lives_is_put_aside_in_a_second_in_which_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert runs(monkeypatch, BUSY, garbage.WORTH_IT + 1) == []
    assert runs(monkeypatch, QUIET[:2], garbage.WORTH_IT + 1) == ["search 1", "aside"]
    assert runs(monkeypatch, QUIET, garbage.WORTH_IT) == []


def test_all_of_it_is_searched_in_a_minute_in_which_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    found = runs(monkeypatch, QUIET[: garbage.QUIET_S + 1], garbage.WORTH_IT + 1)
    assert found == ["search 1", "aside"] * (garbage.QUIET_S - 1) + ["back", "search 2", "aside"]


def test_it_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    assert runs(monkeypatch, BUSY[:2], garbage.OVERDUE + 1) == ["back", "search 2", "aside"]
    halves = [1, 1, 2, 2, 3]  # each second one is quiet
    found = runs(monkeypatch, halves, garbage.OVERDUE // 2)
    assert found == ["search 1", "aside", "search 1", "aside", "back", "search 2", "aside"]


def test_all_is_never_searched_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    runs(monkeypatch, [1, 1], 0)
    assert gc.get_threshold()[2] == garbage.NEVER


@pytest.mark.only_on("sqlite", "no database is asked")
def test_a_message_of_a_socket_leaves_next_to_nothing(app: Flask) -> None:
    """As many as a thousand at once had each left the sixty objects of an address that was not found."""
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket"}
    environ = EnvironBuilder("/socket.io/", headers=upgrade).get_environ()

    def messages(many: int) -> None:
        for _ in range(many):
            with app.request_context(environ):
                pass

    messages(10)
    while gc.collect():  # what other tests left may let go of more of theirs only once it is gone
        pass
    gc.disable()
    try:
        messages(10)
        assert gc.collect() < 10 * 30
    finally:
        gc.enable()
