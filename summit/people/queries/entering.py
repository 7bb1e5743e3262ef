"""Ways in: codes, running sign-ins, who waits for a way in."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from summit.db import clock, db
from summit.people.models import Person, Role, SignIn, Slip

PIN_FAILURES_ALLOWED = 5


def signed_in(token: str) -> SignIn | None:
    """The running sign-in that belongs to a device's token, with its person."""
    return db.session.scalar(
        select(SignIn)
        .where(SignIn.token_hash == token_hash(token), SignIn.ended_at.is_(None))
        .options(joinedload(SignIn.person))
    )


def token_hash(token: str) -> str:
    """What is stored of a code or token: its SHA-256; a random 80 bits or more needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Somebody without a PIN; `has_way_in` if an unused slip or a sign-in would end by a new one."""

    badge: str
    name: str
    role: Role
    has_way_in: bool


def without_pin() -> list[Awaiting]:
    """Everybody who has no PIN yet, by badge."""
    slips = select(Slip.person_id).where(
        Slip.used_at.is_(None), Slip.revoked_at.is_(None), Slip.expires_at > clock()
    )
    running = select(SignIn.person_id).where(SignIn.ended_at.is_(None))
    ways_in = set(db.session.scalars(slips)) | set(db.session.scalars(running))
    people = db.session.scalars(select(Person).where(Person.pin_hash.is_(None)).order_by(Person.badge))
    return [Awaiting(one.badge, one.name, Role(one.role), one.id in ways_in) for one in people]
