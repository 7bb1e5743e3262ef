"""How SQLite is used: what is set on each connection, and how a write waits for its turn."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

PATIENCE_S = 5.0
ASKS_AGAIN_AFTER_S = 0.01


def prepare(engine: Engine) -> None:
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begin)


def _connected(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours: the driver's own would come too late
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # a person is told "received": it must survive a power cut
        _waits(PATIENCE_S),
        "foreign_keys=ON",
        "secure_delete=ON",  # opened envelopes must not linger in free pages
    ):
        connection.execute(f"PRAGMA {pragma}")


def _waits(seconds: float) -> str:
    return f"busy_timeout={int(1000 * seconds)}"


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("summit_write", False):
        connection.exec_driver_sql("BEGIN")
        return
    with never_waiting(connection):
        _take_the_lock(connection)


@contextmanager
def never_waiting(connection: Connection) -> Iterator[None]:
    """What finds a lock held by others says so at once: SQLite would wait for it inside of itself, and stop
    every other request meanwhile."""
    connection.exec_driver_sql(f"PRAGMA {_waits(0)}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA {_waits(PATIENCE_S)}")


def _take_the_lock(connection: Connection) -> None:
    """Ask for it again and again: a command beside the server may hold it for seconds."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        except OperationalError as error:
            is_held = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
            if not is_held or time.monotonic() > until:
                raise
        time.sleep(ASKS_AGAIN_AFTER_S)
