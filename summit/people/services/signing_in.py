"""Signing in by a one-use slip, or by badge number and PIN on a further device."""

import secrets

from sqlalchemy import select, update

from summit.db import clock, db, now, transaction
from summit.domain.codes import typed
from summit.domain.errors import Unacceptable
from summit.events import announce
from summit.people.models import Person, SignIn, Slip
from summit.people.queries import PIN_FAILURES_ALLOWED, own_topic, token_hash
from summit.people.services.pins import hash_pin, is_pin

TOKEN_BYTES = 32


class SignInRefused(Unacceptable):
    """The slip or the PIN does not let anybody in; the message says what to do."""


def redeem_slip(signs: str, pin: str) -> str:
    """Use up a slip, set the person's PIN and answer the new device's token.

    Raises SignInRefused for an unknown, used, replaced or expired slip; Unacceptable for a poor PIN.
    """
    pin_hash = hash_pin(pin)
    return _redeem(token_hash(typed(signs)), pin_hash)


@transaction
def _redeem(code_hash: str, pin_hash: str) -> str:
    """The update is the guard: of two devices with one slip, one gets in."""
    person_id = db.session.scalar(
        update(Slip)
        .where(
            Slip.code_hash == code_hash,
            Slip.used_at.is_(None),
            Slip.revoked_at.is_(None),
            Slip.expires_at > clock(),
        )
        .values(used_at=clock())
        .returning(Slip.person_id)
        .execution_options(synchronize_session=False)
    )
    if person_id is None:
        raise SignInRefused(_why_not(code_hash))
    db.session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(pin_hash=pin_hash, failures=0)
        .execution_options(synchronize_session=False)
    )
    return _start(person_id)


def _why_not(code_hash: str) -> str:
    slip = db.session.scalar(select(Slip).where(Slip.code_hash == code_hash))
    if slip is None:
        return "This code is not known. Look at the slip again: sixteen signs in four groups."
    if slip.used_at is not None:
        return "This slip has been used. Sign in with badge number and PIN, or ask the desk for a new slip."
    if slip.revoked_at is not None:
        return "This slip was replaced by a newer one. Use the newer slip, or ask the desk."
    return "This slip has expired. Ask the desk for a new one."


def sign_in(badge: str, pin: str) -> str:
    """Let a person in on a further device and answer its token.

    An attempt is booked before the PIN is looked at, so that guesses at the same moment are counted too.
    Raises SignInRefused for a wrong badge or PIN (in the same words) and for a locked PIN.
    """
    person_id, pin_hash = _book_attempt(badge.strip().upper())
    if not is_pin(pin_hash, pin.strip()):
        raise SignInRefused("Badge number and PIN do not fit. After five failures only the desk can unlock.")
    return _let_in(person_id)


@transaction
def _book_attempt(badge: str) -> tuple[int, str]:
    row = db.session.execute(
        update(Person)
        .where(Person.badge == badge, Person.failures < PIN_FAILURES_ALLOWED, Person.pin_hash.is_not(None))
        .values(failures=Person.failures + 1)
        .returning(Person.id, Person.pin_hash)
        .execution_options(synchronize_session=False)
    ).first()
    if row is not None:
        return row.id, row.pin_hash
    person = db.session.scalar(select(Person).where(Person.badge == badge))
    if person is not None and person.failures >= PIN_FAILURES_ALLOWED:
        raise SignInRefused("This PIN is locked after five failures. The accreditation desk can unlock it.")
    raise SignInRefused("Badge number and PIN do not fit. Before the first PIN, a slip is needed.")


@transaction
def _let_in(person_id: int) -> str:
    db.session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(failures=0)
        .execution_options(synchronize_session=False)
    )
    return _start(person_id)


def _start(person_id: int) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    db.session.add(SignIn(person_id=person_id, token_hash=token_hash(token)))
    return token


@transaction
def sign_out(token: str) -> None:
    """End this device's sign-in."""
    found = db.session.scalar(select(SignIn).where(SignIn.token_hash == token_hash(token)))
    if found is not None and found.ended_at is None:
        found.ended_at = now()
        tell_ended(found.person_id)


def tell_ended(person_id: int) -> None:
    """Inside a transaction that ends sign-ins or changes what a person may: all workers close their sockets.

    It stands in the log as everything does, so that no worker can miss it.
    """
    announce(own_topic(person_id), "access_changed")
