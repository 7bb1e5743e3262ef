"""Annex I: who was accredited, who was present at the sittings, how many took part in each published poll."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select

from summit.agenda.models import Presence, Sitting
from summit.db import db
from summit.export.composing.acts import Acts
from summit.export.model import BodyBase, ListChange, Participation, TookPart, Turn, Vote
from summit.export.wording import vote
from summit.people.models import Attendance, Body, Person, Role, Seat
from summit.people.queries import public_name
from summit.record import RecordEntry

TURNS = {
    "sitting_opened": "opened",
    "sitting_suspended": "suspended",
    "sitting_resumed": "resumed",
    "sitting_closed": "closed",
    "sitting_reopened": "opened again",
}
BEGINNINGS = ("sitting_opened", "poll_opened")


def participation(votes: tuple[Vote, ...], acts: Acts) -> Participation:
    """Figures, and who came upon the list or left it later, as the public record may name them."""
    counted = dict(db.session.execute(select(Person.role, func.count()).group_by(Person.role)).all())
    seats, held = db.session.execute(select(func.count(Seat.id), func.count(Seat.holder_id))).one()
    remote = select(func.count()).select_from(Person).where(Person.attends == Attendance.REMOTE)
    return Participation(
        accredited=tuple((str(role), counted[role]) for role in Role if role in counted),
        seats=seats,
        held=held,
        polls=tuple(TookPart(one.number, one.entitled, one.received, one.present) for one in votes),
        remote=db.session.scalar(remote) or 0,
        bodies=_bodies(),
        turns=_turns(acts),
        changes=_changes(acts),
    )


def _bodies() -> tuple[BodyBase, ...]:
    rows = db.session.execute(
        select(Body, func.count(Seat.id), func.count(Seat.holder_id))
        .outerjoin(Seat, Seat.body_id == Body.id)
        .group_by(Body.id)
        .order_by(Body.position, Body.id)
    )
    return tuple(
        BodyBase(body.name, seats, held, body.quorum, body.quorum_counts_remote)
        for body, seats, held in rows.all()
    )


def _turns(acts: Acts) -> tuple[Turn, ...]:
    """As the record has it from each moment, whoever has come or gone since."""
    sittings = {one.id: one for one in db.session.scalars(select(Sitting))}
    found = [(entry, sittings.get(entry.payload["sitting"])) for entry in acts.of_kinds(*TURNS)]
    ever = _ever_there()
    turns = [_turn(entry, one, acts) for entry, one in found if one is not None]
    for one in sittings.values():
        if there := ever.get(one.id):
            room, remote = there.get(Attendance.ROOM, 0), there.get(Attendance.REMOTE, 0)
            turns.append(Turn(one.body.name, one.title, "at any time", None, None, room, remote, None))
    return tuple(sorted(turns, key=lambda one: (one.body, one.sitting)))


def _ever_there() -> dict[int, dict[str, int]]:
    """By sitting and mode: who holds or owns a seat of its body; a scan that was undone counts for none."""
    seated = (Seat.holder_id == Presence.person_id) | (Seat.owner_id == Presence.person_id)
    rows = db.session.execute(
        select(Presence.sitting_id, Presence.mode, func.count(Presence.person_id.distinct()))
        .join(Sitting, Sitting.id == Presence.sitting_id)
        .join(Seat, seated & (Seat.body_id == Sitting.body_id))
        .where(Presence.left_at.is_(None) | (Presence.left_at != Presence.arrived_at))
        .group_by(Presence.sitting_id, Presence.mode)
    )
    found: dict[int, dict[str, int]] = {}
    for sitting, mode, number in rows:
        found.setdefault(sitting, {})[str(mode)] = number
    return found


def _turn(entry: RecordEntry, sitting: Sitting, acts: Acts) -> Turn:
    kept = entry.payload
    return Turn(
        body=sitting.body.name,
        sitting=sitting.title,
        did=TURNS[entry.kind],
        at=acts.surely(entry.at),
        seats=kept.get("seats"),
        room=kept.get("room", 0),
        remote=kept.get("remote", 0),
        is_quorate=kept.get("is_quorate"),
    )


def _changes(acts: Acts) -> tuple[ListChange, ...]:
    """From the first sitting or poll on: what was done before it is how the list was made."""
    began = min((entry.seq for entry in acts.of_kinds(*BEGINNINGS)), default=None)
    if began is None:
        return ()
    told = _Told()
    return tuple(
        ListChange(acts.surely(entry.at), _SENTENCES[entry.kind](entry.payload, told))
        for entry in acts.of_kinds(*_SENTENCES)
        if entry.seq > began
    )


class _Told:
    """How the public record calls people and bodies."""

    def __init__(self) -> None:
        self._people = {one.badge: one for one in db.session.scalars(select(Person))}
        self._bodies = {one.id: one.name for one in db.session.scalars(select(Body))}

    def by_badge(self, badge: str | None) -> str:
        person = self._people.get(badge or "")
        return public_name(person) if person else "nobody"

    def seat(self, kept: Mapping[str, Any]) -> str:
        return f"seat {kept['seat']} of {self._bodies.get(kept['body'], 'a body')}"


def _passed(kept: Mapping[str, Any], told: _Told) -> str:
    before, after = told.by_badge(kept["held_before"]), told.by_badge(kept["badge"])
    return f"{told.seat(kept)} passed from {before} to {after}"


_SENTENCES: dict[str, Callable[[Mapping[str, Any], _Told], str]] = {
    "person_accredited": lambda kept, told: f"{told.by_badge(kept['badge'])} accredited as {kept['role']}",
    "person_withdrawn": lambda kept, told: f"{told.by_badge(kept['badge'])} withdrawn",
    "person_readmitted": lambda kept, told: f"{told.by_badge(kept['badge'])} admitted again",
    "seat_given": lambda kept, told: f"{told.seat(kept)} given to {told.by_badge(kept['badge'])}",
    "seat_freed": lambda kept, told: f"{told.seat(kept)} given up by {told.by_badge(kept['badge'])}",
    "seat_taken": _passed,
    "seat_returned": _passed,
    "roll_changed": lambda kept, told: f"roll of {vote(kept['poll'])} changed at seat {kept['seat']}",
}
