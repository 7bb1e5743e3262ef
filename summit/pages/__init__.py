"""The pages people read: the now page, a document with its margins, an amendment, the collisions."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.pages.views import anchors, blueprint, standing, ways

    anchors.enter_places()
    anchors.enter_things()
    standing.init_app(app)
    ways.init_app(app)
    app.register_blueprint(blueprint)
