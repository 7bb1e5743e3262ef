"""A Redis of its own for a test that needs one: it may be stopped, killed and started again."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import redis

from tests.ports import free_port
from tests.supplied.processes import Running
from tests.supplied.programs import program


class RedisServer:
    """A server on a free port that keeps nothing on disk; `url` stays the same when it is started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.running: Running | None = None

    def start(self) -> "RedisServer":
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder)]
        command = [program("redis"), *options, "--save", "", "--appendonly", "no"]
        self.running = Running(command, self.folder / "redis.log")
        self.running.wait_until(self._answers)
        return self

    def stop(self) -> None:
        if self.running is not None:
            self.running.stop()
            self.running = None

    def kill(self) -> None:
        """kill -9, as when the machine it runs on is lost."""
        assert self.running is not None
        self.running.kill()
        self.running = None

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


@contextlib.contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """Some Redis, for tests that do not end it: the address that TEST_REDIS names, or of one of our own."""
    if given := os.environ.get("TEST_REDIS"):
        yield given
        return
    server = RedisServer(folder).start()
    try:
        yield server.url
    finally:
        server.stop()
