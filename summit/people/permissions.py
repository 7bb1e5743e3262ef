"""What a person's role and offices allow; the features' own predicates build on these."""

from summit.people.models import Duty, Person, Role

BODY_OFFICERS = (Duty.CHAIR, Duty.SECRETARY)


def is_organiser(person: Person | None) -> bool:
    return person is not None and person.role == Role.ORGANISER


def is_delegate(person: Person | None) -> bool:
    """Delegates, and substitutes: whether one may vote hangs on a seat, not on this."""
    return person is not None and person.role in (Role.DELEGATE, Role.SUBSTITUTE)


def has_duty(person: Person | None, duty: Duty, body_id: int | None = None) -> bool:
    """Whether a person holds this office, in this body or (None) in the summit."""
    return person is not None and any(one.duty == duty and one.body_id == body_id for one in person.offices)


def is_officer_of(person: Person | None, body_id: int) -> bool:
    """Chair and secretary of the body; organisers are officers of every body."""
    return is_organiser(person) or any(has_duty(person, duty, body_id) for duty in BODY_OFFICERS)


def is_officer(person: Person | None) -> bool:
    """Officer of any body: may open the console."""
    in_office = person is not None and any(one.duty in BODY_OFFICERS for one in person.offices)
    return is_organiser(person) or in_office


def is_staff(person: Person | None) -> bool:
    """Officers and the accreditation desk: who may follow what only those who run the summit are told."""
    return is_officer(person) or may_accredit(person)


def may_accredit(person: Person | None) -> bool:
    """Enter people, give them seats, issue slips, unlock a PIN."""
    return is_organiser(person) or has_duty(person, Duty.DESK)


def may_handle(person: Person | None, other: Person) -> bool:
    """Do to this person what the desk does; the desk handles no organiser, or it could become one."""
    return is_organiser(person) or (may_accredit(person) and not is_organiser(other))


def may_seat(person: Person | None, body_id: int) -> bool:
    """Give and free seats of this body, and let a substitute take one: the desk and the body's officers."""
    return may_accredit(person) or is_officer_of(person, body_id)


def may_give_offices(person: Person | None) -> bool:
    """Found bodies and say who chairs, keeps the minutes, translates or counts."""
    return is_organiser(person)


def may_read_everything(person: Person | None) -> bool:
    """Scrutineers read what officers read, ballots excepted, and change nothing."""
    return is_organiser(person) or has_duty(person, Duty.SCRUTINEER)
