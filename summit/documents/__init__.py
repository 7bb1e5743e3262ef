"""Documents, revisions and amendments: how a text changes and never loses anything."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.documents.queries import text_languages
    from summit.documents.views import blueprint

    app.jinja_env.globals["text_languages"] = text_languages
    app.register_blueprint(blueprint)
