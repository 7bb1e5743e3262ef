"""Voiding a poll and changing the roll of an open one: two officers sign, no ballot is lost or doubled."""

import pytest
from flask import Flask

from summit.db import db
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.people.models import Role, Seat
from summit.people.queries import person
from summit.people.services import accredit, countersign, refuse
from summit.record import RecordEntry
from summit.voting.models import Envelope, Poll, PollState, RollEntry
from summit.voting.queries import standing
from summit.voting.services import ask_to_change_roll, ask_to_void, discard_draft, put_to_poll
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, closed
from tests.racing import at_once


@pytest.fixture
def poll(inside: Flask, people: Cast) -> int:
    return an_open_poll(
        people.organiser, [an_amendment(people.lucia, a_document(), "Institutions shall publish.")]
    )


@pytest.fixture
def second(inside: Flask, people: Cast) -> int:
    return accredit(None, "Nuna Grefa", Role.ORGANISER, "O-2").id


def state(poll: int) -> str:
    db.session.rollback()
    return db.session.get_one(Poll, poll).state


def last(kind: str) -> dict[str, object]:
    wanted = db.select(RecordEntry).where(RecordEntry.kind == kind).order_by(RecordEntry.seq.desc()).limit(1)
    return db.session.scalars(wanted).one().payload


def seat_of(person_id: int) -> int:
    return person(person_id).seats[0].id


def substituted(seat: int, by: int | None) -> None:
    """The seat goes to another person, as the accreditation desk does it."""
    db.session.execute(db.update(Seat).where(Seat.id == seat).values(holder_id=by))
    db.session.commit()


# --- voiding -----------------------------------------------------------------------------------------------


def test_a_poll_is_void_once_a_second_officer_has_signed_and_not_before(
    people: Cast, poll: int, second: int
) -> None:
    asked = ask_to_void(people.organiser, poll, "The wrong text was on the screen.")
    assert state(poll) == PollState.OPEN
    assert cast(people.lucia, poll, "am1").revision == 1
    countersign(second, asked)
    assert state(poll) == PollState.VOID
    assert db.session.scalars(db.select(Envelope)).all() == []
    kept = last("poll_voided")
    assert (kept["by"], kept["countersigned_by"]) == (people.organiser, second)


def test_whoever_asks_cannot_sign_alone(people: Cast, poll: int, second: int) -> None:
    asked = ask_to_void(people.organiser, poll, "A mistake.")
    with pytest.raises(NotAllowed):
        countersign(people.organiser, asked)
    with pytest.raises(NotAllowed):
        countersign(people.lucia, asked)
    refuse(second, asked)
    assert state(poll) == PollState.OPEN


def test_a_reason_is_asked_for_and_fits_where_it_is_signed(people: Cast, poll: int) -> None:
    for reason in ("  ", "x" * 301):
        with pytest.raises(Unacceptable):
            ask_to_void(people.organiser, poll, reason)
    ask_to_void(people.organiser, poll, "x" * 300)


def test_a_draft_needs_one_officer_and_an_announced_poll_two(people: Cast, poll: int) -> None:
    draft = put_to_poll(people.organiser, [an_amendment(people.lucia, 1, "Seeds.", "p4")])
    discard_draft(people.organiser, draft)
    assert state(draft) == PollState.VOID
    with pytest.raises(Refusal):
        discard_draft(people.organiser, poll)
    assert state(poll) == PollState.OPEN


# --- the roll ----------------------------------------------------------------------------------------------


def test_a_substitute_votes_in_an_open_poll_once_two_have_ruled_so(
    people: Cast, poll: int, second: int
) -> None:
    seat, before = seat_of(people.lucia), db.session.get_one(Poll, poll).roll_digest
    substituted(seat, people.observer)
    with pytest.raises(NotAllowed):
        cast(people.observer, poll, "am1")
    asked = ask_to_change_roll(people.organiser, poll, seat)
    assert standing(poll, people.lucia).is_on_roll
    countersign(second, asked)
    with pytest.raises(NotAllowed):
        cast(people.lucia, poll, "am1")
    assert cast(people.observer, poll, "am1").revision == 1
    kept = last("roll_changed")
    assert (kept["before"], kept["after"], kept["seat"]) == (people.lucia, people.observer, "01-01")
    assert kept["roll"] == db.session.get_one(Poll, poll).roll_digest != before
    closed(people.organiser, poll)
    assert db.session.get_one(Poll, poll).turnout == 1


def test_the_roll_of_a_seat_stands_once_its_ballot_was_received(people: Cast, poll: int, second: int) -> None:
    seat = seat_of(people.lucia)
    substituted(seat, people.observer)
    asked = ask_to_change_roll(people.organiser, poll, seat)
    cast(people.lucia, poll, "am1")
    with pytest.raises(Refusal, match="received"):
        countersign(second, asked)
    db.session.rollback()
    assert standing(poll, people.lucia).is_on_roll
    assert not standing(poll, people.observer).is_on_roll


def test_nobody_gets_a_second_vote_by_a_change_of_the_roll(people: Cast, poll: int) -> None:
    """Tomás has left his own seat, on which he still stands on the roll, for Lucía's."""
    seat = seat_of(people.lucia)
    substituted(seat_of(people.tomas), None)
    substituted(seat, people.tomas)
    with pytest.raises(Refusal, match="on this roll already"):
        ask_to_change_roll(people.organiser, poll, seat)


def test_a_seat_that_changed_hands_again_is_asked_for_anew(people: Cast, poll: int, second: int) -> None:
    seat = seat_of(people.lucia)
    substituted(seat, people.observer)
    asked = ask_to_change_roll(people.organiser, poll, seat)
    substituted(seat, second)
    with pytest.raises(Refusal, match="changed hands again"):
        countersign(second, asked)


def test_nothing_is_changed_for_a_seat_that_stayed_or_a_poll_that_is_over(people: Cast, poll: int) -> None:
    with pytest.raises(Refusal, match="nothing to change"):
        ask_to_change_roll(people.organiser, poll, seat_of(people.lucia))
    substituted(seat_of(people.lucia), people.observer)
    closed(people.organiser, poll)
    with pytest.raises(Refusal, match="while it is open"):
        ask_to_change_roll(people.organiser, poll, 1)


def test_a_cast_and_a_change_of_the_roll_at_the_same_moment_leave_one_voter(
    inside: Flask, people: Cast, poll: int, second: int
) -> None:
    """Whichever comes first, the seat has at most one ballot, and it is of whoever is on the roll."""
    for giving, getting in ((people.lucia, people.observer), (people.tomas, people.organiser)):
        seat = seat_of(giving)
        substituted(seat, getting)
        asked = ask_to_change_roll(people.organiser, poll, seat)
        at_once(inside, [lambda: cast(giving, poll, "am1"), lambda: countersign(second, asked)])  # noqa: B023
        db.session.rollback()
        on_roll = db.session.get_one(RollEntry, (poll, seat), populate_existing=True).person_id
        envelope = db.session.get(Envelope, (poll, seat), populate_existing=True)
        assert envelope is None or envelope.person_id == on_roll
        assert (envelope is None) == (on_roll == getting)
