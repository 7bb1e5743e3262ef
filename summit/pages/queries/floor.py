"""What is on the floor: polls under way, the latest results, the documents, the record's code."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import case, select
from sqlalchemy.orm import selectinload

from summit import record
from summit.db import db
from summit.documents import queries as documents
from summit.documents.queries import Listed
from summit.pages.queries.reading import Line, reading
from summit.voting.models import KEEP, Poll, PollState

UNDER_WAY = (PollState.OPEN, PollState.CLOSING, PollState.ANNOUNCED, PollState.CLOSED)
LATEST_RESULTS = 3


@dataclass(frozen=True, slots=True)
class Decided:
    """A published poll in one line: which amendment won, None where the text was kept."""

    poll: Poll
    winner: str | None


@dataclass(frozen=True, slots=True)
class Floor:
    """What the now page shows; `lines` are the provisions that the first poll is about."""

    polls: list[Poll]
    lines: list[Line]
    results: list[Decided]
    documents: list[Listed]
    titles: Mapping[int, str]
    code: str


def floor() -> Floor:
    polls = _under_way()
    papers = documents.documents()
    return Floor(
        polls=polls,
        lines=_lines(polls[0]) if polls else [],
        results=[_decided(poll) for poll in _published()],
        documents=papers,
        titles={paper.number: paper.title for paper in papers},
        code=record.head_code(),
    )


def _under_way() -> list[Poll]:
    """Open polls first, then those that close, that are announced, that wait for their result."""
    urgency = case({state: place for place, state in enumerate(UNDER_WAY)}, value=Poll.state)
    wanted = select(Poll).where(Poll.state.in_(UNDER_WAY)).order_by(urgency, Poll.number)
    return list(db.session.scalars(wanted.options(selectinload(Poll.options))))


def _published() -> list[Poll]:
    wanted = select(Poll).where(Poll.state == PollState.PUBLISHED).order_by(Poll.published_at.desc())
    return list(db.session.scalars(wanted.limit(LATEST_RESULTS).options(selectinload(Poll.options))))


def _lines(poll: Poll) -> list[Line]:
    lines = reading(poll.document_number, poll.base).lines
    return [line for line in lines if line.provision.id in poll.provisions]


def _decided(poll: Poll) -> Decided:
    winners = (poll.result or {}).get("winners") or [KEEP]
    titles = {option.id: option for option in poll.options}
    option = titles.get(winners[0])
    if option is None or option.amendment_number is None:
        return Decided(poll, None)
    return Decided(poll, f"AM {option.amendment_number}")
