"""Sittings, agenda items and what each body has before it now."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.agenda.views import blueprint

    app.register_blueprint(blueprint)
