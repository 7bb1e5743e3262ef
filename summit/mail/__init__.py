"""E-mail where it is configured: a person asks for it, confirms the address, and ends it by one click."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Without MAIL_URL every address of this feature answers 404, and no page speaks of e-mail."""
    from summit import jobs
    from summit.mail import sending
    from summit.mail.views import blueprint

    app.jinja_env.globals["mail_is_on"] = bool(app.config["MAIL_URL"])
    jobs.VERBS[sending.VERB] = sending.send_waiting
    app.register_blueprint(blueprint)
