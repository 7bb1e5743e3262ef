"""The final document with its annex of votes, composed from the database and written in every format."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit import jobs
    from summit.export import bundle, keeping, making
    from summit.export.views import blueprint

    keeping.init_app(app)
    jobs.VERBS[making.FINAL] = making.write_final
    jobs.VERBS[bundle.VERB] = bundle.write_bundle
    app.register_blueprint(blueprint)
