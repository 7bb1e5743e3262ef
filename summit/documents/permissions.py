"""Who may import texts, propose amendments and take them back, and translate."""

from summit.documents.models import (
    PENDING,
    SHOWN,
    Amendment,
    AmendmentState,
    Document,
    DocumentState,
    Translation,
)
from summit.people.models import Duty, Person
from summit.people.permissions import has_duty, is_delegate, is_officer_of, is_organiser
from summit.people.queries import plenary


def may_import(person: Person | None) -> bool:
    return is_organiser(person)


def may_propose(person: Person | None) -> bool:
    """Delegates amend; the chair stays out of the text."""
    return is_delegate(person)


def is_amendable(document: Document) -> bool:
    """Whether a text takes amendments: before its body, and not put as a whole."""
    return document.state == DocumentState.BEFORE and document.poll_number is None


def may_compose(person: Person | None) -> bool:
    """Make a compromise from several amendments: delegates, and whoever reports for a body or the summit."""
    return is_delegate(person) or (
        person is not None and any(one.duty == Duty.RAPPORTEUR for one in person.offices)
    )


def may_write(person: Person | None) -> bool:
    """Write an amendment of either kind, and keep drafts."""
    return may_propose(person) or may_compose(person)


def may_withdraw(person: Person | None, amendment: Amendment) -> bool:
    """The proposer, as long as nothing has been decided about the amendment and no poll is under way."""
    is_proposer = person is not None and amendment.proposer_id == person.id
    return is_proposer and amendment.state in PENDING and amendment.poll_number is None


def may_second(person: Person | None, amendment: Amendment) -> bool:
    """Delegates, but nobody their own amendment."""
    return is_delegate(person) and person is not None and amendment.proposer_id != person.id


def may_take_over(person: Person | None, amendment: Amendment) -> bool:
    """Any delegate, also who withdrew it."""
    return is_delegate(person) and amendment.state == AmendmentState.WITHDRAWN


def may_set_seconders(person: Person | None) -> bool:
    """Organisers, chair and secretary of the plenary."""
    found = plenary()
    return is_organiser(person) if found is None else is_officer_of(person, found.id)


def may_correct(person: Person | None, document: Document) -> bool:
    """Enter an editorial correction, or take one back: officers of the body that has the text before it."""
    return may_rule(person, document)


def may_rule(person: Person | None, document: Document) -> bool:
    """Chair and secretary of the body that has the text before it, else of the plenary, and organisers."""
    body = document.body_id or getattr(plenary(), "id", None)
    return is_organiser(person) if body is None else is_officer_of(person, body)


def may_bring_before(person: Person | None, document: Document) -> bool:
    """Officers of its body, and of the body that it is referred to."""
    there = document.referred_to_id
    return may_rule(person, document) or (there is not None and is_officer_of(person, there))


def may_withdraw_text(person: Person | None, document: Document) -> bool:
    """Who moved it from the floor, and officers of its body."""
    is_mover = person is not None and document.mover_id == person.id
    return is_mover or may_rule(person, document)


def may_translate(person: Person | None) -> bool:
    """Translators of the summit, and organisers."""
    return is_organiser(person) or has_duty(person, Duty.TRANSLATOR)


def may_review(person: Person | None, translation: Translation) -> bool:
    """Another translator than the one whose words they are, once these are ready."""
    is_other = person is not None and translation.translator_id != person.id
    return may_translate(person) and is_other and translation.state in SHOWN
