"""The mail server where one is named: whether it lets us in, and what does not get through."""

import smtplib
from collections.abc import Iterator

from flask import current_app

from summit.cli.doctor.finding import Finding, bad, look, well
from summit.db import db
from summit.mail.queries import post
from summit.mail.sending import connected, said

CORRECT = "Start it, or correct MAIL_URL; letters wait until then, and nothing else does."


def server() -> Iterator[Finding]:
    """Knock at it; nothing is sent."""
    url = current_app.config["MAIL_URL"]
    if not url:
        yield well("e-mail", "No server is named, and no page speaks of e-mail.")
        return
    try:
        with connected(url) as opened:
            opened.noop()
    except (OSError, smtplib.SMTPException, KeyError, ValueError) as error:
        yield bad("e-mail", f"The server does not let us in: {said(error)}.", CORRECT)
    else:
        yield well("e-mail", "The server lets us in.")


def letters() -> Iterator[Finding]:
    """What waits and what was refused."""
    if not current_app.config["MAIL_URL"]:
        return
    standing = post()
    db.session.rollback()
    if standing.failures:
        words = f"{standing.waiting} wait: it failed {standing.failures} times in a row ({standing.error})."
        yield look("letters", words, "They are tried again by themselves, seldomer each time.")
    elif standing.refused or standing.unknown:
        words = f"{standing.refused} were never taken, {standing.unknown} may have been."
        yield look("letters", words, "They are not sent again; what they said stands on the pages.")
    else:
        yield well("letters", f"{standing.waiting} wait.")
