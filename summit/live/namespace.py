"""What clients say by socket: which streams they follow. Handlers read and never write."""

from typing import Any

from flask import current_app
from flask_socketio import Namespace, join_room

from summit.domain.errors import Refusal
from summit.live import rooms
from summit.live.catching_up import Missed, missed
from summit.live.frames import Rendered
from summit.live.topics import Position, are_public, authorise, positions
from summit.people.views.identity import current_person, current_person_id


class Followers(Namespace):
    """The only namespace. A client says where it stands, and from then on misses nothing."""

    def __init__(self, start: Any, rendered: Rendered) -> None:
        super().__init__("/")
        self.start = start
        self.rendered = rendered

    def on_connect(self, auth: object = None) -> None:
        self.start()
        person_id = current_person_id()
        if person_id is not None:
            join_room(rooms.room_of(person_id))

    def on_follow(self, message: object = None) -> dict[str, Any]:
        """Answer what happened after the client's positions, or {"error": sentence}."""
        try:
            asked = message.get("topics") if isinstance(message, dict) else None
            following = positions(asked if isinstance(asked, list) else [])
            authorise(None if are_public(following) else current_person(), following)
            return join_then_read(following, self.rendered).as_json()
        except Refusal as refusal:
            return {"error": str(refusal)}
        except Exception:
            current_app.logger.exception("live: follow failed")
            return {"error": "The server could not answer. It will be asked again."}


def join_then_read(following: list[Position], rendered: Rendered) -> Missed:
    """Join the rooms first and read the log after: what is sent in between arrives twice instead of never."""
    for position in following:
        join_room(str(position.topic))
    return missed(following, rendered)
