"""The relay: one sender for each worker that reads the log behind the commits and tells its clients."""

import logging
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Event

from flask import Flask
from flask_socketio import SocketIO

from summit.events import LISTENERS, UNBORN, Head, TopicName
from summit.live import log, rooms
from summit.live.frames import Frame, Rendered, frame_of, reset_of
from summit.live.log import Stream

logger = logging.getLogger(__name__)

AT_LEAST_BETWEEN_S = 0.02
"""Turns start at least this far apart, so that a burst becomes few frames and not many."""
LOOK_EVERY_S = 1.0
HEARTBEAT_EVERY_S = 12.0


class Relay:
    """Clocked by itself: take what is new, send one frame a stream, wait until it has left, begin anew.

    `known` is, by name, how far each stream has been told. A poke says where to look; a look at all streams
    once a second finds what no poke told of.
    """

    def __init__(self, app: Flask, socketio: SocketIO, rendered: Rendered) -> None:
        self.app = app
        self.socketio = socketio
        self.rendered = rendered
        self.known: dict[str, Stream] = {}
        self._begun = False
        self._bell = Event()
        self._poked: deque[TopicName] = deque()
        self._waiting: dict[str, set[Event]] = {}
        self._next_look = 0.0
        self._next_heartbeat = 0.0

    # --- told from outside ---------------------------------------------------------------------------------

    def begin(self) -> None:
        """Learn where all streams stand, before the first reader of this worker asks, and hear of commits."""
        LISTENERS.append(self.poke)
        try:
            self._take_new(None)
        except Exception:
            logger.exception("live: the log could not be read; it is tried again each second")

    def end(self) -> None:
        if self.poke in LISTENERS:
            LISTENERS.remove(self.poke)
        self._bell.set()

    def poke(self, heads: Sequence[Head]) -> None:
        """A commit made these streams grow."""
        self._poked.extend(TopicName(*head.topic.split(":", 1)) for head in heads)
        self._bell.set()

    @contextmanager
    def waiting(self, names: Sequence[str]) -> Iterator[Event]:
        """An event that is set when one of these streams has news."""
        bell = Event()
        for name in names:
            self._waiting.setdefault(name, set()).add(bell)
        try:
            yield bell
        finally:
            for name in names:
                self._waiting[name].discard(bell)
                if not self._waiting[name]:
                    del self._waiting[name]

    # --- the sender ----------------------------------------------------------------------------------------

    def run(self, stopped: Event) -> None:
        while not stopped.is_set():
            self._bell.wait(LOOK_EVERY_S)
            self._bell.clear()
            started = time.monotonic()
            try:
                self._turn(started)
            except Exception:
                logger.exception("live: a turn of the relay failed; the next look makes up for it")
            stopped.wait(max(0.0, started + AT_LEAST_BETWEEN_S - time.monotonic()))

    def _turn(self, started: float) -> None:
        frames = self._take_new(self._where_to_look(started))
        for frame in frames:
            self.socketio.emit("frame", frame, to=frame["topic"])
        if started >= self._next_heartbeat:
            self._next_heartbeat = started + HEARTBEAT_EVERY_S
            self._heartbeat()
        rooms.drain(self.socketio, [frame["topic"] for frame in frames])

    def _where_to_look(self, started: float) -> list[TopicName] | None:
        """Everywhere once a second, else where pokes point; they are taken first, so none is overlooked."""
        poked = set()
        while self._poked:
            poked.add(self._poked.popleft())
        if started < self._next_look and self._begun:
            return list(poked)
        self._next_look = started + LOOK_EVERY_S
        return None

    def _take_new(self, names: list[TopicName] | None) -> list[Frame]:
        if names == []:
            return []
        # A request of nobody in particular: macros may ask for addresses and for who is reading.
        with self.app.test_request_context():
            found = log.streams(names)
            if self._begun:
                return [frame for stream in found.values() if (frame := self._news(stream)) is not None]
            self.known, self._begun = found, True
            return []

    def _news(self, stream: Stream) -> Frame | None:
        """Move `known` on and answer the frame to send, if anybody listens."""
        before = self.known.get(stream.name) or replace(stream, head=0)
        if before.position == stream.position:
            return None
        is_same_count = before.epoch == stream.epoch and before.head < stream.head
        if not rooms.is_followed(self.socketio, stream.name):
            self._reached(stream)
            return None
        if not is_same_count:
            self._reached(stream)
            return reset_of(stream)
        events = log.happened_after(stream, before.head)
        if not events:
            return None
        self._reached(replace(stream, head=events[-1].seq))
        if events[-1].seq < stream.head:
            self.poke([stream.position])
        return frame_of(stream, events, self.rendered)

    def _reached(self, stream: Stream) -> None:
        self.known[stream.name] = stream
        for bell in tuple(self._waiting.get(stream.name, ())):
            bell.set()

    def _heartbeat(self) -> None:
        """Tell each room where its stream stands: it finds a lost last event and shows that we are here."""
        for name in rooms.followed(self.socketio):
            stream = self.known.get(name)
            head = Head(name, UNBORN, 0) if stream is None else stream.position
            self.socketio.emit("heads", [str(head)], to=name)
