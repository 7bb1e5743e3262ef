"""A line between a device and a server that breaks at a chosen moment of casting, until it is mended."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator

CASTING = b"/cast HTTP/1.1\r\n"
AT_ONCE = struct.pack("ii", 1, 0)
"""A socket closed with this resets its connection, as a network that is gone does."""


class Line:
    """Passes bytes on both ways. `breaks_at` says when the next cast breaks it:

    "sending": before a byte of the ballot has reached the server; "answering": when the server has answered
    and nothing of the answer has come through; "halfway": in the middle of the answer.
    """

    def __init__(self, port: int) -> None:
        self.behind = port
        self.breaks_at = ""
        self.has_broken = threading.Event()
        self.ends: set[socket.socket] = set()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def break_now(self) -> None:
        self.has_broken.set()
        for end in list(self.ends):
            self._drop(end)

    def mend(self) -> None:
        self.breaks_at = ""
        self.has_broken.clear()

    def close(self) -> None:
        self.listening.close()
        self.break_now()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                device, _ = self.listening.accept()
                self.ends.add(device)
                if self.has_broken.is_set():
                    self._drop(device)
                    continue
                server = socket.create_connection(("127.0.0.1", self.behind))
                self.ends.add(server)
                passing = _Passing(self, device, server)
                for way in (passing.to_server, passing.to_device):
                    threading.Thread(target=passing.run, args=(way,), daemon=True).start()

    def _drop(self, end: socket.socket) -> None:
        self.ends.discard(end)
        with contextlib.suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            end.shutdown(socket.SHUT_RDWR)
        end.close()


class _Passing:
    """One connection through the line."""

    def __init__(self, line: Line, device: socket.socket, server: socket.socket) -> None:
        self.line, self.device, self.server = line, device, server
        self.is_casting = False

    def run(self, way: Callable[[], None]) -> None:
        """Pass bytes until one of the ends is gone, then let go of both."""
        with contextlib.suppress(OSError):
            way()
        for end in (self.device, self.server):
            self.line._drop(end)

    def to_server(self) -> None:
        for sent in self._coming(self.device):
            self.is_casting = self.is_casting or CASTING in sent
            if self.is_casting and self.line.breaks_at == "sending":
                return self.line.break_now()
            self.server.sendall(sent)
        return None

    def to_device(self) -> None:
        answer = b""
        for sent in self._coming(self.server):
            if self.is_casting and self.line.breaks_at == "answering":
                return self.line.break_now()
            if self.is_casting and self.line.breaks_at == "halfway":
                answer += sent
                head, ended, body = answer.partition(b"\r\n\r\n")
                if ended and body:
                    self.device.sendall(head + ended + body[: len(body) // 2])
                    return self.line.break_now()
                continue
            self.device.sendall(sent)
        return None

    @staticmethod
    def _coming(end: socket.socket) -> Iterator[bytes]:
        while sent := end.recv(65536):
            yield sent


@contextlib.contextmanager
def lines(port: int, count: int) -> Iterator[list[Line]]:
    """So many lines to the server at this port, one for each device."""
    made = [Line(port) for _ in range(count)]
    try:
        yield made
    finally:
        for line in made:
            line.close()
