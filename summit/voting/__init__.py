"""Polls, ballots and results: put a question, take ballots that cannot be lost, count, publish."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.voting.services import keys
    from summit.voting.views import blueprint

    keys.keep_in(app.config["INSTANCE"] / "keys")

    app.register_blueprint(blueprint)
