"""Who is writing just now, as one figure for each debate: in memory alone, told once a second, unnumbered."""

import time
from threading import Event

from flask_socketio import SocketIO

from summit.live import rooms

EVERY_S = 1.0
LASTS_S = 5.0
"""A page whose reader writes says so each two seconds."""


class Typing:
    """The sockets of this worker that write, each in one stream at most. No name is told, nothing stored."""

    def __init__(self, socketio: SocketIO) -> None:
        self.socketio = socketio
        self._writing: dict[str, tuple[str, float]] = {}
        self._told: dict[str, int] = {}

    def writes(self, sid: str, topic: str, at: float) -> None:
        """This socket's reader writes in the stream at this moment."""
        self._writing[sid] = (topic, at + LASTS_S)

    def changed(self, at: float) -> dict[str, int]:
        """By stream: how many write there now, where it is another figure than was told last."""
        self._writing = {sid: one for sid, one in self._writing.items() if one[1] > at}
        now: dict[str, int] = {}
        for topic, _ in self._writing.values():
            now[topic] = now.get(topic, 0) + 1
        told, self._told = self._told, now
        return {name: now.get(name, 0) for name in {*now, *told} if now.get(name, 0) != told.get(name, 0)}

    def run(self, stopped: Event) -> None:
        while not stopped.wait(EVERY_S):
            for topic, number in self.changed(time.monotonic()).items():
                for language in rooms.languages_of(self.socketio, topic):
                    told = {"topic": topic, "writing": number}
                    self.socketio.emit("typing", told, to=rooms.room_in(topic, language))
