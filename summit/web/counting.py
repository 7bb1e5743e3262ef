"""Counts requests in the memory of this process without ever waiting: nobody who asks holds up another.

The storage that `limits` brings starts a thread for its tidying with each request. Under gevent that lets
other requests go first, while this one holds a connection to the database that they wait for.
"""

import threading
import time
from collections import deque

from limits.storage import MovingWindowSupport, Storage

SCHEME = "counting"
SWEPT_EVERY_S = 60.0


class InMemory(Storage, MovingWindowSupport):
    """Moments of what was let through, by key, the oldest first; for moving windows only."""

    STORAGE_SCHEME = [SCHEME]
    base_exceptions = ValueError

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **_: str) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._lock = threading.Lock()
        self._moments: dict[str, deque[float]] = {}
        self._kept_for: dict[str, float] = {}
        self._swept = time.monotonic()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` more under `key`, unless that were over `limit` within the last `expiry` seconds."""
        with self._lock:
            now = time.monotonic()
            self._sweep(now)
            moments = self._moments.setdefault(key, deque())
            self._kept_for[key] = expiry
            _forget(moments, now - expiry)
            if len(moments) + amount > limit:
                return False
            moments.extend([now] * amount)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Since when how many were counted under `key` within the last `expiry` seconds."""
        with self._lock:
            now = time.monotonic()
            within = [moment for moment in self._moments.get(key, ()) if moment > now - expiry]
            age = now - within[0] if within else 0.0
            return time.time() - age, len(within)

    def _sweep(self, now: float) -> None:
        """Once a minute, so that addresses which asked once are not kept for ever."""
        if now - self._swept < SWEPT_EVERY_S:
            return
        self._swept = now
        for key in list(self._moments):
            if not self._moments[key] or self._moments[key][-1] <= now - self._kept_for[key]:
                self._drop(key)

    def _drop(self, key: str) -> None:
        self._moments.pop(key, None)
        self._kept_for.pop(key, None)

    def clear(self, key: str) -> None:
        with self._lock:
            self._drop(key)

    def reset(self) -> int:
        with self._lock:
            count = len(self._moments)
            self._moments.clear()
            self._kept_for.clear()
            return count

    def check(self) -> bool:
        return True

    def get(self, key: str) -> int:
        return len(self._moments.get(key, ()))

    def get_expiry(self, key: str) -> float:
        return time.time() + self._kept_for.get(key, 0.0)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise NotImplementedError("windows that do not move are not counted here")


def _forget(moments: deque[float], before: float) -> None:
    while moments and moments[0] <= before:
        moments.popleft()
