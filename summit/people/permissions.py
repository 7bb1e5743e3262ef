"""What a person's role allows; the features' own predicates build on these."""

from summit.people.models import Person, Role


def is_organiser(person: Person | None) -> bool:
    return person is not None and person.role == Role.ORGANISER


def is_delegate(person: Person | None) -> bool:
    return person is not None and person.role == Role.DELEGATE


def may_accredit(person: Person | None) -> bool:
    """Enter people, give them seats, issue slips, unlock a PIN."""
    return is_organiser(person)
