"""Where requests part: those for sockets go to the engine, all others to the application."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

PATH = "/socket.io/"
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Door:
    """Does for gunicorn what the engine's own middleware does, which makes a class anew for each request:
    a hundred thousand of them are as many circles that only a search for garbage finds."""

    def __init__(self, app: Flask, pages: Application, socketio: SocketIO) -> None:
        self._app = app
        self._pages = pages
        self._sockets = socketio.server

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith(PATH):
            return self._pages(environ, start_response)
        found: Iterable[bytes] = self._sockets.handle_request(
            {**environ, "flask.app": self._app}, start_response
        )
        return found


def open_for_sockets(app: Flask, pages: Application, socketio: SocketIO) -> None:
    """Let requests through the door. The address is named to the application, too: every message of a socket
    is matched as a request is, and one that matches nothing leaves sixty objects in a circle."""
    app.add_url_rule(PATH, "live.socket", websocket=True)
    app.wsgi_app = Door(app, pages, socketio)  # type: ignore[method-assign]
