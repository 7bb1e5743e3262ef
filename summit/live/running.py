"""The live side of one worker: its sockets, its relay, its ticker, and its channel to other workers."""

import os
from threading import Event, Lock
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from gevent import monkey

from summit.jobs.politely import begun
from summit.live import garbage, rooms, ticker
from summit.live.audience import Audience
from summit.live.channel import Channel
from summit.live.connected import Connected
from summit.live.door import open_for_sockets
from summit.live.loop import LoopWatch
from summit.live.memory import Memory
from summit.live.metrics import Counters, Samples
from summit.live.namespace import Followers
from summit.live.relay import Relay
from summit.live.sockets import Sockets
from summit.live.typing import Typing

LONGEST_MESSAGE_BYTES = 32_768


class Live:
    """What runs beside the requests of a worker. Nothing runs before `start`."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.counters = Counters()
        self.memory = Memory(self.counters)
        self.loop = LoopWatch()
        pages = app.wsgi_app
        self.socketio = SocketIO(
            app,
            # named and not found out: which servers happen to be installed must not decide it
            async_mode="gevent" if monkey.is_module_patched("threading") else "threading",
            async_handlers=False,  # one client's messages are answered in their order
            transports=["websocket"],  # polling would need every request of a client in the same worker
            manage_session=False,
            max_http_buffer_size=LONGEST_MESSAGE_BYTES,
            # cors_allowed_origins stays unset, which means this site alone: the origin is the form token here
        )
        open_for_sockets(app, pages, self.socketio)
        if self.socketio.async_mode == "gevent":
            self.socketio.server.eio._async["websocket"] = Sockets
        self.audience = Audience(self.socketio)
        self.typing = Typing(self.socketio)
        self.socketio.on_namespace(
            Followers(self.start, self.memory, lambda: self.audience.spread, self.typing)
        )
        self.connected = Connected(self.socketio)
        self.relay = Relay(app, self.socketio, self.memory, self.audience, self.counters)
        self.channel = self._channel()
        self._lock = Lock()
        self._stopped: Event | None = None
        self._tasks: list[Any] = []

    def start(self) -> bool:
        """Start all of it in this worker; False where it runs already."""
        with self._lock:
            if self._stopped is not None:
                return False
            self._stopped = stopped = Event()
            self.relay.begin()
            if self.socketio.async_mode == "gevent":
                self._begin(self.loop.run, stopped)
                self._begin(garbage.run, self._done, stopped)
            self._begin(self.relay.run, stopped)
            self._begin(self.typing.run, stopped)
            self._begin(ticker.run, self.app, stopped)
            if self.channel is not None:
                self.channel.begin()
                self._begin(self.channel.run_sending, stopped)
                self._begin(self.channel.run_listening, stopped)
            return True

    def _done(self) -> int:
        """What this worker has done for anybody: asked things answered, and events told."""
        return begun() + self.counters.values["summit_events_total"]

    def _begin(self, run: Any, *arguments: object) -> None:
        self._tasks.append(self.socketio.start_background_task(run, *arguments))

    def stop(self) -> None:
        """End all of it and wait for it; for tests and orderly ends."""
        with self._lock:
            if self._stopped is None:
                return
            self._stopped.set()
            self.relay.end()
            if self.channel is not None:
                self.channel.end()
            for task in self._tasks:
                task.join()
            self._stopped, self._tasks = None, []

    def _channel(self) -> Channel | None:
        """None where one worker is alone."""
        url, prefix = self.app.config["REDIS_URL"], self.app.config["REDIS_PREFIX"]
        if not url:
            return None
        made = Channel(url, prefix, self.relay.poke, self.samples, self.typing.heard)
        self.typing.tell = made.note_writing
        return made

    def samples(self) -> Samples:
        """What this worker has to say of itself at this moment."""
        found = self.counters.samples() | {
            "summit_connections": rooms.connections(self.socketio),
            "summit_held_requests": self.audience.held,
            "summit_loop_blocks_total": self.loop.blocks,
            "summit_loop_blocked_seconds_total": self.loop.blocked_s,
            "summit_loop_longest_block_seconds": self.loop.longest_lately_s,
            "summit_loop_longest_own_seconds": self.loop.longest_own_lately_s,
        }
        for kind, (streams, events) in self.memory.sizes().items():
            found[f'summit_streams{{kind="{kind}"}}'] = streams
            found[f'summit_heads{{kind="{kind}"}}'] = events
        for name in ("waiting", "refused", "failures"):
            if (mail := self.app.extensions.get("mail")) is not None:
                found[f"summit_mail_{name}"] = mail[name]
        if self.channel is not None:
            found["summit_redis_up"] = self.channel.is_up
        return found

    def all_samples(self) -> dict[str, Samples]:
        """By worker, of all of them where they share a Redis."""
        others = self.channel.others() if self.channel is not None else {}
        return others | {str(os.getpid()): self.samples()}
