"""Presence, told as throttled figures: how many are there, never who."""

from sqlalchemy import or_, update

from summit.agenda.models import RUNNING, Sitting, SittingState
from summit.agenda.queries import assemblies, sittings
from summit.agenda.services.steps import body_topic
from summit.db import db, transaction
from summit.domain.quorum import Assembly, quorum_standing
from summit.events import announce

WATCHED = (*RUNNING, SittingState.PLANNED)


def announce_presence() -> int:
    """Tell the figures of each sitting where they have changed; answers how many sittings were told."""
    watched = sittings(states=WATCHED)
    present = assemblies(watched)
    changed = [(one.id, present[one.id]) for one in watched if _told(one) != _figures(present[one.id])]
    db.session.rollback()
    return sum(_tell(sitting_id, found) for sitting_id, found in changed)


def _told(one: Sitting) -> tuple[int, int, int]:
    return one.told_room, one.told_remote, one.told_others


def _figures(found: Assembly) -> tuple[int, int, int]:
    return found.room, found.remote, found.others


@transaction
def _tell(sitting_id: int, found: Assembly) -> bool:
    """One conditional write, so that of two workers one tells."""
    room, remote, others = _figures(found)
    differs = or_(Sitting.told_room != room, Sitting.told_remote != remote, Sitting.told_others != others)
    moved = db.session.execute(
        update(Sitting)
        .where(Sitting.id == sitting_id, differs)
        .values(told_room=room, told_remote=remote, told_others=others)
        .returning(Sitting.body_id)
        .execution_options(synchronize_session=False)
    ).first()
    if moved is None:
        return False
    one = db.session.get_one(Sitting, sitting_id, populate_existing=True)
    quorum = quorum_standing(found, one.body.quorum, one.body.quorum_counts_remote)
    announce(
        body_topic(one.body_id),
        "presence_changed",
        sitting=sitting_id,
        body=one.body_id,
        seats=found.seats,
        room=room,
        remote=remote,
        others=others,
        needed=quorum.needed,
        is_quorate=quorum.is_met,
    )
    return True
