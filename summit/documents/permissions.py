"""Who may import texts, propose amendments and take them back."""

from summit.documents.models import PENDING, Amendment, Document
from summit.people.models import Person
from summit.people.permissions import is_delegate, is_officer_of, is_organiser
from summit.people.queries import plenary


def may_import(person: Person | None) -> bool:
    return is_organiser(person)


def may_propose(person: Person | None) -> bool:
    """Delegates amend; the chair stays out of the text."""
    return is_delegate(person)


def may_withdraw(person: Person | None, amendment: Amendment) -> bool:
    """The proposer, as long as nothing has been decided about the amendment and no poll is under way."""
    is_proposer = person is not None and amendment.proposer_id == person.id
    return is_proposer and amendment.state in PENDING and amendment.poll_number is None


def may_rule(person: Person | None, document: Document) -> bool:
    """Chair and secretary of the body that has the text before it, else of the plenary, and organisers."""
    body = document.body_id or getattr(plenary(), "id", None)
    return is_organiser(person) if body is None else is_officer_of(person, body)
