"""Who has a connection to this worker: kept in memory, told to the agenda at most once a minute."""

import time

from flask import Flask, Response, g
from flask_socketio import SocketIO

from summit.agenda.services import drop_silent, note_seen
from summit.live import rooms
from summit.voting.services import note_heard

NOTE_EVERY_S = 60.0
LOOK_FOR_SILENT_EVERY_S = 10.0
COMING_BACK_S = 120.0
"""After a start nobody is dropped for so long: those whom the server left alone come back first."""


class Connected:
    """People with a socket here, or who have sent a request since they were noted last."""

    def __init__(self, socketio: SocketIO) -> None:
        self.socketio = socketio
        self._asked: set[int] = set()
        self._next_note = 0.0
        self._next_look = time.monotonic() + COMING_BACK_S

    def asked(self, person_id: int) -> None:
        """A request of this person came in."""
        self._asked.add(person_id)

    def note(self) -> int:
        """Store that they are there, once a minute; answers how many presences that kept up."""
        started = time.monotonic()
        if started < self._next_note:
            return 0
        self._next_note = started + NOTE_EVERY_S
        asked, self._asked = self._asked, set()
        here = asked | rooms.persons(self.socketio)
        note_heard(here)
        return note_seen(here) if here else 0

    def drop(self) -> int:
        """Let go of those who have been silent for too long; answers how many."""
        started = time.monotonic()
        if started < self._next_look:
            return 0
        self._next_look = started + LOOK_FOR_SILENT_EVERY_S
        return drop_silent()


def listen(app: Flask, connected: Connected) -> None:
    """Note whoever a request turned out to be from; requests that ask nobody's name stay anonymous."""

    @app.after_request
    def note(response: Response) -> Response:
        person_id = getattr(g.get("_login_user"), "id", None)
        if person_id is not None:
            connected.asked(person_id)
        return response
