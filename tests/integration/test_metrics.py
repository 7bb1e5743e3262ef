"""/metrics on a real server: connections, frames, answers, and a loop that stood still."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.integration.live_server import Reader, Server, until
from tests.integration.live_workers import Workers

pytestmark = pytest.mark.server

DOCUMENTS = 'summit_heads{kind="document"}'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("metrics"))
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def figures(server: Server) -> dict[str, float]:
    """Sums over all workers, by name with the other labels."""
    found: dict[str, float] = {}
    for line in server.page("/metrics").splitlines():
        if not line.startswith("#"):
            key, value = line.rsplit(" ", 1)
            name = re.sub(r'worker="\d+",?', "", key).replace("{}", "")
            found[name] = found.get(name, 0) + float(value)
    return found


def test_connections_events_frames_and_lag_are_counted(server: Server) -> None:
    before = figures(server)
    readers = [Reader(server, "document:1:-:0").connect() for _ in range(3)]
    for one in readers:
        one.follow()
    server.do("tell", topic="document:1", times=5)
    for one in readers:
        until(lambda one=one: len(one.seen["document:1"]) == 5, "5 events")
    until(lambda: figures(server)["summit_lag_seconds_count"] >= 5, "the count of what was sent")
    after = figures(server)
    assert after["summit_connections"] - before["summit_connections"] == 3
    assert after[DOCUMENTS] == 5
    assert 1 <= after["summit_frames_total"] <= 5
    assert after["summit_deliveries_total"] == 3 * after["summit_frames_total"]
    assert after["summit_lag_seconds_count"] == 5
    assert 0 <= after["summit_lag_seconds_sum"] < 5 * 10
    for one in readers:
        one.leave()
    until(lambda: figures(server)["summit_connections"] == before["summit_connections"], "the sockets' end")


def test_those_who_return_are_answered_from_memory_and_others_from_the_log(server: Server) -> None:
    told = figures(server).get(DOCUMENTS, 0)
    server.do("tell", topic="document:2", times=2)
    until(lambda: figures(server).get(DOCUMENTS, 0) == told + 2, "the relay's own knowledge of them")
    late = Reader(server, "document:2:-:0").connect()
    before = figures(server)
    late.follow()
    server.do("tell", topic="document:2", start=2, times=2)
    until(lambda: len(late.seen["document:2"]) == 4, "4 events")
    epoch = late.at["document:2"][0]
    again = Reader(server, f"document:2:{epoch}:3").connect()
    again.follow()
    assert again.numbers("document:2") == [3]
    after = figures(server)
    for source in ("log", "memory"):
        key = f'summit_answers_total{{from="{source}"}}'
        assert after[key] - before.get(key, 0) == 1
    late.leave()
    again.leave()


def test_a_blocked_second_is_found_and_shown_with_its_place(server: Server) -> None:
    before = figures(server)["summit_loop_blocked_seconds_total"]
    server.do("block", seconds=1)
    until(lambda: figures(server)["summit_loop_blocked_seconds_total"] - before >= 0.9, "the blocked second")
    after = figures(server)
    assert after["summit_loop_blocks_total"] >= 1
    assert after["summit_loop_longest_block_seconds"] >= 0.9
    assert after["summit_loop_longest_own_seconds"] < 0.5  # it slept, and used no processor
    until(
        lambda: re.search(r"nothing else could run for [\d.]+ s, at live_app\.py:\d+ block", server.log()),
        "the place",
    )


def test_a_second_that_waits_blocks_nobody(server: Server) -> None:
    """On a machine that is busy with other tests some wait for a processor meanwhile, but not each time."""

    def blocks() -> float:
        before = figures(server)["summit_loop_blocked_seconds_total"]
        server.do("wait", seconds=1)
        return figures(server)["summit_loop_blocked_seconds_total"] - before

    assert any(blocks() < 0.9 for _ in range(20))


@pytest.mark.postgres
@pytest.mark.redis
def test_one_worker_tells_the_figures_of_all(tmp_path: Path) -> None:
    workers = Workers(tmp_path)
    try:
        workers.wait()
        readers = workers.on_both("document:1:-:0")
        until(lambda: figures(workers)["summit_connections"] == len(readers), "the figures of both workers")
        until(lambda: figures(workers)["summit_redis_up"] == 2, "both workers' word from Redis")
        for one in readers:
            one.leave()
    finally:
        workers.stop()


# --- who is refused ----------------------------------------------------------------------------------------


def test_figures_are_told_to_this_machine_alone(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": "203.0.113.9"}).status_code == 404
    app.config["METRICS_FROM"] = ["203.0.113.9"]
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": "203.0.113.9"}).status_code == 200
    assert client.get("/metrics").status_code == 404
