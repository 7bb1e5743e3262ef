"""What each body has before it now and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from summit.agenda.models import RUNNING, AgendaItem, Floor, ItemState, Sitting, SittingState
from summit.agenda.queries.presence import assemblies
from summit.agenda.queries.sittings import sittings
from summit.db import db
from summit.domain.quorum import Assembly, QuorumStanding, quorum_standing
from summit.people.models import Body, Person
from summit.people.queries import bodies, body


@dataclass(frozen=True, slots=True)
class OnFloor:
    """A body now. `sitting` has begun and not ended; `item` is taken up; `following` is the next that waits.

    Without a running sitting `coming` is the next one that is planned, with its first item in `following`.
    `shown_*` is what the projector is told to show instead of what follows from the rest.
    """

    body: Body
    sitting: Sitting | None = None
    item: AgendaItem | None = None
    following: AgendaItem | None = None
    coming: Sitting | None = None
    driver: Person | None = None
    quorum: QuorumStanding | None = None
    shown_kind: str | None = None
    shown_key: str | None = None
    shown_step: int | None = None

    @property
    def is_sitting(self) -> bool:
        return self.sitting is not None and self.sitting.state == SittingState.OPEN


def floor_of(body_id: int) -> OnFloor:
    """What this body has before it now and what comes next. Raises NotFound."""
    return _on_floors([body(body_id)])[0]


def floors() -> list[OnFloor]:
    """The same for every body, in the summit's order."""
    return _on_floors(bodies())


def _on_floors(wanted: Sequence[Body]) -> list[OnFloor]:
    rows = {
        row.body_id: row
        for row in db.session.scalars(
            select(Floor)
            .where(Floor.body_id.in_([one.id for one in wanted]))
            .options(joinedload(Floor.driver))
            .execution_options(populate_existing=True)
        )
    }
    only = wanted[0].id if len(wanted) == 1 else None
    known = sittings(only, (*RUNNING, SittingState.PLANNED))
    present = assemblies([one for one in known if one.state in RUNNING])
    return [_on_floor(one, rows.get(one.id, Floor()), known, present) for one in wanted]


def _on_floor(one: Body, row: Floor, known: Sequence[Sitting], present: dict[int, Assembly]) -> OnFloor:
    mine = [sitting for sitting in known if sitting.body_id == one.id]
    running = next((sitting for sitting in mine if sitting.state in RUNNING), None)
    coming = next((sitting for sitting in mine if sitting.state == SittingState.PLANNED), None)
    return OnFloor(
        body=one,
        sitting=running,
        item=_first(running, ItemState.CURRENT),
        following=_first(running or coming, ItemState.PLANNED),
        coming=coming,
        driver=row.driver,
        quorum=None
        if running is None
        else quorum_standing(present[running.id], one.quorum, one.quorum_counts_remote),
        shown_kind=row.shown_kind,
        shown_key=row.shown_key,
        shown_step=row.shown_step,
    )


def _first(sitting: Sitting | None, state: ItemState) -> AgendaItem | None:
    items = sitting.items if sitting is not None else []
    return next((one for one in items if one.state == state), None)
