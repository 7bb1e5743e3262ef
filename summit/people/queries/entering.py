"""Ways in: codes, running sign-ins, who waits for a way in."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from summit.db import clock, db
from summit.domain.badges import written_badge
from summit.people.models import Attendance, Person, Role, SignIn, Slip
from summit.people.queries.persons import in_order

PIN_FAILURES_ALLOWED = 5


def signed_in(token: str) -> SignIn | None:
    """The running sign-in that belongs to a device's token, with its person."""
    return db.session.scalar(_SIGNED_IN, {"the_token": token_hash(token)})


_SIGNED_IN = (
    select(SignIn)
    .join(SignIn.person)
    .where(
        SignIn.token_hash == bindparam("the_token"), SignIn.ended_at.is_(None), Person.withdrawn_at.is_(None)
    )
    .options(contains_eager(SignIn.person))
)
"""Built once: every request begins with it."""


def any_from_afar() -> bool:
    """Whether anybody is accredited as taking part from afar."""
    return (
        db.session.scalar(select(Person.id).where(Person.attends == Attendance.REMOTE).limit(1)) is not None
    )


def known_device(person_id: int, device_hash: str | None) -> SignIn | None:
    """The latest sign-in of this person on this device, if it is trusted and has wrong PINs to spare."""
    if device_hash is None:
        return None
    latest = select(SignIn).where(SignIn.person_id == person_id, SignIn.device_hash == device_hash)
    found = db.session.scalar(latest.order_by(SignIn.id.desc()).limit(1))
    return found if found and found.is_known and found.failures < PIN_FAILURES_ALLOWED else None


def first_on_device(sign_in: SignIn) -> int:
    """The number of this person's first sign-in on this device since it is trusted."""
    same = (SignIn.person_id == sign_in.person_id, SignIn.device_hash == sign_in.device_hash, SignIn.is_known)
    return db.session.scalar(select(func.min(SignIn.id)).where(*same)) or sign_in.id


def running_sign_ins(person_id: int) -> list[SignIn]:
    """On which devices this person is signed in, the latest first."""
    return list(db.session.scalars(_RUNNING, {"the_person": person_id}))


_RUNNING = (
    select(SignIn)
    .where(SignIn.person_id == bindparam("the_person"), SignIn.ended_at.is_(None))
    .order_by(SignIn.id.desc())
)


def latest_sign_ins(most: int = 100, badge: str = "") -> list[SignIn]:
    """Who has signed in lately, the latest first; of one badge where that is asked for."""
    latest = select(SignIn).join(SignIn.person).options(contains_eager(SignIn.person))
    if badge:
        latest = latest.where(Person.badge == written_badge(badge))
    return list(db.session.scalars(latest.order_by(SignIn.id.desc()).limit(most)))


def open_slip(code_hash: str) -> Slip | None:
    """The slip or link with this code, if it can be used now; a courtesy, for its use proves it again."""
    return db.session.scalar(
        select(Slip).where(
            Slip.code_hash == code_hash,
            Slip.used_at.is_(None),
            Slip.revoked_at.is_(None),
            Slip.expires_at > clock(),
        )
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
    attends: Attendance
    email: str
    delegation: str


def without_pin() -> list[Awaiting]:
    """Everybody who has no PIN yet, by badge."""
    slips = select(Slip.person_id).where(
        Slip.used_at.is_(None), Slip.revoked_at.is_(None), Slip.expires_at > clock()
    )
    running = select(SignIn.person_id).where(SignIn.ended_at.is_(None))
    ways_in = set(db.session.scalars(slips)) | set(db.session.scalars(running))
    waiting = select(Person).where(Person.pin_hash.is_(None), Person.withdrawn_at.is_(None))
    people = db.session.scalars(
        waiting.options(joinedload(Person.delegation)).order_by(*in_order(Person.badge))
    )
    return [
        Awaiting(
            one.badge,
            one.name,
            Role(one.role),
            one.id in ways_in,
            Attendance(one.attends),
            one.email or "",
            one.delegation.name if one.delegation else "",
        )
        for one in people
    ]
