"""The final document with its annex of votes, composed from the database and written in every format."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.export import keeping
    from summit.export.views import blueprint

    keeping.init_app(app)
    app.register_blueprint(blueprint)
