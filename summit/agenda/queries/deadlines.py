"""Until when acts are open."""

from datetime import datetime

from sqlalchemy import or_, select

from summit.agenda.models import Act, Deadline
from summit.db import clock, db
from summit.domain.errors import NotFound


def deadlines() -> list[Deadline]:
    """Every deadline: those to come first, the earliest first."""
    wanted = select(Deadline).order_by(Deadline.has_passed, Deadline.at, Deadline.id)
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def deadline(deadline_id: int) -> Deadline:
    """This deadline, fresh from the database. Raises NotFound."""
    found = db.session.get(Deadline, deadline_id, populate_existing=True)
    if found is None:
        raise NotFound("There is no such deadline.")
    return found


def passes_at(act: Act, document_number: int) -> datetime | None:
    """The moment until which an act is open on a document: its own deadline, else that of all documents."""
    found = _ruling_deadline(act, document_number)
    return None if found is None else found.at


def is_open(act: Act, document_number: int) -> bool:
    """Whether an act is open on a document at this moment; without a deadline it always is."""
    found = _ruling_deadline(act, document_number)
    if found is None:
        return True
    ahead = select(Deadline.id).where(Deadline.id == found.id, Deadline.at > clock())
    return db.session.scalar(ahead) is not None


def _ruling_deadline(act: Act, document_number: int) -> Deadline | None:
    """A document's own deadline goes before the one of all documents, whichever is earlier."""
    own_first = Deadline.document_number.is_(None)
    return db.session.scalar(
        select(Deadline)
        .where(
            Deadline.act == act,
            or_(Deadline.document_number == document_number, Deadline.document_number.is_(None)),
        )
        .order_by(own_first)
        .limit(1)
        .execution_options(populate_existing=True)
    )
