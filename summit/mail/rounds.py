"""Every few seconds: what is to be told becomes letters, and a job is asked for that sends them."""

from dataclasses import asdict

from flask import current_app

from summit.db import db
from summit.mail.queries import post
from summit.mail.services import ask_to_send, write_letters

NAME = "mail"


def look_after_mail() -> int:
    """Nothing where no server is named. Answers how many letters were written."""
    if not current_app.config["MAIL_URL"] or NAME not in current_app.blueprints:
        return 0
    written = write_letters()
    standing = post()
    db.session.rollback()
    current_app.extensions[NAME] = asdict(standing)
    if standing.waiting:
        ask_to_send()
    return written
