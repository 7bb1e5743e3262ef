"""The devices on which a person is signed in: look after one's own, and end them at the desk."""

from sqlalchemy import ColumnElement, select, update

from summit.db import clock, db, transaction
from summit.domain.errors import NotFound, Refusal
from summit.people import queries
from summit.people.models import Person, SignIn, Way
from summit.people.queries import token_hash
from summit.people.services.desk import announce_people, handled
from summit.people.services.ending import tell_ended
from summit.record import keep


@transaction
def end_sign_in(actor_id: int, number: int) -> None:
    """End one sign-in, of one's own or at the desk; its device is a stranger from now on.

    Raises NotFound for one that is nobody's business here, or ended.
    """
    row = _running(number)
    if row is not None and row.person_id != actor_id:
        handled(actor_id, row.person.badge)
        keep("sign_in_ended", badge=row.person.badge, by=actor_id)
        announce_people()
    if row is None:
        raise NotFound("This sign-in has ended already.")
    _forget(row.person_id, SignIn.id == row.id)
    if row.device_hash is not None:
        _forget(row.person_id, SignIn.device_hash == row.device_hash)


@transaction
def end_other_sign_ins(actor_id: int, token: str) -> None:
    """End every sign-in of one's own but this device's; the other devices are strangers from now on."""
    own = _own(actor_id, token)
    _forget(actor_id, SignIn.id != own.id)


def _forget(person_id: int, which: ColumnElement[bool]) -> None:
    """End what runs of these sign-ins, and trust their devices no more."""
    these = update(SignIn).where(SignIn.person_id == person_id, which)
    these = these.execution_options(synchronize_session=False)
    db.session.execute(these.where(SignIn.ended_at.is_(None)).values(ended_at=clock()))
    db.session.execute(these.values(is_known=False))
    tell_ended(person_id)


@transaction
def notice_sign_in(actor_id: int, token: str, number: int) -> None:
    """Say that one knows of a new sign-in: "That was me".

    Only a device that was known before it, or was let in by slip or link, may say so: whoever guesses a PIN
    must not be able to hush their own coming. Raises NotFound, Refusal.
    """
    own, row = _own(actor_id, token), _running(number)
    if row is None or row.person_id != actor_id:
        raise NotFound("This sign-in has ended already.")
    if not may_notice(own, row, queries.first_on_device(own)):
        raise Refusal("Say so on the device that was signed in before.")
    row.noticed_at = db.session.scalar(select(clock()))


def may_notice(own: SignIn, other: SignIn, first: int) -> bool:
    """Whether one device's word counts about another; `first` numbers the first sign-in on the one."""
    return own.id != other.id and (first < other.id or own.way in (Way.SLIP, Way.LINK))


def is_news(own: SignIn, other: SignIn) -> bool:
    """Whether one device shows another's sign-in: it came later, or by PIN while none was there to see it."""
    return own.id != other.id and other.noticed_at is None and (own.id < other.id or other.way == Way.PIN)


@transaction
def allow_new_devices(actor_id: int) -> None:
    """Let oneself try the PIN on new devices again after five wrong ones: a running sign-in proves more."""
    person = queries.person(actor_id)
    if person is None:
        raise NotFound("You are not accredited any more.")
    db.session.execute(update(Person).where(Person.id == actor_id).values(failures=0))
    keep("pin_unlocked", badge=person.badge, by=actor_id)
    announce_people()


@transaction
def unlock(actor_id: int | None, badge: str) -> None:
    """Let a person try their PIN on new devices again after five failures. Raises NotAllowed, NotFound."""
    person = handled(actor_id, badge)
    person.failures = 0
    keep("pin_unlocked", badge=person.badge, by=actor_id)
    announce_people()


def _own(actor_id: int, token: str) -> SignIn:
    row = db.session.scalar(
        select(SignIn).where(
            SignIn.token_hash == token_hash(token), SignIn.person_id == actor_id, SignIn.ended_at.is_(None)
        )
    )
    if row is None:
        raise NotFound("You are not signed in any more.")
    return row


def _running(number: int) -> SignIn | None:
    row = db.session.get(SignIn, number, populate_existing=True)
    return None if row is None or row.ended_at is not None else row
