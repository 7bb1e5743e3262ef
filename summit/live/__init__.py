"""Live: what was committed reaches everybody who follows it, in order, without loss, by socket or request."""

from flask import Flask

from summit.live import connected
from summit.live.running import Live


def init_app(app: Flask) -> None:
    """Give `app` its sockets and the route that stands in for them; nothing starts by this."""
    from summit.live.views import blueprint

    live = Live(app)
    app.extensions["summit-live"] = live
    connected.listen(app, live.connected)
    app.register_blueprint(blueprint)


def start(app: Flask) -> None:
    """Start the live side in this worker, so that timed acts happen before anybody connects."""
    app.extensions["summit-live"].start()
