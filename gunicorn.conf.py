"""The only place that knows about workers and capacity."""

import fcntl
import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

from dotenv import load_dotenv

load_dotenv()
os.environ.setdefault("GEVENT_TRACK_GREENLET_TREE", "0")  # who began whom costs each connection 34 objects

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gevent"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
worker_connections = 5000  # the default of 1,000 leaves the 1,001st tablet waiting
backlog = 2048
graceful_timeout = 5  # open sockets never end by themselves; clients come back on their own
preload_app = False  # the database driver has to be imported after monkey-patching
accesslog = None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning")

instance = Path(os.environ.get("SUMMIT_INSTANCE") or Path(__file__).parent / "instance").absolute()
_lock: int | None = None
BOOT_REFUSED = 3
"""A worker that ends with this is not started again, and ends the server."""


def refused() -> str | None:
    """Why these settings cannot work together, with what to do; None if they can."""
    database = os.environ.get("DATABASE_URL", "sqlite:")
    if workers < 1:
        return "WEB_CONCURRENCY has to be 1 or more."
    if database.startswith("sqlite") and workers > 1:
        return (
            f"SQLite has one writer, so it is served by one worker, not {workers}. "
            "Unset WEB_CONCURRENCY, or set DATABASE_URL=postgresql+psycopg://… and REDIS_URL=redis://…"
        )
    if workers > 1 and not os.environ.get("REDIS_URL"):
        return (
            f"{workers} workers tell each other what happened by Redis. "
            "Set REDIS_URL=redis://…, or WEB_CONCURRENCY=1."
        )
    if not database.startswith(("sqlite:", "postgresql+psycopg:")):
        return "DATABASE_URL has to begin with sqlite:/// or postgresql+psycopg://."
    if why := _mail_refused():
        return why
    if importlib.util.find_spec("geventwebsocket"):
        return "The package gevent-websocket breaks every socket: pip uninstall gevent-websocket."
    return None


def _mail_refused() -> str | None:
    """E-mail needs a server, a sender and the address that links in letters lead to; or nothing of it."""
    mail = os.environ.get("MAIL_URL", "")
    if not mail:
        return None
    if not mail.startswith(("smtp://", "smtps://")):
        return "MAIL_URL has to be like smtp://user:password@host:587, or smtps://… for TLS from the start."
    if "@" not in os.environ.get("MAIL_FROM", ""):
        return "MAIL_URL is set: set MAIL_FROM, too, the address that letters come from."
    if not os.environ.get("SUMMIT_URL", "").startswith(("http://", "https://")):
        return "MAIL_URL is set: set SUMMIT_URL=https://…, too, the address that links in letters lead to."
    return None


def on_starting(server: Any) -> None:
    """Refuse what would only fail under load."""
    if why := refused():
        sys.exit(why)
    _stay_alone()


def _stay_alone() -> None:
    """A server without Redis has to be the only one on its database: it would tell no other what happened.
    The lock goes with the process, whatever ends it."""
    global _lock
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    _lock = os.open(instance / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
    kind = fcntl.LOCK_SH if os.environ.get("REDIS_URL") else fcntl.LOCK_EX
    try:
        fcntl.flock(_lock, kind | fcntl.LOCK_NB)
    except OSError:
        sys.exit(f"Another server runs on {instance}. Stop it first, or set REDIS_URL for both.")


def post_fork(server: Any, worker: Any) -> None:
    """Only the first process holds the lock, so that no child of it keeps a new server from starting."""
    if _lock is not None:
        os.close(_lock)


def post_worker_init(worker: Any) -> None:
    """Before the first request: the driver is one that yields, old keys are burnt, the live side runs."""
    _refuse_blocking_driver()
    from summit import live, voting
    from summit.live import garbage
    from summit.web import compiled, logs

    logs.structure(os.environ.get("LOG_FORMAT", "text"))
    _refuse_without_tables(worker)
    compiled.load_all(worker.wsgi)
    voting.examine_keys(worker.wsgi)
    live.start(worker.wsgi)
    garbage.leave_what_is_loaded()
    if worker.age == 1:
        print(f"· ready: {where_to_open(worker.cfg.bind[0])} (Ctrl+C stops the server)", flush=True)


def _refuse_without_tables(worker: Any) -> None:
    """The first query would only say that it failed. A worker that ends like this ends the server."""
    from summit.db import missing_tables

    with worker.wsgi.app_context():
        missing = missing_tables()
    if missing:
        lacks = "has no tables yet" if "summit" in missing else f"lacks {', '.join(missing)}"
        print(f"The database {lacks}. Run `flask db upgrade`, then start again.", file=sys.stderr, flush=True)
        sys.exit(BOOT_REFUSED)


def where_to_open(bound: str) -> str:
    """What to type into a browser; 0.0.0.0 is no address that one can open."""
    host, _, port = bound.rpartition(":")
    if host in ("", "0.0.0.0", "[::]"):  # noqa: S104 - it is read here, not bound
        return f"open http://127.0.0.1:{port}/ here; other devices name this machine instead of 127.0.0.1"
    return f"open http://{bound}/"


def _refuse_blocking_driver() -> None:
    """Refuse a psycopg that was imported too early: each of its queries would stop every connection."""
    if "psycopg" in sys.modules:
        from psycopg import waiting

        if waiting.wait.__name__ == "wait_c":
            sys.exit(
                "psycopg was imported before gevent patched the sockets; nothing may import it in this file."
            )
