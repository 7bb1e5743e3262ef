import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

CONF = Path(__file__).parents[2] / "gunicorn.conf.py"


@pytest.fixture
def conf(monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("HOST", "PORT", "WEB_CONCURRENCY", "DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
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


def test_several_workers_are_refused(conf: Any) -> None:
    with pytest.raises(SystemExit, match="One worker"):
        conf(WEB_CONCURRENCY="2")["on_starting"](None)


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
