"""The relay: one sender for each worker that reads the log behind the commits and tells its clients."""

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from threading import Event

from flask import Flask
from flask_socketio import SocketIO

from summit.db import now
from summit.events import LISTENERS, Head, TopicName
from summit.jobs.politely import give_way
from summit.live import log, rooms
from summit.live.audience import Audience
from summit.live.frames import Frame, reset_of
from summit.live.log import Happened, Stream
from summit.live.memory import Memory
from summit.live.metrics import Counters

logger = logging.getLogger(__name__)

AT_LEAST_BETWEEN_S = 0.02
"""Turns start at least this far apart, so that a burst becomes few frames and not many."""
WRITERS_FIRST_S = 0.25
"""So long the next turn waits while requests wait: it then brings what they wrote together. A turn for each
of them costs as many frames, and with a thousand followers nobody would get to write."""
LOOK_EVERY_S = 1.0
HEARTBEAT_EVERY_S = 12.0

Post = tuple[str, Frame]
"""A room and the frame that is sent there."""


class Relay:
    """Clocked by itself: take what is new, send one frame a stream, wait until it has left, begin anew.

    A poke says where to look; a look at all streams once a second finds what no poke told of.
    """

    def __init__(
        self, app: Flask, socketio: SocketIO, memory: Memory, audience: Audience, counters: Counters
    ) -> None:
        self.app = app
        self.socketio = socketio
        self.memory = memory
        self.audience = audience
        self.counters = counters
        self._leaving: list[datetime] = []
        self._clock_ahead = timedelta()
        self._bell = Event()
        self._poked: deque[TopicName] = deque()
        self._ended: set[str] = set()
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
        """A commit made these streams grow, here or in another worker."""
        new = [head for head in heads if not self._is_told(head)]
        if new:
            self._poked.extend(TopicName(*head.topic.split(":", 1)) for head in new)
            self._bell.set()

    def _is_told(self, head: Head) -> bool:
        told = self.memory.head(head.topic)
        return told.epoch == head.epoch and told.seq >= head.seq

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
            give_way(WRITERS_FIRST_S)

    def _turn(self, started: float) -> None:
        posts = self._take_new(self._where_to_look(started))
        spread = self.audience.spread if posts else 0
        waiting: set[str] = set()
        for room, frame in posts:
            many, late = rooms.tell(self.socketio, room, "frame", frame | {"spread": spread})
            self.counters.count("summit_deliveries_total", many)
            waiting |= late
        self._close_ended()
        if started >= self._next_heartbeat:
            self._next_heartbeat = started + HEARTBEAT_EVERY_S
            self._heartbeat()
        rooms.drain(self.socketio, waiting)
        self._count(posts)

    def _count(self, posts: list[Post]) -> None:
        """By the database's clock, for it is the database that says when an event happened."""
        at = datetime.now(UTC) + self._clock_ahead
        for moment in self._leaving:
            self.counters.lag((at - moment).total_seconds())
        self._leaving.clear()
        self.counters.count("summit_frames_total", len(posts))

    def _where_to_look(self, started: float) -> list[TopicName] | None:
        """Everywhere once a second, else where pokes point; they are taken first, so none is overlooked."""
        poked = set()
        while self._poked:
            poked.add(self._poked.popleft())
        if started < self._next_look and self.memory.is_filled:
            return list(poked)
        self._next_look = started + LOOK_EVERY_S
        return None

    def _take_new(self, names: list[TopicName] | None) -> list[Post]:
        if names == []:
            return []
        # A request of nobody in particular: macros may ask for addresses and for who is reading.
        with self.app.test_request_context():
            found = log.streams(names)
            if names is None:
                self._clock_ahead = now() - datetime.now(UTC)
            if not self.memory.is_filled:
                self.memory.fill(found)
                return []
            return [post for stream in found.values() for post in self._news(stream)]

    def _news(self, stream: Stream) -> list[Post]:
        """Move the memory on and answer what to send; it is moved before anything of it is sent."""
        before = self.memory.stands(stream)
        if before.position == stream.position:
            return []
        if not self.audience.wants(stream.name):
            self.memory.skip(stream)
            return []
        if before.epoch != stream.epoch or before.head > stream.head:
            return self._begun_anew(stream)
        events = log.happened_after(stream, before.head)
        return self._told(stream, events) if events else []

    def _begun_anew(self, stream: Stream) -> list[Post]:
        self.memory.skip(stream)
        self._after(stream.name, is_ended=True)
        return self._to_all(stream.name, lambda language: reset_of(stream))

    def _told(self, stream: Stream, events: list[Happened]) -> list[Post]:
        reached = stream.at(events[-1].seq)
        self.memory.extend(reached, events)
        self._leaving.extend(event.at for event in events)
        self.counters.count("summit_events_total", len(events))
        self._after(stream.name, any(event.type == "access_changed" for event in events))
        if reached.head < stream.head:
            self.poke([stream.position])
        return self._to_all(stream.name, lambda language: self.memory.frame(reached, events, language))

    def _to_all(self, name: str, frame_in: Callable[[str], Frame]) -> list[Post]:
        """One frame for each language in which somebody follows."""
        languages = rooms.languages_of(self.socketio, name)
        return [(rooms.room_in(name, language), frame_in(language)) for language in languages]

    def _after(self, name: str, is_ended: bool) -> None:
        self.audience.ring(name)
        if is_ended and self.audience.is_connected(name):
            self._ended.add(name.partition(":")[2])

    def _close_ended(self) -> None:
        """Sockets do not outlive the sign-in under which they were opened; pages connect anew as who they
        are then. Closed beside the relay, which nobody may hold up."""
        while self._ended:
            room = rooms.room_of(self._ended.pop())
            self.socketio.start_background_task(rooms.disconnect, self.socketio, room)

    def _heartbeat(self) -> None:
        """Tell each room where its stream stands: it finds a lost last event and shows that we are here."""
        self.audience.forget()
        for name, room in rooms.followed(self.socketio):
            rooms.tell(self.socketio, room, "heads", [str(self.memory.head(name))])
