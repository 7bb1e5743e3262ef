"""What a worker notes in memory while it answers, for its ticker to store or tell within a second."""

from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from summit.db import db

T = TypeVar("T")


class Noted(Generic[T]):
    """Things in the order in which they were noted, for each database of this process apart."""

    def __init__(self) -> None:
        self._by_engine: WeakKeyDictionary[Engine, list[T]] = WeakKeyDictionary()

    def add(self, thing: T) -> None:
        """Note it; nothing is written."""
        self._by_engine.setdefault(db.engine, []).append(thing)

    def taken(self) -> list[T]:
        """All that was noted since the last time."""
        return self._by_engine.pop(db.engine, [])
