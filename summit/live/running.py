"""The live side of one worker: its sockets, its relay and its ticker."""

from threading import Event, Lock
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from gevent import monkey

from summit.live import ticker
from summit.live.frames import Rendered
from summit.live.namespace import Followers
from summit.live.relay import Relay

LONGEST_MESSAGE_BYTES = 32_768


class Live:
    """Sockets, relay and ticker of a worker. Nothing runs before `start`."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.rendered = Rendered()
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
        self.socketio.on_namespace(Followers(self.start, self.rendered))
        self.relay = Relay(app, self.socketio, self.rendered)
        self._lock = Lock()
        self._stopped: Event | None = None
        self._tasks: list[Any] = []

    def start(self) -> bool:
        """Start relay and ticker in this worker; False where they run already."""
        with self._lock:
            if self._stopped is not None:
                return False
            self._stopped = Event()
            self.relay.begin()
            self._tasks = [
                self.socketio.start_background_task(self.relay.run, self._stopped),
                self.socketio.start_background_task(ticker.run, self.app, self._stopped),
            ]
            return True

    def stop(self) -> None:
        """End both and wait for them; for tests and orderly ends."""
        with self._lock:
            if self._stopped is None:
                return
            self._stopped.set()
            self.relay.end()
            for task in self._tasks:
                task.join()
            self._stopped, self._tasks = None, []
