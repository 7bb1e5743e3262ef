"""Annex I: who was accredited, in numbers, and how many took part in each published poll."""

from sqlalchemy import func, select

from summit.db import db
from summit.export.model import Participation, TookPart, Vote
from summit.people.models import Person, Role, Seat


def participation(votes: tuple[Vote, ...]) -> Participation:
    """Counts only: which persons the public record may name is the summit's to say."""
    counted = dict(db.session.execute(select(Person.role, func.count()).group_by(Person.role)).all())
    seats, held = db.session.execute(select(func.count(Seat.id), func.count(Seat.holder_id))).one()
    return Participation(
        accredited=tuple((str(role), counted[role]) for role in Role if role in counted),
        seats=seats,
        held=held,
        polls=tuple(TookPart(one.number, one.entitled, one.received) for one in votes),
    )
