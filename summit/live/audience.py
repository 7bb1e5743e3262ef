"""Who wants news of a stream in this worker: sockets in its rooms, held requests, whoever asked lately."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event

from flask_socketio import SocketIO

from summit.live import rooms

PER_READER_MS = 10
"""A page that hears of something fetches what changed. So much time is to lie between two of them: about what
one costs, so that whoever casts meanwhile waits behind few of them."""
MOST_SPREAD_MS = 10_000
LATELY_S = 60.0
"""So long after a question a stream counts as wanted: readers by request are away between two of them."""


class Audience:
    """Asked by the relay before it reads, so that streams without a reader cost nothing."""

    def __init__(self, socketio: SocketIO) -> None:
        self.socketio = socketio
        self._asked: dict[str, float] = {}
        self._waiting: dict[str, set[Event]] = {}

    def asks(self, names: Iterable[str]) -> None:
        """Somebody asked for these streams just now."""
        at = time.monotonic()
        for name in names:
            self._asked[name] = at

    def wants(self, name: str) -> bool:
        """Whether news of this stream have a reader here; a person's own stream also ends their sockets."""
        if name in self._waiting or time.monotonic() - self._asked.get(name, -LATELY_S) < LATELY_S:
            return True
        return bool(rooms.languages_of(self.socketio, name)) or self.is_connected(name)

    def is_connected(self, name: str) -> bool:
        """Whether this is the own stream of a person with a socket here."""
        kind, _, key = name.partition(":")
        return kind == "person" and rooms.is_inhabited(self.socketio, rooms.room_of(key))

    @contextmanager
    def waiting(self, names: Sequence[str]) -> Iterator[Event]:
        """An event that is set when one of these streams has news."""
        bell = Event()
        for name in names:
            self._waiting.setdefault(name, set()).add(bell)
        try:
            yield bell
        finally:
            self.asks(names)
            for name in names:
                self._waiting[name].discard(bell)
                if not self._waiting[name]:
                    del self._waiting[name]

    def ring(self, name: str) -> None:
        """Wake the held requests of a stream."""
        for bell in tuple(self._waiting.get(name, ())):
            bell.set()

    @property
    def held(self) -> int:
        """How many requests are held just now."""
        return len({bell for bells in self._waiting.values() for bell in bells})

    @property
    def spread(self) -> int:
        """Over how many milliseconds the readers of this worker are to spread what they fetch on news."""
        readers = len(self.socketio.server.eio.sockets) + self.held
        return min(MOST_SPREAD_MS, PER_READER_MS * readers)

    def forget(self) -> None:
        """Let go of the names that nobody has asked for lately."""
        oldest = time.monotonic() - LATELY_S
        self._asked = {name: at for name, at in self._asked.items() if at > oldest}
