"""Signing in by a one-use slip or link, or by badge number and PIN on a further device."""

import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, update

from summit.db import clock, db, now, transaction
from summit.domain.codes import typed
from summit.domain.errors import Unacceptable
from summit.events import announce
from summit.people import queries
from summit.people.models import Person, SignIn, Slip, Way
from summit.people.queries import PIN_FAILURES_ALLOWED, own_topic, token_hash
from summit.people.services.desk import STAFF
from summit.people.services.ending import tell_ended
from summit.people.services.pins import check_pin, hash_pin, is_pin

TOKEN_BYTES = 32
LONGEST_DEVICE = 120
UNKNOWN = "Badge number and PIN do not fit. After five wrong PINs no new device is let in."
LOCKED = (
    "After five wrong PINs no new device is let in. On a device where you are signed in, open “Your devices” "
    "and allow new ones; or ask the accreditation desk."
)
PRESSED = (
    "Many wrong PINs come from your network just now. Use a slip, or a device on which you were signed in "
    "before; or ask the accreditation desk."
)


class SignInRefused(Unacceptable):
    """The slip or the PIN does not let anybody in; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Device:
    """What a device keeps to be known again (a random key of ours), and what it says of itself."""

    key: str = ""
    words: str = ""

    @property
    def key_hash(self) -> str | None:
        return token_hash(self.key) if self.key else None


ANY_DEVICE = Device()


def redeem_slip(signs: str, pin: str, device: Device = ANY_DEVICE) -> str:
    """Use up a slip or link, set the person's PIN and answer the new sign-in's token.

    Raises SignInRefused for an unknown, used, replaced or expired slip; Unacceptable for a poor PIN.
    """
    check_pin(pin)
    code_hash = token_hash(typed(signs))
    if queries.open_slip(code_hash) is None:  # nobody makes the server work hard with a code of no worth
        raise SignInRefused(_why_not(code_hash))
    return _redeem(code_hash, hash_pin(pin), device)


@transaction
def _redeem(code_hash: str, pin_hash: str, device: Device) -> str:
    """The update is the guard: of two devices with one slip, one gets in."""
    slip = db.session.execute(
        update(Slip)
        .where(
            Slip.code_hash == code_hash,
            Slip.used_at.is_(None),
            Slip.revoked_at.is_(None),
            Slip.expires_at > clock(),
        )
        .values(used_at=clock())
        .returning(Slip.person_id, Slip.way)
        .execution_options(synchronize_session=False)
    ).first()
    if slip is None:
        raise SignInRefused(_why_not(code_hash))
    _set(Person.id == slip.person_id, pin_hash=pin_hash, failures=0)
    return _start(slip.person_id, Way(slip.way), device)


def _why_not(code_hash: str) -> str:
    slip = db.session.scalar(select(Slip).where(Slip.code_hash == code_hash))
    if slip is None:
        return "This code is not known. Look at the slip again: sixteen signs in four groups."
    what = "personal link" if slip.way == Way.LINK else "slip"
    if slip.used_at is not None:
        return (
            f"This {what} has been used. Sign in with badge number and PIN, or ask the desk for a new slip."
        )
    if slip.revoked_at is not None:
        return f"This {what} was replaced or withdrawn. Use the newer one, or ask the desk."
    return f"This {what} has expired. Ask the desk for a new one."


def sign_in(badge: str, pin: str, device: Device = ANY_DEVICE, is_pressed: bool = False) -> str:
    """Let a person in on a further device and answer the new sign-in's token.

    An attempt is booked before the PIN is looked at, so that guesses at the same moment are counted too:
    against the device, where this person was signed in before, and against the person on any other. Five
    failures there keep new devices out, and no known one; while an address is `is_pressed` by guessing, one
    does. Raises SignInRefused for a wrong badge or PIN (in the same words), and where no more may be tried.
    """
    person = queries.person_by_badge(badge)
    if person is None or person.pin_hash is None:
        raise SignInRefused(UNKNOWN)
    known = queries.known_device(person.id, device.key_hash)
    attempt = _book(person.id, known.id if known else None, 1 if is_pressed else PIN_FAILURES_ALLOWED)
    if not is_pin(attempt.pin_hash, pin.strip()):
        _tell_failure(person.id, attempt)
        raise SignInRefused(UNKNOWN)
    return _let_in(person.id, attempt, device)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A booked attempt: against which known device (or none), which failure it would be."""

    pin_hash: str
    known_id: int | None
    failures: int


