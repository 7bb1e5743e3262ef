"""What the page of the final document shows, and whether it is so long that a job has to write it."""

import json
from dataclasses import asdict, dataclass

from markupsafe import Markup
from sqlalchemy import Text, cast, func, select

from summit.db import db
from summit.documents.models import Amendment, Document, Revision
from summit.export.model import FinalDocument, languages_of
from summit.voting.models import Poll

SIGNS, OF_A_VOTE, LONG = 3_000, 6, 400
"""How much there is to do, in thousandths of a second: 1 for an amendment, 6 for a vote, 1 for 3,000 signs of
text. What takes less than 400 of them is done at once, with others served in between."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The page: `drawn` is the document itself, `corrigenda` their numbers, `languages` its editions."""

    title: str
    status: str
    languages: tuple[str, ...]
    corrigenda: tuple[int, ...]
    drawn: Markup

    def as_file(self) -> bytes:
        """A line of JSON, then the document as it is drawn, which need not be read as JSON each time."""
        about = asdict(self)
        drawn = about.pop("drawn")
        return f"{json.dumps(about, ensure_ascii=False)}\n{drawn}".encode()


def page_of(document: FinalDocument, drawn: Markup) -> Shown:
    return Shown(
        title=document.title,
        status=document.status,
        languages=tuple(languages_of(document)),
        corrigenda=tuple(one.number for one in document.corrigenda),
        drawn=drawn,
    )


def read_page(written: bytes) -> Shown:
    """The page that a job left."""
    about, _, drawn = written.decode().partition("\n")
    kept = json.loads(about)
    return Shown(
        title=kept["title"],
        status=kept["status"],
        languages=tuple(kept["languages"]),
        corrigenda=tuple(kept["corrigenda"]),
        drawn=Markup(drawn),  # noqa: S704 - our own file, escaped by its template
    )


def is_long() -> bool:
    """Whether composing the document would keep others waiting."""
    amendments = select(func.count()).select_from(Amendment).scalar_subquery()
    votes = select(func.count()).where(Poll.number > 0, Poll.published_at.is_not(None)).scalar_subquery()
    signs = (
        select(func.sum(func.length(cast(Revision.provisions, Text))))
        .join(Document, (Document.number == Revision.document_number) & (Document.head == Revision.number))
        .scalar_subquery()
    )
    found = db.session.execute(select(amendments, votes, signs)).one()
    return bool(found[0] + OF_A_VOTE * found[1] + (found[2] or 0) // SIGNS > LONG)
