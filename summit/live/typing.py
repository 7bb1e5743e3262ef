"""Who is writing just now, as one figure for each debate: in memory alone, told once a second, unnumbered."""

import time
from collections.abc import Callable
from threading import Event

from flask_socketio import SocketIO

from summit.live import rooms

EVERY_S = 1.0
LASTS_S = 5.0
"""A page whose reader writes says so each two seconds."""

Figures = dict[str, int]
"""By stream: how many write there."""


class Typing:
    """The sockets that write, each in one stream at most: those of this worker, and the figures that others
    told of theirs. No name is told, nothing stored."""

    def __init__(self, socketio: SocketIO) -> None:
        self.socketio = socketio
        self.tell: Callable[[Figures], object] | None = None
        """Where other workers are, they are told the figures of this one while there are any."""
        self._writing: dict[str, tuple[str, float]] = {}
        self._others: dict[str, tuple[Figures, float]] = {}
        self._told: Figures = {}

    def writes(self, sid: str, topic: str, at: float) -> None:
        """This socket's reader writes in the stream at this moment."""
        self._writing[sid] = (topic, at + LASTS_S)

    def heard(self, worker: str, figures: Figures, at: float) -> None:
        """So many write by another worker's sockets; for as long as it goes on saying so."""
        self._others[worker] = (figures, at + LASTS_S)

    def changed(self, at: float) -> Figures:
        """By stream: how many write there now, where it is another figure than was told last."""
        now = self._own(at)
        self._others = {worker: one for worker, one in self._others.items() if one[1] > at}
        for figures, _ in self._others.values():
            for topic, number in figures.items():
                now[topic] = now.get(topic, 0) + number
        told, self._told = self._told, now
        return {name: now.get(name, 0) for name in {*now, *told} if now.get(name, 0) != told.get(name, 0)}

    def _own(self, at: float) -> Figures:
        had = bool(self._writing)
        self._writing = {sid: one for sid, one in self._writing.items() if one[1] > at}
        own: Figures = {}
        for topic, _ in self._writing.values():
            own[topic] = own.get(topic, 0) + 1
        if had and self.tell is not None:  # the last of them says that nobody writes any more
            self.tell(dict(own))
        return own

    def run(self, stopped: Event) -> None:
        while not stopped.wait(EVERY_S):
            for topic, number in self.changed(time.monotonic()).items():
                for language in rooms.languages_of(self.socketio, topic):
                    told = {"topic": topic, "writing": number}
                    self.socketio.emit("typing", told, to=rooms.room_in(topic, language))
