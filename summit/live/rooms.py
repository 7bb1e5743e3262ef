"""Rooms of the sockets in this worker: followers of a stream by language, and the sockets of one person."""

import time
from collections.abc import Iterable

from engineio.packet import MESSAGE, Packet
from flask_socketio import SocketIO
from socketio.packet import EVENT
from socketio.packet import Packet as SocketPacket

from summit.jobs.politely import politely
from summit.live import sockets
from summit.web.languages import OFFERED

ROOT = "/"
SLOW_S = 0.25
"""A client whose network stands still holds the others up for this long at most."""
PERSON = "person-"
"""Rooms of persons begin with this; those of streams are called "debate:amendment/7 es"."""


def room_of(person_id: int | str) -> str:
    """The room of all devices on which a person is signed in."""
    return f"{PERSON}{person_id}"


def room_in(name: str, language: str) -> str:
    """The room of those who follow a stream in this language."""
    return f"{name} {language}"


def persons(socketio: SocketIO) -> set[int]:
    """Everybody with a socket in this worker."""
    names: Iterable[str | None] = tuple(socketio.server.manager.rooms.get(ROOT, {}))
    found = {name.removeprefix(PERSON) for name in names if name is not None and name.startswith(PERSON)}
    return {int(digits) for digits in found if digits.isdigit()}


def participants(socketio: SocketIO, room: str) -> list[tuple[str, str]]:
    """(sid, transport's sid) of the sockets in a room."""
    if not is_inhabited(socketio, room):
        return []
    return list(socketio.server.manager.get_participants(ROOT, room))


def is_inhabited(socketio: SocketIO, room: str) -> bool:
    return room in socketio.server.manager.rooms.get(ROOT, {})


def languages_of(socketio: SocketIO, name: str) -> list[str]:
    """The languages in which somebody follows a stream."""
    return [language for language in OFFERED if is_inhabited(socketio, room_in(name, language))]


def followed(socketio: SocketIO) -> list[tuple[str, str]]:
    """(stream, room) of everything that somebody follows."""
    rooms: Iterable[str | None] = tuple(socketio.server.manager.rooms.get(ROOT, {}))
    return [(room.rpartition(" ")[0], room) for room in rooms if room is not None and " " in room]


def connections(socketio: SocketIO) -> int:
    """How many sockets are open in this worker."""
    return sum(not socket.closed for socket in tuple(socketio.server.eio.sockets.values()))


def tell(socketio: SocketIO, room: str, event: str, told: object) -> tuple[int, set[str]]:
    """Send to all in a room the same bytes; answers to how many, and whose are still to leave.

    Others are served in between: a thousand sockets in a row are a block.
    """
    message = SocketPacket(EVENT, data=[event, told]).encode()
    packet = Packet(MESSAGE, message)
    data = sockets.frame(packet.encode())
    members = participants(socketio, room)
    waiting = set()
    for _, transport in politely(members):
        if not sockets.hand_over(transport, data):
            socketio.server.eio.send_packet(transport, packet)
            waiting.add(transport)
    return len(members), waiting


def drain(socketio: SocketIO, waiting: set[str]) -> None:
    """Let others run until what these were sent has been handed to the network."""
    deadline = time.monotonic() + SLOW_S
    while waiting and time.monotonic() < deadline:
        socketio.sleep(0)
        waiting = {one for one in waiting if _has_unsent(socketio, one)}
        if waiting:
            socketio.sleep(0.001)


def _has_unsent(socketio: SocketIO, transport: str) -> bool:
    socket = socketio.server.eio.sockets.get(transport)
    return socket is not None and not socket.closed and not socket.queue.empty()


def disconnect(socketio: SocketIO, room: str) -> int:
    """Close all sockets in a room; answers how many there were."""
    members = participants(socketio, room)
    for sid, _ in members:
        socketio.server.disconnect(sid, namespace=ROOT)
    return len(members)
