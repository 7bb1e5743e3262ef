"""A websocket as a browser opens one, by the standard library: enough to follow a summit live."""

import base64
import os
import socket
import struct
from contextlib import suppress

TEXT, CLOSE, PING, PONG = 0x81, 0x8, 0x9, 0x8A
NO_MASK = b"\0\0\0\0"
"""A mask of zeros hides nothing, which a client that hides nothing may send."""


class Hung(Exception):
    """The other side has hung up, or did not take the call."""


class Socket:
    """One websocket at host:port; `receive` waits for the next text."""

    def __init__(self, host: str, port: int, path: str, origin: str, cookies: str, patience_s: float) -> None:
        self.line = socket.create_connection((host, port), patience_s)
        key = base64.b64encode(os.urandom(16)).decode()
        asked = (
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: {origin}\r\n"
            f"Cookie: {cookies}\r\n\r\n"
        )
        self.line.sendall(asked.encode())
        self.held = b""
        while b"\r\n\r\n" not in self.held:
            self.held += self._more()
        head, _, self.held = self.held.partition(b"\r\n\r\n")
        if b" 101 " not in head:
            raise Hung(head.split(b"\r\n")[0].decode("latin-1"))
        self.line.settimeout(None)

    def send(self, text: str) -> None:
        self._frame(TEXT, text.encode())

    def receive(self) -> str:
        """The next text; raises Hung at the end."""
        while True:
            kind, payload = self._next()
            if kind == CLOSE:
                raise Hung
            if kind == PING:
                self._frame(PONG, payload)
            elif kind == TEXT & 0x0F:
                return payload.decode()

    def close(self) -> None:
        with suppress(OSError):
            self.line.shutdown(socket.SHUT_RDWR)
        self.line.close()

    def _frame(self, kind: int, payload: bytes) -> None:
        size = len(payload)
        head = struct.pack("!BB", kind, 0x80 | size) if size < 126 else struct.pack("!BBH", kind, 0xFE, size)
        self.line.sendall(head + NO_MASK + payload)

    def _next(self) -> tuple[int, bytes]:
        kind, size = struct.unpack("!BB", self._exactly(2))
        if size == 126:
            (size,) = struct.unpack("!H", self._exactly(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self._exactly(8))
        return kind & 0x0F, self._exactly(size)

    def _exactly(self, size: int) -> bytes:
        while len(self.held) < size:
            self.held += self._more()
        taken, self.held = self.held[:size], self.held[size:]
        return taken

    def _more(self) -> bytes:
        got = self.line.recv(65_536)
        if not got:
            raise Hung
        return got
