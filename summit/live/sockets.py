"""Websockets whose frames are made once for everybody, handed over at once, and always sent whole.

What a server sends by websocket is not masked, so a message for a thousand readers is the same bytes for each
of them. The driver makes them anew for each socket, and takes for granted that the network takes all at once.
The engine wakes a greenlet of each reader for each message; with a free network that is most of the cost.
"""

import os
import socket
from collections import OrderedDict
from contextlib import suppress
from ssl import SSLSocket
from threading import Lock
from typing import Any

from engineio.async_drivers.gevent import WebSocketWSGI
from gevent import spawn

MOST_FRAMES = 64
UNANSWERED_MS = 30_000
"""A connection whose other end confirms nothing for so long is given up by the system."""

_frames: OrderedDict[str | bytes, bytes] = OrderedDict()


def frame(message: str | bytes) -> bytes:
    """One unfragmented frame as RFC 6455, 5.2 writes it; the latest are kept."""
    found = _frames.get(message)
    if found is None:
        found = _frames[message] = _framed(message)
        if len(_frames) > MOST_FRAMES:
            _frames.popitem(last=False)
    return found


def _framed(message: str | bytes) -> bytes:
    payload, kind = (message, 0x82) if isinstance(message, bytes) else (message.encode(), 0x81)
    size = len(payload)
    if size < 126:
        return bytes((kind, size)) + payload
    if size < 65_536:
        return bytes((kind, 126)) + size.to_bytes(2, "big") + payload
    return bytes((kind, 127)) + size.to_bytes(8, "big") + payload


class Sockets(WebSocketWSGI):
    """What the engine asks for each connection. Nothing is compressed: it would be for each reader anew."""

    def __init__(self, handler: Any, server: Any) -> None:
        super().__init__(self._open, server)
        self._handler = handler
        self._engine = handler.__self__  # the engine's side of the connection, whose queue others write to
        self._writing = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        plain = {key: value for key, value in environ.items() if key != "HTTP_SEC_WEBSOCKET_EXTENSIONS"}
        wire = plain.get("gunicorn.socket")
        if wire is not None and hasattr(socket, "TCP_USER_TIMEOUT"):
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNANSWERED_MS)
        return super().__call__(plain, start_response)

    def _open(self, _: Any) -> Any:
        """From the handshake until the connection ends; an encrypted one is left to the engine."""
        if not isinstance(self.ws.sock, SSLSocket):
            opened[self._engine.sid] = self
        try:
            return self._handler(self)
        finally:
            opened.pop(self._engine.sid, None)
            self.app = self._handler  # leaves no circle behind that only a search for garbage would find

    def send(self, message: str | bytes) -> None:
        """Raises OSError once the connection is closed."""
        data = frame(message)
        with self._writing:
            if not self.ws.connected:
                raise OSError("the socket is closed")
            sent = self.ws.sock.send(data)  # nearly always all; sendall costs as much again for its timers
            if sent < len(data):
                self.ws.sock.sendall(memoryview(data)[sent:])

    def hand_over(self, data: bytes) -> bool:
        """Give a frame to the network now, without waiting and without the engine. False where that cannot
        be: something else has to leave first, the network is full, or the connection is at its end."""
        if not self._engine.queue.empty() or not self._writing.acquire(blocking=False):
            return False
        sent = 0
        with suppress(OSError):  # full, or gone: the engine waits, or finds out
            if self.ws.connected and not self._engine.closed:
                sent = os.write(self.ws.sock.fileno(), data)
        if 0 < sent < len(data):
            spawn(self._finish, memoryview(data)[sent:])
        else:
            self._writing.release()
        return sent > 0

    def _finish(self, rest: memoryview) -> None:
        """What the network did not take goes before everything else."""
        try:
            self.ws.sock.sendall(rest)
        except OSError:
            self.ws.connected = False  # its half of a frame is the last that this connection saw
        finally:
            self._writing.release()


opened: dict[str, Sockets] = {}
"""By the engine's number of the connection."""


def hand_over(number: str, data: bytes) -> bool:
    """The same for the connection of this number; False for one that is not known here."""
    wire = opened.get(number)
    return wire is not None and wire.hand_over(data)
