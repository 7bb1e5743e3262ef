"""Persons, bodies, seats and signing in: who is who and who may what."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Sign-in, the accreditation desk, and who one is at the top of every page."""
    from summit.people.views import blueprint, identity, own

    identity.init_app(app)
    own.init_app(app)
    app.register_blueprint(blueprint)


def zone() -> str:
    """The summit's time zone, an IANA name; UTC before there is a summit."""
    from summit.people.queries import the_summit

    summit = the_summit()
    return summit.zone if summit else "UTC"
