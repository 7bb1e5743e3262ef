"""The order paper of a sitting, line by line, with the times that follow from what each item may take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from summit.agenda.models import AgendaItem, ItemState, Ruling, Sitting
from summit.agenda.queries.notices import rulings_on
from summit.agenda.queries.presence import assemblies
from summit.domain.quorum import QuorumStanding, quorum_standing


@dataclass(frozen=True, slots=True)
class Line:
    """A point on the order paper; `expected_at` is None once an item before does not say what it takes."""

    number: int
    item: AgendaItem
    expected_at: datetime | None
    rulings: tuple[Ruling, ...]

    @property
    def at(self) -> datetime | None:
        """When it was taken up, else when it is expected."""
        return self.item.taken_up_at or self.expected_at


@dataclass(frozen=True, slots=True)
class Paper:
    """A sitting as its order paper shows it."""

    sitting: Sitting
    lines: tuple[Line, ...]
    rulings: tuple[Ruling, ...]
    quorum: QuorumStanding


def papers(sittings: Sequence[Sitting]) -> list[Paper]:
    """The order papers of these sittings, in the order given; `rulings` are those on no item."""
    present = assemblies(sittings)
    given = rulings_on({one.body_id for one in sittings})
    return [
        Paper(
            one,
            tuple(_lines(one, given)),
            tuple(ruling for ruling in given if ruling.item_id is None and _is_of(ruling, one)),
            quorum_standing(present[one.id], one.body.quorum, one.body.quorum_counts_remote),
        )
        for one in sittings
    ]


def _is_of(ruling: Ruling, sitting: Sitting) -> bool:
    """A ruling on no item stands under the sitting during which it was given."""
    if ruling.body_id != sitting.body_id or sitting.opened_at is None:
        return False
    return sitting.opened_at <= ruling.made_at and (
        sitting.closed_at is None or ruling.made_at <= sitting.closed_at
    )


def _lines(sitting: Sitting, given: Sequence[Ruling]) -> list[Line]:
    lines: list[Line] = []
    expected: datetime | None = sitting.starts_at
    for number, one in enumerate(sitting.items, 1):
        mine = tuple(ruling for ruling in given if ruling.item_id == one.id)
        lines.append(Line(number, one, None if one.state == ItemState.DEFERRED else expected, mine))
        expected = _expected_after(one, expected)
    return lines


def _expected_after(one: AgendaItem, expected: datetime | None) -> datetime | None:
    """When the next item is expected: what has happened counts before what was planned."""
    if one.state == ItemState.DEFERRED:
        return expected
    if one.state == ItemState.DONE:
        return one.ended_at
    begins = one.taken_up_at or expected
    return begins + timedelta(minutes=one.minutes) if begins and one.minutes else None