def _book(person_id: int, known_id: int | None, allowed: int) -> Attempt:
    """A refusal is read before anything is written: hammering at a locked badge keeps no writer waiting."""
    person = db.session.get(Person, person_id, populate_existing=True)
    if known_id is None and person is not None and person.failures >= allowed:
        raise SignInRefused(LOCKED if person.failures >= PIN_FAILURES_ALLOWED else PRESSED)
    return _booked(person_id, known_id, allowed)


@transaction
def _booked(person_id: int, known_id: int | None, allowed: int) -> Attempt:
    table = Person if known_id is None else SignIn
    own = Person.id == person_id if known_id is None else SignIn.id == known_id
    most = allowed if known_id is None else PIN_FAILURES_ALLOWED
    failures = db.session.scalar(
        update(table)
        .where(own, table.failures < most)
        .values(failures=table.failures + 1)
        .returning(table.failures)
        .execution_options(synchronize_session=False)
    )
    pin_hash = db.session.scalar(select(Person.pin_hash).where(Person.id == person_id))
    if failures is None or pin_hash is None:
        raise SignInRefused(LOCKED)
    return Attempt(pin_hash, known_id, failures)


@transaction
def _tell_failure(person_id: int, attempt: Attempt) -> None:
    """The last failure closes the door to new devices: the person's other devices and the desk see it."""
    if attempt.known_id is None and attempt.failures == PIN_FAILURES_ALLOWED:
        announce(own_topic(person_id), "pin_locked")
        announce(STAFF, "people_changed")


@transaction
def _let_in(person_id: int, attempt: Attempt, device: Device) -> str:
    """Proved again with the PIN that was looked at: it may have been ended in the meantime."""
    unchanged = (Person.id == person_id, Person.pin_hash == attempt.pin_hash)
    if db.session.scalar(select(Person.id).where(*unchanged).with_for_update()) is None:
        raise SignInRefused(UNKNOWN)
    if attempt.known_id is None:
        _set(Person.id == person_id, failures=0)
    return _start(person_id, Way.PIN, device)


def _set(own: ColumnElement[bool], **values: object) -> None:
    db.session.execute(
        update(Person).where(own).values(**values).execution_options(synchronize_session=False)
    )


def _start(person_id: int, way: Way, device: Device) -> str:
    """A sign-in takes the place of an earlier one on the same device."""
    if device.key_hash is not None:
        same = (SignIn.person_id == person_id, SignIn.device_hash == device.key_hash)
        earlier = update(SignIn).where(*same).execution_options(synchronize_session=False)
        db.session.execute(earlier.where(SignIn.ended_at.is_(None)).values(ended_at=clock()))
        db.session.execute(earlier.values(failures=0))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = SignIn(
        person_id=person_id,
        token_hash=token_hash(token),
        way=way,
        device=device.words[:LONGEST_DEVICE],
        device_hash=device.key_hash,
    )
    db.session.add(row)
    db.session.flush()
    announce(own_topic(person_id), "signed_in", sign_in=row.id)
    announce(STAFF, "signed_in", sign_in=row.id)
    return token


@transaction
def sign_out(token: str) -> None:
    """End this device's sign-in; the device is known again the next time."""
    found = db.session.scalar(select(SignIn).where(SignIn.token_hash == token_hash(token)))
    if found is not None and found.ended_at is None:
        found.ended_at = now()
        tell_ended(found.person_id)
