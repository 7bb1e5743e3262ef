"""Whether a database holds what its record says: the chain, the texts, the ballots and results."""

from collections.abc import Iterator

from sqlalchemy import select

from summit.db import db
from summit.documents.models import Revision
from summit.domain.text import from_json, revision_digest
from summit.domain.wording import poll_name
from summit.record import RecordEntry, broken_at
from summit.voting.models import Poll
from summit.voting.queries.published import ballots_kept
from summit.voting.services import count_poll


def faults() -> list[str]:
    """What does not fit, each in a sentence; an empty list means that everything does."""
    return [*_chain(), *_texts(), *_polls()]


def _chain() -> Iterator[str]:
    place = broken_at()
    if place is not None:
        yield f"The record breaks at entry {place}."


def _texts() -> Iterator[str]:
    for one in db.session.scalars(select(Revision).order_by(Revision.document_number, Revision.number)):
        if revision_digest(from_json(one.provisions)) != one.digest:
            yield f"Document {one.document_number}, revision {one.number}: not the text of its digest."


def _polls() -> Iterator[str]:
    closed = select(RecordEntry).where(RecordEntry.kind == "poll_closed").order_by(RecordEntry.seq)
    for entry in db.session.scalars(closed).all():
        number = int(entry.payload["poll"])
        poll = db.session.get_one(Poll, number)
        if ballots_kept(poll)[1] != entry.payload["ballots"]:
            yield f"{poll_name(number)}: its ballots are not those that the record took the digest of."
        if poll.was_published and count_poll(number).as_json() != poll.result:
            yield f"{poll_name(number)}: its ballots do not give the published result."
