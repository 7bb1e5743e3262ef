import threading
import time

import pytest

from summit.web import kept as module
from summit.web.kept import kept


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_kept", type(module._kept)())


def test_what_a_thousand_ask_for_is_drawn_once() -> None:
    drawn: list[int] = []

    def draw() -> str:
        drawn.append(1)
        time.sleep(0.02)  # the others come meanwhile
        return "the text"

    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(kept("key", draw))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["the text"] * 40
    assert drawn == [1]


def test_other_keys_do_not_wait_for_each_other() -> None:
    inside, go = threading.Event(), threading.Event()

    def slow() -> str:
        inside.set()
        go.wait(10)
        return "slow"

    thread = threading.Thread(target=lambda: kept("slow", slow))
    thread.start()
    inside.wait(10)
    assert kept("quick", lambda: "quick") == "quick"
    go.set()
    thread.join()


def test_what_failed_is_drawn_by_the_next() -> None:
    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept("key", fail)
    assert kept("key", lambda: "drawn") == "drawn"


def test_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    for key in "abc":
        kept(key, lambda key=key: key)  # type: ignore[misc]
    assert kept("a", lambda: "again") == "again"
    assert kept("c", lambda: "again") == "c"
