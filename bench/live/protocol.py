"""Socket.IO 5 on Engine.IO 4 on a websocket, as a browser speaks it, with little work for each frame.

A thousand clients of one process must cost less than the server that they measure: frames are told apart by
their first bytes, and what many clients receive alike is read once (`read` remembers by the bytes).
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import struct
import time
from collections.abc import Callable
from typing import Any

PING, PONG, CONNECT, CONNECTED = b"2", b"3", b"40", b"40{"
HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: http://{host}\r\n\r\n"
)
SOCKET_IO = "/socket.io/?EIO=4&transport=websocket"


def masked(payload: bytes) -> bytes:
    """One text frame of a client. The mask is zero, which is allowed to a client that hides nothing."""
    size = len(payload)
    head = struct.pack("!BB", 0x81, 0x80 | size) if size < 126 else struct.pack("!BBH", 0x81, 0xFE, size)
    return head + b"\0\0\0\0" + payload


class Client(asyncio.Protocol):
    """One socket. `hears(client, payload, at)` gets every message that is not the protocol's own."""

    def __init__(self, host: str, path: str, follow: bytes | None, hears: Callable[..., None]) -> None:
        self.host, self.path, self.follow, self.hears = host, path, follow, hears
        self.buffer = b""
        self.is_open = False
        self.is_upgraded = False
        self.transport: asyncio.Transport | None = None
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.state: Any = None

    # --- what asyncio calls --------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]
        key = base64.b64encode(os.urandom(16)).decode()
        self._write(HANDSHAKE.format(path=self.path, host=self.host, key=key).encode())

    def data_received(self, data: bytes) -> None:
        at = time.monotonic()
        buffer = self.buffer + data if self.buffer else data
        if not self.is_upgraded:
            end = buffer.find(b"\r\n\r\n")
            if end < 0:
                self.buffer = buffer
                return
            if b" 101 " not in buffer[:end]:
                self.abort()
                return
            self.is_upgraded = True
            buffer = buffer[end + 4 :]
            if self.follow is None:
                self._is_there()
        self.buffer = self._frames(buffer, at)

    def connection_lost(self, error: Exception | None) -> None:
        self.is_open = False
        for future in (self.over, self.opened):
            if not future.done():
                future.set_result(None)

    # --- frames --------------------------------------------------------------------------------------------

    def _frames(self, buffer: bytes, at: float) -> bytes:
        start, end = 0, len(buffer)
        while end - start >= 2:
            size, head = buffer[start + 1], 2
            if size == 126:
                if end - start < 4:
                    break
                size, head = int.from_bytes(buffer[start + 2 : start + 4], "big"), 4
            elif size == 127:
                if end - start < 10:
                    break
                size, head = int.from_bytes(buffer[start + 2 : start + 10], "big"), 10
            if end - start < head + size:
                break
            self._message(buffer[start] & 0x0F, buffer[start + head : start + head + size], at)
            start += head + size
        return buffer[start:]

    def _message(self, kind: int, payload: bytes, at: float) -> None:
        if kind == 8:
            self.abort()
        elif self.follow is None or payload[:2] in (b"42", b"43"):
            self.hears(self, payload, at)
        elif payload == PING:
            self._write(masked(PONG))
        elif payload[:1] == b"0":
            self._write(masked(CONNECT))
        elif payload[:3] == CONNECTED:
            self._write(masked(self.follow))
            self._is_there()

    def _is_there(self) -> None:
        self.is_open = True
        if not self.opened.done():
            self.opened.set_result(None)

    def _write(self, data: bytes) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)

    def abort(self) -> None:
        if self.transport is not None:
            self.transport.abort()


def follow_by(positions: list[str]) -> bytes:
    """The question of a page, with an acknowledgement asked for under number 0."""
    return b"420" + json.dumps(["follow", {"topics": positions, "language": "en"}]).encode()
