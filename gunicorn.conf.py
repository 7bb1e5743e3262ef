"""The only place that knows about workers and capacity."""

import os
import sys
from typing import Any

from dotenv import load_dotenv

load_dotenv()

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


def on_starting(server: Any) -> None:
    """Refuse what would only fail under load."""
    if workers > 1:
        sys.exit("One worker serves a summit for now: events of one worker would reach the others late.")


def post_worker_init(worker: Any) -> None:
    """Before the first request: the driver is one that yields, old keys are burnt, the live side runs."""
    _refuse_blocking_driver()
    from summit import live, voting

    voting.burn_left_over_keys(worker.wsgi)
    live.start(worker.wsgi)
    print(f"· ready: open http://{worker.cfg.bind[0]}/ (Ctrl+C stops the server)", flush=True)


def _refuse_blocking_driver() -> None:
    """Refuse a psycopg that was imported too early: each of its queries would stop every connection."""
    if "psycopg" in sys.modules:
        from psycopg import waiting

        if waiting.wait.__name__ == "wait_c":
            sys.exit(
                "psycopg was imported before gevent patched the sockets; nothing may import it in this file."
            )
