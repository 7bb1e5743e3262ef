"""What the accreditation desk prints and cuts: slips, which let people in, and badges, which do not."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app

from summit.domain.errors import Refusal
from summit.export.pdf import typeset_pdf
from summit.export.qr_codes import qr_code
from summit.jobs.politely import politely
from summit.people.queries import the_summit
from summit.web.languages import OFFERED, in_language

TEMPLATES = Path(__file__).parents[2] / "templates" / "export"
ON_BADGES = {"title": "Badges", "code": "QR code of the badge number"}
ON_SLIPS = {
    "title": "Enrolment slips",
    "badge": "Badge",
    "scan": "Scan the code, or open",
    "type": "and type",
    "then": "Then choose a PIN of six digits. This slip works once: keep it to yourself.",
    "code": "QR code of the address of the sign-in page with the code of this slip",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose cards they are, and in which language they speak to people."""

    summit: str
    language: str


def heading() -> Heading:
    """The summit's first language that the interface has: whoever prints may read another than those who
    get a card. Raises Refusal where there is no summit."""
    summit = the_summit()
    if summit is None:
        raise Refusal("There is no summit here yet: start with `flask summit init`.")
    return Heading(summit.name, next((one for one in summit.languages if one in OFFERED), OFFERED[0]))


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge shows: no secret. Its QR code is of the number alone, to be scanned at the doors."""

    name: str
    badge: str
    role: str
    delegation: str = ""


@dataclass(frozen=True, slots=True)
class SlipCard:
    """What a slip shows; `code` in groups of four, `link` the address with the code behind #."""

    name: str
    badge: str
    role: str
    code: str
    link: str


def write_slips(to: Heading, door: str, slips: Sequence[SlipCard], at: datetime) -> bytes:
    """A tagged PDF, eight slips to a page with cutting lines. Raises NotTypeset."""
    cards = [asdict(one) | {"qr": qr_code(one.link)} for one in politely(slips)]
    return typeset_pdf(TEMPLATES / "slips.typ", _whole(to, ON_SLIPS, cards) | {"door": door}, at)


def write_badges(to: Heading, badges: Sequence[Badge], at: datetime) -> bytes:
    """A tagged PDF, ten badges to a page with cutting lines. Raises NotTypeset."""
    cards: list[dict[str, Any]] = [asdict(one) | {"qr": qr_code(one.badge)} for one in politely(badges)]
    return typeset_pdf(TEMPLATES / "badges.typ", _whole(to, ON_BADGES, cards), at)


def _whole(to: Heading, words: Mapping[str, str], cards: Sequence[dict[str, Any]]) -> dict[str, Any]:
    told = current_app.extensions["told"]
    with in_language(to.language):
        said = {name: told(sentence) for name, sentence in words.items()}
        named = [card | {"role": told(card["role"])} for card in cards]
    return asdict(to) | {"words": said, "cards": named}


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A line of the file for mail merge; `link` is the address with the code behind #."""

    name: str
    badge: str
    role: str
    email: str
    delegation: str
    link: str


def written_links(links: Sequence[LinkRow]) -> bytes:
    """CSV in UTF-8 with its mark, so that spreadsheets read accents: name, badge, role, e-mail, …, link."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(("name", "badge", "role", "e-mail", "delegation", "link"))
    writer.writerows(astuple(one) for one in links)
    return table.getvalue().encode("utf-8-sig")
