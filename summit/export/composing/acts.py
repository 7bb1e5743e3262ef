"""What the record says about polls, adoptions and removals: times and facts that no other row keeps."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from summit.db import db
from summit.record import RecordEntry

KINDS = (
    "poll_closed",
    "amendment_adopted",
    "adoption_rescinded",
    "document_corrected",
    "correction_rescinded",
    "poll_voided",
    "intervention_removed",
    "intervention_hidden",
    "restored",
    "poll_key_lost",
    "lot_made_anew",
    "poll_closed_early",
    "poll_opened",
    "sitting_opened",
    "sitting_suspended",
    "sitting_resumed",
    "sitting_closed",
    "sitting_reopened",
    "person_accredited",
    "person_withdrawn",
    "person_readmitted",
    "seat_given",
    "seat_freed",
    "seat_taken",
    "seat_returned",
    "roll_changed",
    "driving_taken_over",
    "summit_closed",
    "signing_key_made",
    "text_decided",
    "fate_taken_back",
)


class Acts:
    """Record entries of the kinds that the document quotes, and the summit's zone for all its times."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        wanted = select(RecordEntry).where(RecordEntry.kind.in_(KINDS)).order_by(RecordEntry.seq)
        self.entries = list(db.session.scalars(wanted))
        self._of_polls = {
            (one.kind, one.payload["poll"]): one for one in self.entries if "poll" in one.payload
        }
        self.last_at = self.local(db.session.scalar(select(func.max(RecordEntry.at))))

    def local(self, at: datetime | None) -> datetime | None:
        """The same moment on the summit's clocks, to the second."""
        return None if at is None else self.surely(at)

    def surely(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(microsecond=0)

    def of_kind(self, kind: str) -> list[RecordEntry]:
        return self.of_kinds(kind)

    def of_kinds(self, *kinds: str) -> list[RecordEntry]:
        return [entry for entry in self.entries if entry.kind in kinds]

    def of_poll(self, kind: str, number: int) -> dict[str, Any]:
        """The payload of the last such entry about a poll; empty where there is none."""
        last = self._of_polls.get((kind, number))
        return last.payload if last else {}
