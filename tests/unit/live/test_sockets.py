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
