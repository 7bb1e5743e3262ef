"""Rooms of the sockets in this worker: who follows a stream, and the sockets of one person."""

import time
from collections.abc import Iterable, Sequence

from flask_socketio import SocketIO

ROOT = "/"
SLOW_S = 0.25
"""A client whose network stands still holds the others up for this long at most."""
PERSON = "person-"
"""Rooms of persons begin with this; streams have names with a colon."""


def room_of(person_id: int) -> str:
    """The room of all devices on which a person is signed in."""
    return f"{PERSON}{person_id}"


def participants(socketio: SocketIO, room: str) -> list[tuple[str, str]]:
    """(sid, transport's sid) of the sockets in a room."""
    if room not in socketio.server.manager.rooms.get(ROOT, {}):
        return []
    return list(socketio.server.manager.get_participants(ROOT, room))


def is_followed(socketio: SocketIO, name: str) -> bool:
    return name in socketio.server.manager.rooms.get(ROOT, {})


def followed(socketio: SocketIO) -> list[str]:
    """Names of the streams that somebody follows."""
    rooms: Iterable[str | None] = tuple(socketio.server.manager.rooms.get(ROOT, {}))
    return [room for room in rooms if room is not None and ":" in room]


def drain(socketio: SocketIO, names: Sequence[str]) -> None:
    """Let others run until what was sent to these rooms has been handed to the network."""
    transports = {transport for name in set(names) for _, transport in participants(socketio, name)}
    deadline = time.monotonic() + SLOW_S
    while transports and time.monotonic() < deadline:
        socketio.sleep(0)
        transports = {one for one in transports if _has_unsent(socketio, one)}
        if transports:
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
