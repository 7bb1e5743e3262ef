"""Live: what was committed reaches everybody who follows it, in order, without loss, by socket or request."""

from flask import Flask, current_app

from summit.live import rooms
from summit.live.running import Live
from summit.people.services.signing_in import ENDED


def init_app(app: Flask) -> None:
    """Give `app` its sockets and the route that stands in for them; nothing starts by this."""
    from summit.live.views import blueprint

    app.extensions["summit-live"] = Live(app)
    app.register_blueprint(blueprint)
    if disconnect_person not in ENDED:
        ENDED.append(disconnect_person)


def start(app: Flask) -> None:
    """Start the live side in this worker, so that timed acts happen before anybody connects."""
    app.extensions["summit-live"].start()


def disconnect_person(person_id: int) -> int:
    """Close this person's sockets after a sign-out or a change of role; their pages connect anew as who they
    are then. Answers how many there were. To be called after the commit, in a request."""
    return rooms.disconnect(current_app.extensions["summit-live"].socketio, rooms.room_of(person_id))
