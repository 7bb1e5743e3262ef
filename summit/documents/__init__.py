"""Documents, revisions and amendments: how a text changes and never loses anything."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.documents.views import blueprint

    app.register_blueprint(blueprint)
