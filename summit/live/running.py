"""The live side of one worker: its sockets, its relay, its ticker, and its channel to other workers."""

from threading import Event, Lock
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from gevent import monkey

from summit.live import ticker
from summit.live.audience import Audience
from summit.live.channel import Channel
from summit.live.connected import Connected
from summit.live.frames import Drawn
from summit.live.memory import Memory
from summit.live.namespace import Followers
from summit.live.relay import Relay

LONGEST_MESSAGE_BYTES = 32_768


class Live:
    """What runs beside the requests of a worker. Nothing runs before `start`."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.memory = Memory(Drawn())
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
        self.socketio.on_namespace(Followers(self.start, self.memory))
        self.audience = Audience(self.socketio)
        self.connected = Connected(self.socketio)
        self.relay = Relay(app, self.socketio, self.memory, self.audience)
        self.channel = _channel(app, self.relay)
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
            self._begin(self.relay.run, stopped)
            self._begin(ticker.run, self.app, stopped)
            if self.channel is not None:
                self.channel.begin()
                self._begin(self.channel.run_sending, stopped)
                self._begin(self.channel.run_listening, stopped)
            return True

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


def _channel(app: Flask, relay: Relay) -> Channel | None:
    """None where one worker is alone."""
    url = app.config["REDIS_URL"]
    return Channel(url, f"{app.config['REDIS_PREFIX']}:grown", relay.poke) if url else None
