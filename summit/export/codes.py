"""The codes of the record so far: what was shown at openings and closings, for whoever wrote one down."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from summit.db import db
from summit.export.wording import vote
from summit.record import CODE_LENGTH, RecordEntry, head_code

SHOWN = {
    "poll_opened": "opened: rules, options and roll are fixed",
    "poll_closed": "closed: who took part and all ballots are fixed, before anything is counted",
    "poll_published": "published: the result, and what it did to the text",
    "poll_voided": "void",
}
KEY_MADE = "signing_key_made"


@dataclass(frozen=True, slots=True)
class Code:
    """The end of the chain after an act: its code, when, and what was fixed by then."""

    seq: int
    at: datetime
    poll: str
    said: str
    code: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The record as it stands: entries, the code of its end, the codes shown so far, the latest first."""

    entries: int
    head: str
    codes: tuple[Code, ...]


def codes_so_far() -> Standing:
    """What the public page of the record shows."""
    wanted = select(RecordEntry).where(RecordEntry.kind.in_((*SHOWN, KEY_MADE)))
    found = db.session.scalars(wanted.order_by(RecordEntry.seq.desc()))
    entries = db.session.scalar(select(func.count()).select_from(RecordEntry)) or 0
    return Standing(entries, head_code(), tuple(_code(one) for one in found))


def _code(entry: RecordEntry) -> Code:
    said = SHOWN.get(entry.kind, "the key that signs the record was made")
    poll = vote(entry.payload["poll"]) if entry.kind in SHOWN else ""
    return Code(entry.seq, entry.at, poll, said, entry.digest[:CODE_LENGTH])
