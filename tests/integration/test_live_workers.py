"""Several workers on PostgreSQL tell each other by Redis what grew, and lose nothing while it is away."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator

import pytest

from tests.integration.live_server import PATIENCE_S, Reader, until
from tests.integration.live_workers import Workers

pytestmark = [pytest.mark.server, pytest.mark.postgres, pytest.mark.redis]


@pytest.fixture(scope="module")
def blind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """Workers that never look by themselves: what arrives came by pokes."""
    yield from running(Workers(tmp_path_factory.mktemp("blind"), LIVE_BLIND="1"))


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    yield from running(Workers(tmp_path_factory.mktemp("workers")))


def running(workers: Workers) -> Iterator[Workers]:
    try:
        workers.wait()
        yield workers
    finally:
        workers.stop()


def all_have(readers: list[Reader], topic: str, numbers: list[int]) -> None:
    for one in readers:
        until(lambda one=one: len(one.seen[topic]) >= len(numbers), f"{numbers} at {one.seen[topic]}")
        assert one.numbers(topic) == numbers


def all_hear(blind: Workers, readers: list[Reader], topic: str, told: list[int]) -> None:
    """Everybody comes to have all. A worker that was not at Redis for one poke hears of it by the next."""

    def have_all() -> bool:
        return all(one.numbers(topic) == told for one in readers)

    deadline = time.monotonic() + PATIENCE_S
    while not have_all():
        assert time.monotonic() < deadline, f"{told} at {[one.seen[topic] for one in readers]}"
        with contextlib.suppress(AssertionError):
            until(have_all, "everything", 1.0)
            return
        told.append(len(told))
        blind.do("tell", topic=topic, start=told[-1])


def leave(readers: list[Reader]) -> None:
    for one in readers:
        one.leave()


def test_what_one_worker_commits_the_readers_of_the_other_hear_by_a_poke(blind: Workers) -> None:
    readers = blind.on_both("document:11:-:0")
    all_hear(blind, readers, "document:11", blind.tell_from_both("document:11", 12))
    leave(readers)


def test_workers_hear_each_other_again_when_redis_is_back(blind: Workers) -> None:
    readers = blind.on_both("document:12:-:0")
    blind.redis.kill()
    told = blind.tell_from_both("document:12", 4)
    blind.redis.start()
    all_hear(blind, readers, "document:12", told)
    leave(readers)


def test_nothing_is_lost_while_redis_is_dead(workers: Workers) -> None:
    readers = workers.on_both("document:13:-:0")
    workers.redis.kill()
    try:
        all_have(readers, "document:13", workers.tell_from_both("document:13", 10))
    finally:
        workers.redis.start()
    leave(readers)


def test_a_redis_that_hangs_holds_up_no_request(workers: Workers) -> None:
    readers = workers.on_both("document:14:-:0")
    assert workers.redis.running is not None
    os.killpg(workers.redis.running.process.pid, signal.SIGSTOP)
    try:
        told = workers.tell_from_both("document:14", 6)
        assert workers.status("/test/limited") == 200
        all_have(readers, "document:14", told)
    finally:
        os.killpg(workers.redis.running.process.pid, signal.SIGCONT)
    leave(readers)


def test_frames_of_two_workers_have_one_order(workers: Workers) -> None:
    readers = workers.on_both("document:15:-:0")
    writing = [workers.do_meanwhile("tell", topic="document:15", start=100 * n, times=25) for n in range(6)]
    for thread in writing:
        thread.join()
    for one in readers:
        until(lambda one=one: len(one.seen["document:15"]) == 150, "150 events")
    orders = {tuple(one.numbers("document:15")) for one in readers}
    assert len(orders) == 1
    assert sorted(orders.pop()) == sorted(100 * n + i for n in range(6) for i in range(25))
    leave(readers)


def test_whoever_signs_out_loses_the_sockets_in_every_worker(workers: Workers) -> None:
    delegate, cookie = workers.enter("delegate")
    others = workers.on_both("document:16:-:0")
    own = workers.on_both(f"person:{delegate}:-:0", cookie)
    workers.do("leave", person=delegate)
    until(lambda: not any(one.socket.connected for one in own), "every socket to be closed")
    assert all(one.socket.connected for one in others)
    leave(others)


def test_what_is_due_is_done_by_one_of_the_workers(workers: Workers) -> None:
    readers = workers.on_both("document:900:-:0")
    workers.do("ring", times=20)
    for one in readers:
        until(lambda one=one: len(one.seen["document:900"]) >= 20, "20 acts")
        assert sorted(one.numbers("document:900")) == list(range(20))
    time.sleep(1.5)  # a second worker would have done them again by now
    assert {len(one.seen["document:900"]) for one in readers} == {20}
    leave(readers)


def test_a_worker_that_is_killed_takes_nothing_with_it(workers: Workers) -> None:
    readers = workers.on_both("document:17:-:0")
    workers.do("tell", topic="document:17", times=3)
    all_have(readers, "document:17", [0, 1, 2])
    os.kill(readers[0].worker(), signal.SIGKILL)
    until(lambda: not readers[0].socket.connected, "the end of the worker's sockets")
    workers.do("tell", topic="document:17", start=3, times=3)
    for one in readers:
        if not one.socket.connected:
            one.leave()
            one.connect().follow()
    workers.do("tell", topic="document:17", start=6)
    all_have(readers, "document:17", list(range(7)))
    leave(readers)


def test_workers_count_limits_together(workers: Workers) -> None:
    """Each time from another address; a worker that has no answer of Redis in time counts by itself."""

    def let_through(address: str) -> int:
        answers = [workers.status("/test/limited", address) for _ in range(30)]
        assert answers[-1] == 429
        return answers.count(200)

    assert min(let_through(f"127.0.0.{number}") for number in (11, 12, 13)) <= 12


def test_who_writes_by_one_worker_is_told_by_both(workers: Workers) -> None:
    debate = "debate:amendment/12"
    readers = workers.on_both(f"{debate}:-:0")
    _, cookie = workers.enter("delegate")
    writes = Reader(workers, f"{debate}:-:0", cookie=cookie).connect()
    writes.follow()
    writes.socket.emit("typing", debate)
    for one in readers:
        until(lambda one=one: {"topic": debate, "writing": 1} in one.typing, "that somebody writes")
    for one in readers:
        until(lambda one=one: one.typing[-1]["writing"] == 0, "that nobody writes any more")
    leave([*readers, writes])
