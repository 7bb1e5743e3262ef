"""Connections to the database: how many there are, and who waits for one, first come first served."""

import threading
from collections import deque
from collections.abc import Mapping
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlalchemy.util.queue import Empty, Full, QueueCommon

KEPT = 15
"""For each worker; PostgreSQL allows 100 in all unless it is told otherwise."""
PATIENCE_S = 8.0
"""A device that casts gives up after ten seconds: it has to be told before that to come again."""
PASSING = ("08", "53300", "55P03", "57")
"""PostgreSQL's codes for a broken connection, too many connections, a lock that others hold, and a server
that starts or stops."""


class _Ticket:
    """One who waits: a connection is put into their hands, so that nobody who comes later takes it."""

    def __init__(self) -> None:
        self.given = threading.Event()
        self.connection: ConnectionPoolEntry | None = None


class Turns(QueueCommon[ConnectionPoolEntry]):
    """What is not in use, and those who wait for it in the order in which they came."""

    def __init__(self, maxsize: int = 0, use_lifo: bool = False) -> None:
        self.maxsize, self.use_lifo = maxsize, use_lifo
        self._lock = threading.Lock()
        self._idle: list[ConnectionPoolEntry] = []
        self._waiting: deque[_Ticket] = deque()

    def qsize(self) -> int:
        return len(self._idle)

    def empty(self) -> bool:
        return not self._idle

    def full(self) -> bool:
        return len(self._idle) >= self.maxsize

    def put(self, item: ConnectionPoolEntry, block: bool = True, timeout: float | None = None) -> None:
        with self._lock:
            if self._waiting:
                ticket = self._waiting.popleft()
                ticket.connection = item
                ticket.given.set()
            elif self.full():
                raise Full
            else:
                self._idle.append(item)

    def get(self, block: bool = True, timeout: float | None = None) -> ConnectionPoolEntry:
        with self._lock:
            if self._idle:
                return self._idle.pop()
            if not block:
                raise Empty
            ticket = _Ticket()
            self._waiting.append(ticket)
        return self._waited(ticket, timeout)

    def _waited(self, ticket: _Ticket, timeout: float | None) -> ConnectionPoolEntry:
        try:
            ticket.given.wait(timeout)
        except BaseException:
            self._leave(ticket)
            raise
        with self._lock:
            if ticket.connection is None:
                self._waiting.remove(ticket)
                raise Empty
            return ticket.connection

    def _leave(self, ticket: _Ticket) -> None:
        """Whoever is interrupted while waiting hands on what they may have been given."""
        with self._lock:
            if ticket.connection is None:
                self._waiting.remove(ticket)
                return
        self.put(ticket.connection)


class FairPool(QueuePool):
    _queue_class = Turns
    _sqla_logger_namespace = "sqlalchemy.pool.FairPool"  # what it says of connections is none of our words


def options(address: str) -> Mapping[str, Any]:
    """How an engine for the database at `address` keeps its connections.

    Those to PostgreSQL are counted, and one waits for them. One to SQLite is an open file: whoever waits for
    the only writer holds none (`db._writing`), and nobody waits for a connection.
    """
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return {"poolclass": FairPool, "pool_size": KEPT, "max_overflow": 0, "pool_timeout": PATIENCE_S}
    if url.database in (None, "", ":memory:"):
        return {}
    return {"poolclass": FairPool, "pool_size": KEPT, "max_overflow": -1}


def is_passing(error: BaseException) -> bool:
    """Whether the database had no connection or no time for this: asked a little later, it may have."""
    if isinstance(error, NoConnection):
        return True
    if not isinstance(error, OperationalError):
        return False
    name: str | None = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    code: str | None = getattr(error.orig, "sqlstate", "")
    return code is None or code.startswith(PASSING)  # None: the server was not even reached
