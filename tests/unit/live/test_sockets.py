import subprocess
import sys
from pathlib import Path

import pytest
from wsproto import ConnectionType
from wsproto.connection import Connection
from wsproto.events import BytesMessage, Event, TextMessage

from summit.live.sockets import frame


def read(data: bytes) -> list[Event]:
    """What a reader's websocket makes of it."""
    reader = Connection(ConnectionType.CLIENT)
    reader.receive_data(data)
    return list(reader.events())


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_text_of_any_length_is_one_frame(size: int) -> None:
    text = "ñ" * (size // 2) + "n" * (size % 2)
    assert len(text.encode()) == size
    assert "".join(one.data for one in read(frame(text)) if isinstance(one, TextMessage)) == text


def test_bytes_are_a_binary_frame() -> None:
    assert read(frame(b"\x00\xff")) == [BytesMessage(data=bytearray(b"\x00\xff"))]


def test_a_message_for_many_readers_is_made_once() -> None:
    text = "for everybody"
    assert frame(text) is frame(text)


def test_old_frames_are_not_kept() -> None:
    first = frame("first of many")
    for number in range(100):
        frame(f"another {number}")
    assert frame("first of many") is not first


HANDED_OVER = """
import gevent.monkey; gevent.monkey.patch_all()
import socket
from queue import Queue
from types import SimpleNamespace
import gevent
from summit.live.sockets import Sockets, frame

class Engine:
    sid, closed, queue = "1", False, Queue()
    def handler(self, ws): ...

ours, theirs = socket.socketpair()
wire = Sockets(Engine().handler, None)
wire.ws = SimpleNamespace(sock=ours, connected=True)
messages = [f"{number}:" + "x" * size for number, size in enumerate((10, 1_000_000, 10, 1_000_000))]
taken = [wire.hand_over(frame(one)) for one in messages]
sender = gevent.spawn(lambda: [wire.send(one) for one, is_taken in zip(messages, taken) if not is_taken])
sender.link(lambda _: ours.shutdown(socket.SHUT_WR))
read = bytearray()
while some := theirs.recv(65_536):
    read += some
first = [one for one, is_taken in zip(messages, taken) if is_taken]
late = [one for one, is_taken in zip(messages, taken) if not is_taken]
assert first and late, (len(first), len(late))
assert bytes(read) == b"".join(frame(one) for one in first + late)
Engine.queue.put("something else that has to leave first")
assert not wire.hand_over(frame("too early"))
wire.ws.connected = False
Engine.queue.get()
assert not wire.hand_over(frame("gone"))
"""


def test_what_a_full_network_does_not_take_is_sent_whole_and_before_everything_else() -> None:
    """In a process of its own, for it is patched: the reader reads nothing until the network is full."""
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", HANDED_OVER], cwd=root, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
