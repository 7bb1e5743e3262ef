"""The only place that speaks SMTP: a job takes what is due and hands it to the server that MAIL_URL names."""

import logging
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app

from summit.db import db
from summit.jobs import Tell
from summit.mail.composing import composed
from summit.mail.models import LetterState, MailLetter
from summit.mail.services import give_up_silent, put_back, put_off, server_answers, settle, take_letter
from summit.mail.services.post import VERB

__all__ = ["VERB", "connected", "send_waiting"]

log = logging.getLogger(__name__)

TIMEOUT_S = 10
AT_A_TIME_S = 20
"""Then other jobs have their turn; what is left is sent by the next."""
PORTS = {"smtp": 587, "smtps": 465}
LOCAL = ("localhost", "127.0.0.1", "::1")


class NotTaken(Exception):
    """The server said no before it had the words: `for_good` if it will say so again."""

    def __init__(self, said: str, for_good: bool) -> None:
        super().__init__(said)
        self.for_good = for_good


def send_waiting(argument: Mapping[str, Any], folder: Path, tell: Tell) -> str:
    """Send what is due for some seconds. A server that fails is noted and given a rest."""
    give_up_silent()
    try:
        with connected(current_app.config["MAIL_URL"]) as server:
            server_answers()
            _send_due(server, monotonic() + AT_A_TIME_S)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail: %s", said(error))
        put_off(said(error))
    with suppress(OSError):
        folder.rmdir()  # no file comes of it
    return ""


def said(error: BaseException) -> str:
    """What went wrong, without the address of anybody."""
    code = getattr(error, "smtp_code", None)
    return f"{type(error).__name__} {code or error}"[:200]


@contextmanager
def connected(url: str) -> Iterator[smtplib.SMTP]:
    """A server that lets us in; a password goes only where nobody listens. Raises OSError, SMTPException."""
    to = urlsplit(url)
    host, port = to.hostname or "localhost", to.port or PORTS[to.scheme]
    tls = ssl.create_default_context()
    if to.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=tls)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    with server:
        server.ehlo_or_helo_if_needed()
        if to.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=tls)
            server.ehlo()
        elif to.scheme == "smtp" and to.username and host not in LOCAL:
            raise smtplib.SMTPNotSupportedError("no STARTTLS, so the password was not sent")
        if to.username:
            server.login(unquote(to.username), unquote(to.password or ""))
        yield server


def _send_due(server: smtplib.SMTP, until: float) -> None:
    while monotonic() < until and (letter := take_letter()) is not None:
        message = _composed(letter)
        db.session.rollback()  # who waits for a server keeps no connection from those who vote
        if message is not None:
            _send(server, letter.id, message)


def _composed(letter: MailLetter) -> EmailMessage | None:
    """One letter that cannot be written keeps no other from being sent."""
    try:
        message = composed(letter)
    except Exception:
        log.exception("mail: letter %s could not be written", letter.id)
        settle(letter.id, LetterState.REFUSED)
        return None
    if message is None:
        settle(letter.id, LetterState.NEEDLESS)
    return message


def _send(server: smtplib.SMTP, letter_id: int, message: EmailMessage) -> None:
    """Sent, put back, refused; or unknown, where the server went silent with the words in its hands."""
    try:
        _offer(server, message)
    except NotTaken as no:
        log.warning("mail: letter %s was not taken: %s", letter_id, no)
        (settle(letter_id, LetterState.REFUSED) if no.for_good else put_back(letter_id))
        server.rset()
        return
    except (OSError, smtplib.SMTPException):
        put_back(letter_id)
        raise
    try:
        code, _ = server.data(message.as_bytes())
    except smtplib.SMTPDataError as no:  # DATA itself was refused: it never had the words
        code = no.smtp_code
    except (OSError, smtplib.SMTPException):
        settle(letter_id, LetterState.UNKNOWN)
        raise
    if code == OK:
        settle(letter_id, LetterState.SENT)
    else:
        (settle(letter_id, LetterState.REFUSED) if _is_final(code) else put_back(letter_id))


OK, ACCEPTED, FINAL = 250, (250, 251), 500


def _is_final(code: int) -> bool:
    return code >= FINAL


def _offer(server: smtplib.SMTP, message: EmailMessage) -> None:
    """From and to. A sender that is refused is a fault of the settings: nothing would be taken."""
    to = message["To"].addresses[0].addr_spec
    options = [] if to.isascii() else ["SMTPUTF8"]
    if options and not server.has_extn("smtputf8"):
        raise NotTaken("the server takes no such address", for_good=True)
    sender = message["From"].addresses[0].addr_spec
    code, words = server.mail(sender, options)
    if code != OK:
        raise smtplib.SMTPSenderRefused(code, words, sender)
    code, _ = server.rcpt(to)
    if code not in ACCEPTED:
        raise NotTaken(f"code {code}", for_good=_is_final(code))
