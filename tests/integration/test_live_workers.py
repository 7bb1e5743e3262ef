"""Several workers on PostgreSQL tell each other by Redis what grew, and lose nothing while it is away."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from summit import create_app
from summit.db import db
from tests.integration.live_server import Reader, Server, until
from tests.supplied.postgres import server_url
from tests.supplied.redis import RedisServer

pytestmark = [pytest.mark.server, pytest.mark.postgres, pytest.mark.redis]

HERE = "document:1"


class Workers(Server):
    """Two workers of one summit, with the Redis between them."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.redis = RedisServer(folder).start()
        database = tables_in(server_url(), f"workers_{folder.name.replace('-', '_')}", folder)
        super().__init__(
            folder, DATABASE_URL=database, REDIS_URL=self.redis.url, WEB_CONCURRENCY="2", **settings
        )
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise

    def on_both(self, position: str = f"{HERE}:-:0", cookie: str = "") -> list[Reader]:
        """Readers who follow, at least one in each worker."""
        readers: list[Reader] = []
        deadline = time.monotonic() + 30
        while len({one.worker() for one in readers}) < 2:
            assert time.monotonic() < deadline, "one worker takes no sockets"
            readers.append(Reader(self, position, cookie=cookie).connect())
            readers[-1].follow()
        return readers

    def tell_from_both(self, topic: str, count: int) -> None:
        """Announce `count` events, some in each worker."""
        told = {self.do("tell", topic=topic, start=n) for n in range(count)}
        assert len(told) == 2, "one worker took all requests"

    def stop(self) -> None:
        super().stop()
        self.redis.stop()


def tables_in(server: str, name: str, folder: Path) -> str:
    """A new database with all tables in it."""
    url = make_url(server)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    made = url.set(database=name).render_as_string(hide_password=False)
    app = create_app({"SQLALCHEMY_DATABASE_URI": made, "INSTANCE": folder, "SECRET_KEY": "beside"})
    with app.app_context():
        db.create_all()
        db.engine.dispose()
    return made


@pytest.fixture(scope="module")
def blind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """Workers that never look by themselves: what arrives came by pokes."""
    workers = Workers(tmp_path_factory.mktemp("blind"), LIVE_BLIND="1")
    yield workers
    workers.stop()


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    workers = Workers(tmp_path_factory.mktemp("workers"))
    yield workers
    workers.stop()


def all_have(readers: list[Reader], topic: str, numbers: list[int]) -> None:
    for one in readers:
        until(lambda one=one: len(one.seen[topic]) >= len(numbers), f"{numbers} at {one.seen[topic]}")
        assert one.numbers(topic) == numbers


def leave(readers: list[Reader]) -> None:
    for one in readers:
        one.leave()


def test_what_one_worker_commits_the_readers_of_the_other_hear_by_a_poke(blind: Workers) -> None:
    readers = blind.on_both("document:11:-:0")
    blind.tell_from_both("document:11", 12)
    all_have(readers, "document:11", list(range(12)))
    leave(readers)


def test_workers_hear_each_other_again_when_redis_is_back(blind: Workers) -> None:
    readers = blind.on_both("document:12:-:0")
    blind.redis.kill()
    blind.tell_from_both("document:12", 4)
    blind.redis.start()
    until(lambda: blind.log().count("Redis answers") >= 4, "both workers at Redis again")
    blind.do("tell", topic="document:12", start=4)
    all_have(readers, "document:12", [0, 1, 2, 3, 4])
    leave(readers)


def test_nothing_is_lost_while_redis_is_dead(workers: Workers) -> None:
    readers = workers.on_both("document:13:-:0")
    workers.redis.kill()
    try:
        workers.tell_from_both("document:13", 10)
        all_have(readers, "document:13", list(range(10)))
    finally:
        workers.redis.start()
    leave(readers)


def test_a_redis_that_hangs_holds_up_no_request(workers: Workers) -> None:
    readers = workers.on_both("document:14:-:0")
    assert workers.redis.running is not None
    os.killpg(workers.redis.running.process.pid, signal.SIGSTOP)
    try:
        workers.tell_from_both("document:14", 6)
        assert workers.status("/test/limited") == 200
        all_have(readers, "document:14", list(range(6)))
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
    answers = [workers.status("/test/limited") for _ in range(30)]
    assert answers.count(200) <= 12
    assert answers[-1] == 429
