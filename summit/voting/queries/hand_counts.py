"""How far a count by hand is: who has entered, and at what two tellers differ; never a figure of another."""

from dataclasses import dataclass

from sqlalchemy import select

from summit.db import db
from summit.domain.hand_counts import BLANK, Figures, differing
from summit.voting.models import HandCount, Poll
from summit.voting.queries.names import name_of


@dataclass(frozen=True, slots=True)
class Counting:
    """`own` are the reader's figures, None before they entered any; `differs` names where they differ."""

    entered: int
    own: Figures | None
    differs: tuple[str, ...]


def counting(poll: Poll, teller_id: int | None) -> Counting:
    """As one teller may know it; for everybody else only how many have entered."""
    wanted = (
        select(HandCount).where(HandCount.poll_number == poll.number).order_by(HandCount.entered_at.desc())
    )
    rows = list(db.session.scalars(wanted))
    own = next((row.figures for row in rows if row.teller_id == teller_id), None)
    other = next((row.figures for row in rows if row.teller_id != teller_id), None)
    names = {option.id: name_of(option) for option in poll.options} | {BLANK: "blank"}
    found = differing(own, other) if own is not None and other is not None else []
    return Counting(len(rows), own, tuple(names[one] for one in found))
