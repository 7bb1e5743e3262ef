import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

CONF = Path(__file__).parents[2] / "gunicorn.conf.py"


@pytest.fixture
def conf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    for name in ("HOST", "PORT", "WEB_CONCURRENCY", "DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SUMMIT_INSTANCE", str(tmp_path))
    monkeypatch.setattr("dotenv.load_dotenv", lambda: None)

    def load(**environment: str) -> dict[str, Any]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(CONF))

    return load


def test_by_default_one_worker_listens_on_this_machine_only(conf: Any) -> None:
    settings = conf()
    assert (settings["bind"], settings["workers"]) == ("127.0.0.1:8000", 1)
    settings["on_starting"](None)


@pytest.mark.parametrize("host", ["0.0.0.0", "[::]", ""])  # noqa: S104 - nothing is bound to it
def test_who_listens_everywhere_is_told_an_address_that_opens(conf: Any, host: str) -> None:
    told = conf()["where_to_open"]
    assert told(f"{host}:9000").startswith("open http://127.0.0.1:9000/ here; other devices")
    assert told("10.0.0.7:9000") == "open http://10.0.0.7:9000/"


POSTGRES = "postgresql+psycopg://summit@localhost/summit"
REDIS = "redis://localhost:6379/0"


def test_several_workers_have_postgresql_and_redis(conf: Any) -> None:
    settings = conf(WEB_CONCURRENCY="2", DATABASE_URL=POSTGRES, REDIS_URL=REDIS)
    settings["on_starting"](None)
    assert settings["workers"] == 2


@pytest.mark.parametrize(
    ("why", "environment"),
    [
        ("SQLite has one writer", {"WEB_CONCURRENCY": "2"}),
        ("SQLite has one writer", {"WEB_CONCURRENCY": "2", "REDIS_URL": REDIS}),
        ("SQLite has one writer", {"WEB_CONCURRENCY": "4", "DATABASE_URL": "sqlite:////srv/summit.db"}),
        ("by Redis", {"WEB_CONCURRENCY": "2", "DATABASE_URL": POSTGRES}),
        ("by Redis", {"WEB_CONCURRENCY": "2", "DATABASE_URL": POSTGRES, "REDIS_URL": ""}),
        ("1 or more", {"WEB_CONCURRENCY": "0"}),
        ("has to begin with", {"DATABASE_URL": "postgresql://summit@localhost/summit"}),
        ("has to begin with", {"DATABASE_URL": "mysql://summit@localhost/summit"}),
    ],
)
def test_what_cannot_work_together_is_refused(conf: Any, why: str, environment: dict[str, str]) -> None:
    with pytest.raises(SystemExit, match=why):
        conf(**environment)["on_starting"](None)


def test_a_package_that_breaks_every_socket_is_refused(conf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = conf()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name == "geventwebsocket")
    with pytest.raises(SystemExit, match="gevent-websocket"):
        settings["on_starting"](None)


def test_a_second_server_on_the_same_summit_is_refused_without_redis(conf: Any) -> None:
    first, second = conf(), conf()
    first["on_starting"](None)
    with pytest.raises(SystemExit, match="Another server runs"):
        second["on_starting"](None)
    let_go(first)
    second["on_starting"](None)


def test_servers_that_hear_each_other_by_redis_may_be_several(conf: Any) -> None:
    settings = {"DATABASE_URL": POSTGRES, "REDIS_URL": REDIS}
    conf(**settings)["on_starting"](None)
    conf(**settings)["on_starting"](None)


def test_a_worker_that_outlives_its_master_keeps_no_new_one_from_starting(conf: Any) -> None:
    """Children are forks: what they hold of the lock they let go."""
    first = conf()
    first["on_starting"](None)
    (told, tells), (ends, end) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        first["post_fork"](None, None)
        os.write(tells, b"x")
        os.read(ends, 1)
        os._exit(0)
    os.read(told, 1)
    let_go(first)
    try:
        conf()["on_starting"](None)
    finally:
        os.write(end, b"x")
        os.waitpid(child, 0)


def let_go(settings: dict[str, Any]) -> None:
    """What the end of the process does."""
    os.close(settings["on_starting"].__globals__["_lock"])


@pytest.mark.parametrize(("wait", "refused"), [("wait_c", True), ("wait_poll", False)])
def test_a_driver_imported_too_early_is_refused(
    conf: Any, monkeypatch: pytest.MonkeyPatch, wait: str, refused: bool
) -> None:
    waiting = SimpleNamespace(wait=SimpleNamespace(__name__=wait))
    monkeypatch.setitem(__import__("sys").modules, "psycopg", SimpleNamespace(waiting=waiting))
    if refused:
        with pytest.raises(SystemExit, match="imported before"):
            conf()["_refuse_blocking_driver"]()
    else:
        conf()["_refuse_blocking_driver"]()


def test_a_server_without_tables_says_what_to_do_and_ends(tmp_path: Path) -> None:
    own = {"DATABASE_URL": f"sqlite:///{tmp_path / 'empty.db'}", "SUMMIT_INSTANCE": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "wsgi:app"],
        cwd=CONF.parent, env=os.environ | own, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 3
    assert "The database has no tables yet. Run `flask db upgrade`, then start again." in done.stderr
    assert "Traceback" not in done.stderr
