"""Who is offered a practice vote: those who hold a seat, until they have answered the offer."""

from sqlalchemy import select

from summit.db import db
from summit.people.models import Person
from summit.voting.models import PracticeAnswered


def is_offered_practice(person: Person | None) -> bool:
    """From the first sign-in on, until it is taken up or put aside."""
    if person is None or not person.seats:
        return False
    answered = select(PracticeAnswered.person_id).where(PracticeAnswered.person_id == person.id)
    return db.session.scalar(answered) is None
