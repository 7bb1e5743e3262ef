"""The organisers' desk."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.console.views import blueprint

    app.register_blueprint(blueprint)
