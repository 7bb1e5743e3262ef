"""A person wants e-mail, confirms the address by a link, and wants no more: nobody else decides it."""

from datetime import timedelta

from sqlalchemy import delete, func, select

from summit.db import clock, db, now, transaction
from summit.domain.badges import faults_of_email
from summit.domain.errors import NotFound, Refusal, Unacceptable
from summit.mail.models import LetterKind, LetterState, MailAddress, MailLetter
from summit.mail.queries import digest_of
from summit.people.queries import person

LINKS_A_DAY = 5


@transaction
def want_mail(actor_id: int, address: str, language: str) -> bool:
    """Get e-mail at this address, in this language, once it is confirmed; whether a link goes there for it.

    Only the language changes where the address is confirmed already. Raises NotFound, Unacceptable for
    what is no address, Refusal when too many links were sent in a day.
    """
    if person(actor_id) is None:
        raise NotFound("You are not accredited any more.")
    if not address:
        raise Unacceptable("Type your e-mail address.")
    if faults := faults_of_email(address):
        raise Unacceptable(" ".join(faults))
    row = db.session.get(MailAddress, actor_id, with_for_update=True)
    if row is not None and row.address == address and row.confirmed_at is not None:
        row.language = language
        return False
    number = _links(actor_id)
    if row is None:
        row = MailAddress(person_id=actor_id)
        db.session.add(row)
    row.address, row.language, row.confirmed_at = address, language, None
    _drop_waiting(actor_id)
    db.session.add(MailLetter(person_id=actor_id, kind=LetterKind.CONFIRM, number=number + 1))
    return True


def _links(person_id: int) -> int:
    """How many links were sent to them. Raises Refusal: nobody fills another's mailbox by this."""
    links = select(func.count()).where(
        MailLetter.person_id == person_id, MailLetter.kind == LetterKind.CONFIRM
    )
    lately = db.session.scalar(links.where(MailLetter.written_at > now() - timedelta(days=1))) or 0
    if lately >= LINKS_A_DAY:
        raise Refusal("Five links were sent within a day. Look for them, or try again tomorrow.")
    return db.session.scalar(links) or 0


@transaction
def confirm_mail(person_id: int, digest: str) -> None:
    """The address is read by who wanted it. Raises NotFound where another is wanted by now."""
    row = db.session.get(MailAddress, person_id, with_for_update=True)
    if row is None or digest_of(row.address) != digest:
        raise NotFound("This link is for an address that is not wanted any more.")
    if row.confirmed_at is None:
        row.confirmed_at = now()


@transaction
def end_mail(person_id: int, digest: str | None = None) -> bool:
    """No more e-mail, and the address is forgotten; whether there was one. What waits is not sent.

    By a link of a letter (`digest`) only the address of that letter ends.
    """
    row = db.session.get(MailAddress, person_id, with_for_update=True)
    if row is None or (digest is not None and digest_of(row.address) != digest):
        return False
    db.session.delete(row)
    _drop_waiting(person_id)
    return True


def _drop_waiting(person_id: int) -> None:
    """Personal links go to the address that the desk entered, and stay."""
    gone = delete(MailLetter).where(
        MailLetter.person_id == person_id,
        MailLetter.state == LetterState.WAITING,
        MailLetter.kind.in_((LetterKind.POLL_OPENED, LetterKind.DECIDED)),
    )
    db.session.execute(gone.execution_options(synchronize_session=False))
    kept = (MailLetter.kind == LetterKind.CONFIRM, MailLetter.state == LetterState.WAITING)
    dropped = select(MailLetter).where(MailLetter.person_id == person_id, *kept)
    for one in db.session.scalars(dropped):
        one.state, one.claimed_at = LetterState.NEEDLESS, db.session.scalar(select(clock()))
