"""What bodies recommend on amendments, ready for lists, ballots, order papers and the record."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.voting.models import Advice, Recommendation


@dataclass(frozen=True, slots=True)
class Recommended:
    """What one body recommends on one amendment; `modified_by` where it is to be adopted as modified."""

    amendment: int
    body_id: int
    body: str
    advice: Advice
    modified_by: int | None
    reasons: str

    @property
    def words(self) -> str:
        """The advice in a few words: "adopt as modified by AM 12"."""
        return f"{ADVICE[self.advice]}{f' AM {self.modified_by}' if self.modified_by else ''}"


ADVICE = {
    Advice.ADOPT: "adopt",
    Advice.MODIFIED: "adopt as modified by",
    Advice.REJECT: "reject",
    Advice.LEAVE_OPEN: "leave open",
}


def recommendations(amendments: Iterable[int]) -> dict[int, tuple[Recommended, ...]]:
    """What is recommended on these amendments, by number; the bodies in the order of the summit."""
    wanted = select(Recommendation).where(Recommendation.amendment_number.in_(list(amendments)))
    rows = db.session.scalars(
        wanted.options(joinedload(Recommendation.body))
        .order_by(Recommendation.amendment_number, Recommendation.body_id)
        .execution_options(populate_existing=True)
    )
    found: dict[int, tuple[Recommended, ...]] = {}
    for row in rows:
        found[row.amendment_number] = (*found.get(row.amendment_number, ()), _recommended(row))
    return found


def _recommended(row: Recommendation) -> Recommended:
    return Recommended(
        row.amendment_number,
        row.body_id,
        row.body.name,
        Advice(row.advice),
        row.modified_by,
        row.reasons,
    )
