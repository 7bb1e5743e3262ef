import threading

import pytest
from limits import parse
from limits.strategies import MovingWindowRateLimiter

from summit.web import counting
from summit.web.counting import InMemory

TWICE = parse("2 per 10 seconds")


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(counting, "time", clock)
    return clock


def test_so_many_within_the_window_and_no_more(clock: Clock) -> None:
    limiter = MovingWindowRateLimiter(InMemory())
    assert [limiter.hit(TWICE, "lucia") for _ in range(3)] == [True, True, False]
    assert not limiter.test(TWICE, "lucia")
    assert limiter.hit(TWICE, "tomas")
    clock.now += 10
    assert limiter.test(TWICE, "lucia") and limiter.hit(TWICE, "lucia")


def test_who_asked_once_is_forgotten_when_the_window_is_over(clock: Clock) -> None:
    storage = InMemory()
    limiter = MovingWindowRateLimiter(storage)
    for number in range(50):
        limiter.hit(TWICE, f"address {number}")
    clock.now += counting.SWEPT_EVERY_S
    limiter.hit(TWICE, "lucia")
    assert len(storage._moments) == len(storage._kept_for) == 1


def test_counting_starts_no_thread_for_which_a_request_would_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(thread: threading.Thread) -> None:
        raise AssertionError("a request waits until the thread runs, and others go first")

    monkeypatch.setattr(threading.Thread, "start", start)
    assert MovingWindowRateLimiter(InMemory()).hit(TWICE, "lucia")
