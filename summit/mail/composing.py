"""A letter put into words: plain text in its reader's language, and nothing of how anybody voted."""

import html
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select

from summit.db import db, now
from summit.documents.models import Amendment
from summit.domain.codes import grouped
from summit.domain.errors import Refusal
from summit.mail.addresses import CONFIRM, OFF, place, token
from summit.mail.models import LetterKind, MailAddress, MailLetter
from summit.mail.queries import digest_of
from summit.people.models import News, Person, Way
from summit.people.queries import person, the_summit
from summit.people.services import issue_codes, new_link
from summit.voting.models import Poll, PollState
from summit.web.languages import OFFERED, in_language

LONGEST_SUBJECT = 150
GAPS = re.compile(r"\n{3,}")


def composed(letter: MailLetter) -> EmailMessage | None:
    """The message; None where nobody needs it any more: ended, decided, signed in meanwhile."""
    to = person(letter.person_id)
    if to is None:
        return None
    if letter.kind == LetterKind.LINK:
        return _with_link(letter, to)
    asked = db.session.get(MailAddress, letter.person_id)
    if asked is None or (asked.confirmed_at is None) != (letter.kind == LetterKind.CONFIRM):
        return None
    about = _about(letter, asked)
    if about is None:
        return None
    off = place("mail.off", signed=token(OFF, to.id, digest_of(asked.address)))
    message = _message(letter, asked.address, asked.language, {**about, "person": to, "off": off})
    message["List-Unsubscribe"] = f"<{off}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _about(letter: MailLetter, asked: MailAddress) -> dict[str, object] | None:
    """What the words of the letter name."""
    if letter.kind == LetterKind.CONFIRM:
        signed = token(CONFIRM, letter.person_id, digest_of(asked.address))
        return {"link": place("mail.confirm", signed=signed)}
    if letter.kind == LetterKind.POLL_OPENED:
        poll = db.session.get(Poll, letter.number)
        if poll is None or poll.state != PollState.OPEN:
            return None
        return {"poll": poll, "link": place("voting.poll", number=poll.number)}
    news = db.session.get(News, letter.number)
    number = news.about.get("amendment") if news else None
    if news is None or not number:
        return None
    title = db.session.scalar(select(Amendment.title).where(Amendment.number == number)) or ""
    return {"news": news, "title": title, "link": place("pages.amendment", number=number)}


def _with_link(letter: MailLetter, to: Person) -> EmailMessage | None:
    """The code is made now and stands in this letter alone: the database has its hash."""
    if not to.email or to.pin_hash is not None:
        return None
    code = new_link()
    try:
        issue_codes(letter.by_id, {to.badge: code}, may_end=True, way=Way.LINK)
    except Refusal:
        return None
    summit = the_summit()
    first = summit.languages[0] if summit and summit.languages else OFFERED[0]
    link = f"{place('people.enter')}#slip={grouped(code)}"
    return _message(letter, to.email, first if first in OFFERED else OFFERED[0], {"person": to, "link": link})


def _message(letter: MailLetter, address: str, language: str, about: dict[str, object]) -> EmailMessage:
    summit = the_summit()
    named = summit.name if summit else "Summit"
    template = current_app.jinja_env.get_template("mail/letter.html")
    with in_language(language):
        written = template.render(kind=str(letter.kind), summit=named, unescape=_unescape, **about)
    subject, _, body = written.strip().partition("\n")
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"[{_line(named)}] {_line(subject)}"[:LONGEST_SUBJECT]
    message["From"] = _from(named)
    message["To"] = address
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<summit-{letter.id}-{letter.attempts}@{_host()}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(GAPS.sub("\n\n", body.strip()) + "\n", cte="quoted-printable")
    message["Content-Language"] = language  # after the content, which brings headers of its own
    return message


def _unescape(words: object) -> str:
    """Words of a page as plain text."""
    return html.unescape(str(words)).strip()


def _line(words: str) -> str:
    return " ".join(words.split())


def _from(named: str) -> Address:
    name, address = parseaddr(current_app.config["MAIL_FROM"])
    return Address(display_name=name or _line(named), addr_spec=address)


def _host() -> str:
    return urlsplit(current_app.config["SUMMIT_URL"]).hostname or "localhost"
