"""The servers that tests start beside ours: they answer, and end with those who wanted them."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest
import redis

from tests.supplied.nginx import Nginx
from tests.supplied.postgres import server_url
from tests.supplied.redis import RedisServer, running_redis

ROOT = Path(__file__).parents[2]
PLAIN = """events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{ listen 127.0.0.1:{port}; return 200 "beside"; }}
}}"""


def test_postgresql_keeps_the_promises_that_races_are_about() -> None:
    with psycopg.connect(server_url().replace("+psycopg", "")) as connection:
        said = dict(connection.execute("SELECT name, setting FROM pg_settings").fetchall())
    assert said["synchronous_commit"] == "on"
    assert said["default_transaction_isolation"] == "read committed"


def test_a_redis_comes_back_under_its_address(tmp_path: Path) -> None:
    server = RedisServer(tmp_path).start()
    for end in (server.stop, server.kill):
        end()
        with pytest.raises(redis.ConnectionError), redis.Redis.from_url(server.url) as client:
            client.ping()
        server.start()
        with redis.Redis.from_url(server.url) as client:
            assert client.ping()
    server.stop()


def test_some_redis_is_there(tmp_path: Path) -> None:
    with running_redis(tmp_path) as url, redis.Redis.from_url(url) as client:
        assert client.ping()


def test_nginx_stands_before_a_server(tmp_path: Path) -> None:
    nginx = Nginx(tmp_path)
    nginx.start(PLAIN.format(folder=tmp_path, port=nginx.port))
    try:
        with urlopen(nginx.url, timeout=5) as answer:  # noqa: S310 - our own address
            assert answer.read() == b"beside"
    finally:
        nginx.stop()


STARTS_AND_WAITS = """
import sys, time
from pathlib import Path
from tests.supplied.redis import RedisServer
print(RedisServer(Path(sys.argv[1])).start().port, flush=True)
time.sleep(60)
"""


def test_a_server_ends_when_its_tests_are_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTS_AND_WAITS, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout is not None
        port = int(tests.stdout.readline())
        os.kill(tests.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while _is_listened_to(port):
        assert time.monotonic() < deadline, "the server outlived its tests"
        time.sleep(0.05)


def _is_listened_to(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
