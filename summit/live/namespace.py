"""What clients say by socket: which streams they follow. Handlers read and never write."""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from flask import current_app, request
from flask_socketio import Namespace, disconnect, join_room

from summit.db import db
from summit.domain.errors import Refusal, Unacceptable
from summit.jobs.politely import in_turn
from summit.live import rooms
from summit.live.catching_up import missed
from summit.live.memory import Memory
from summit.live.missed import Missed
from summit.live.topics import MOST_TOPICS, Position, are_public, authorise, language_of, positions
from summit.live.typing import Typing
from summit.people.views.identity import current_person, current_person_id, is_still_signed_in

MOST_ROOMS = 10 * MOST_TOPICS
"""How many streams one socket may follow in its life: each costs memory, and a heartbeat, until it ends."""


class HungUp(Exception):
    """The socket was closed while its question waited for its turn: there is nobody to answer."""


class Followers(Namespace):
    """The only namespace. A client says where it stands, and from then on misses nothing."""

    def __init__(
        self, start: Callable[[], object], memory: Memory, spread: Callable[[], int], typing: Typing
    ) -> None:
        super().__init__("/")
        self.typing = typing
        self.start = start
        self.memory = memory
        self.spread = spread

    def on_connect(self, auth: object = None) -> None:
        """A sign-in that ends while its socket opens is seen by one of two: whoever ends it finds the room
        joined, or the second look finds the sign-in ended."""
        in_turn()
        self.start()
        person_id = current_person_id()
        if person_id is None:
            return
        with suppress(HungUp):
            _join([rooms.room_of(person_id)])
            db.session.rollback()
            if not is_still_signed_in():
                disconnect()

    def on_follow(self, message: object = None) -> dict[str, Any]:
        """Answer what happened after the client's positions, or {"error": sentence}."""
        in_turn()
        try:
            asked = message if isinstance(message, dict) else {}
            topics = asked.get("topics")
            following = positions(topics if isinstance(topics, list) else [])
            authorise(None if are_public(following) else current_person(), following)
            found = join_then_read(following, self.memory, language_of(asked.get("language")))
            return found.as_json(self.spread())
        except HungUp:
            return {}
        except Refusal as refusal:
            return {"error": str(refusal)}
        except Exception:
            current_app.logger.exception("live: follow failed")
            return {"error": "The server could not answer. It will be asked again.", "again": True}

    def on_typing(self, topic: object = None) -> None:
        """Whoever is signed in writes in a debate that this socket follows; everybody else is not heard."""
        is_debate = isinstance(topic, str) and topic.startswith("debate:")
        if is_debate and current_person_id() is not None:
            followed = {room.rpartition(" ")[0] for room in _joined()}
            if topic in followed:
                self.typing.writes(request.sid, str(topic), time.monotonic())  # type: ignore[attr-defined]


def join_then_read(following: list[Position], memory: Memory, language: str) -> Missed:
    """Join the rooms first and read after: what is sent in between arrives twice instead of never.

    Raises Unacceptable for more streams than a page comes to follow however long it is open, HungUp.
    """
    wanted = {rooms.room_in(str(position.topic), language) for position in following}
    joined = _joined()
    if len(wanted | joined) > MOST_ROOMS:
        raise Unacceptable("This page follows too many streams. Load it again.")
    _join(wanted)
    joined |= wanted
    return missed(following, memory, language)


def _join(wanted: Iterable[str]) -> None:
    """Raises HungUp for a socket that the engine does not know any more."""
    for room in wanted:
        try:
            join_room(room)
        except KeyError as unknown:
            raise HungUp from unknown


def _joined() -> set[str]:
    """The streams' rooms that this socket is in, kept with its connection: the engine would look for it in
    all rooms of everybody."""
    found: set[str] = request.environ.setdefault("summit.rooms", set())
    return found
