import gc
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest

from summit.live import garbage


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def searches(monkeypatch: pytest.MonkeyPatch, begun: list[int], since: int) -> int:
    """How often all was searched, while in each second so many requests had begun."""
    found, seconds = [], iter(begun[1:])
    now = [begun[0]]
    stopped: Any = Event()

    def wait(_: float) -> bool:
        now.append(next(seconds, -1))
        return now[-1] == -1

    monkeypatch.setattr(stopped, "wait", wait)
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, since))
    monkeypatch.setattr(gc, "collect", lambda: found.append(1))
    garbage.run(lambda: now[-1], stopped)
    return len(found)


def test_it_waits_for_a_second_in_which_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = [0, 1, 2, 3, 4, 5, 6]
    assert searches(monkeypatch, busy, garbage.WORTH_IT + 1) == 0
    quiet = [7] * 4
    assert searches(monkeypatch, quiet, garbage.WORTH_IT + 1) == 3
    assert searches(monkeypatch, quiet, garbage.WORTH_IT) == 0


def test_it_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = [0, 1, 2, 3, 4, 5, 6]
    assert searches(monkeypatch, busy, garbage.OVERDUE + 1) > 0


def test_all_is_never_searched_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    searches(monkeypatch, [1, 1], 0)
    assert gc.get_threshold()[2] == garbage.NEVER
