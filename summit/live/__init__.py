"""Live: what was committed reaches everybody who follows it, in order, without loss, by socket or request."""

from typing import Any

from flask import Flask

from summit.events import TopicName, heads_of
from summit.live import connected
from summit.live.running import Live


class OfTheSummit:
    """The position of the summit's own stream, read only where a page shows it."""

    def __str__(self) -> str:
        return str(heads_of([TopicName("summit")])[0])


def init_app(app: Flask) -> None:
    """Give `app` its sockets and the route that stands in for them; nothing starts by this."""
    from summit.live.views import blueprint

    live = Live(app)
    app.extensions["summit-live"] = live
    connected.listen(app, live.connected)
    app.register_blueprint(blueprint)
    app.context_processor(_live)


def _live() -> dict[str, Any]:
    """A page that follows nothing of its own follows the summit, so that every page says how it stands."""
    return {"live": OfTheSummit()}


def start(app: Flask) -> None:
    """Start the live side in this worker, so that timed acts happen before anybody connects."""
    app.extensions["summit-live"].start()
