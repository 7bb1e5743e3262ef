"""Websockets whose frames are made once for everybody, and always sent whole.

What a server sends by websocket is not masked, so a message for a thousand readers is the same bytes for each
of them. The driver makes them anew for each socket, and takes for granted that the network takes all at once.
"""

import socket
from collections import OrderedDict
from typing import Any

from engineio.async_drivers.gevent import WebSocketWSGI

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

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        plain = {key: value for key, value in environ.items() if key != "HTTP_SEC_WEBSOCKET_EXTENSIONS"}
        wire = plain.get("gunicorn.socket")
        if wire is not None and hasattr(socket, "TCP_USER_TIMEOUT"):
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNANSWERED_MS)
        return super().__call__(plain, start_response)

    def send(self, message: str | bytes) -> None:
        """Raises OSError once the connection is closed."""
        if not self.ws.connected:
            raise OSError("the socket is closed")
        data = frame(message)
        sent = self.ws.sock.send(data)  # nearly always all of it; sendall costs as much again for its timers
        if sent < len(data):
            self.ws.sock.sendall(memoryview(data)[sent:])
