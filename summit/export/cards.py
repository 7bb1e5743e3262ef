"""What the accreditation desk prints and cuts: slips, which let people in, and badges, which do not."""

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from summit.export.pdf import typeset_pdf
from summit.export.qr_codes import qr_code
from summit.jobs.politely import politely

TEMPLATES = Path(__file__).parents[2] / "templates" / "export"


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


def write_slips(summit: str, door: str, slips: Sequence[SlipCard], at: datetime) -> bytes:
    """A tagged PDF, eight slips to a page with cutting lines. Raises NotTypeset."""
    cards = [asdict(one) | {"qr": qr_code(one.link)} for one in politely(slips)]
    return typeset_pdf(TEMPLATES / "slips.typ", {"summit": summit, "door": door, "cards": cards}, at)


def write_badges(summit: str, badges: Sequence[Badge], at: datetime) -> bytes:
    """A tagged PDF, ten badges to a page with cutting lines. Raises NotTypeset."""
    cards: list[dict[str, Any]] = [asdict(one) | {"qr": qr_code(one.badge)} for one in politely(badges)]
    return typeset_pdf(TEMPLATES / "badges.typ", {"summit": summit, "cards": cards}, at)


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
