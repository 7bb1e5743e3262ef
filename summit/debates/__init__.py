"""Debates: threaded interventions about a provision, an amendment or a poll."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.debates.views import blueprint

    app.register_blueprint(blueprint)
