"""Polls, ballots and results: put a question, take ballots that cannot be lost, count, publish."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.voting.queries.translated import missing_languages, sentence_for
    from summit.voting.services import keys
    from summit.voting.views.blueprint import NumberOfPractice

    app.url_map.converters["practice"] = NumberOfPractice  # before any address is entered
    from summit.voting.views import blueprint

    keys.keep_in(app.config["INSTANCE"] / "keys")

    app.jinja_env.globals.update(missing_languages=missing_languages, untranslated=sentence_for)
    app.register_blueprint(blueprint)


def examine_keys(app: Flask) -> None:
    """At start-up: destroy the keys of polls that closed just before the power went, and pause polls whose
    key is not there."""
    from summit.voting.services import look_after_keys
    from summit.voting.services.closing import burn_left_over_keys

    with app.app_context():
        for number in burn_left_over_keys():
            app.logger.warning("the key of poll %s had outlived its closing; it is destroyed now", number)
        if look_after_keys():
            app.logger.warning("keys of open polls were lost or came back; run `flask doctor`")
