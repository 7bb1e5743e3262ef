"""The key and the lot of a poll: made once, whatever is pressed twice."""

import pytest
from flask import Flask

from summit.db import db
from summit.domain.errors import Refusal
from summit.domain.lots import commitment
from summit.voting.models import Ballot, Poll
from summit.voting.services import announce_poll, keys, open_poll, put_to_poll
from summit.voting.services.closing import burn_left_over_keys
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, closed


@pytest.fixture
def amendment(inside: Flask, people: Cast) -> int:
    return an_amendment(people.lucia, a_document(), "Institutions shall publish.")


def test_opening_a_poll_twice_spoils_no_ballot(people: Cast, amendment: int) -> None:
    poll = an_open_poll(people.organiser, [amendment])
    cast(people.lucia, poll, f"am{amendment}")
    with pytest.raises(Refusal, match="is open"):
        open_poll(people.organiser, poll, "1 2 3")
    closed(people.organiser, poll)
    assert [ballot.content for ballot in db.session.scalars(db.select(Ballot))] == [
        {"ranking": [f"am{amendment}"]}
    ]


def test_announcing_a_poll_twice_keeps_the_lot_it_has_committed_to(people: Cast, amendment: int) -> None:
    poll = put_to_poll(people.organiser, [amendment])
    announce_poll(people.organiser, poll)
    with pytest.raises(Refusal, match="is announced"):
        announce_poll(people.organiser, poll)
    assert db.session.get_one(Poll, poll).lot_commitment == commitment(keys.read_lot(poll))


def test_a_closed_poll_gets_no_new_key(people: Cast, amendment: int) -> None:
    poll = an_open_poll(people.organiser, [amendment])
    closed(people.organiser, poll)
    for step in (
        lambda: open_poll(people.organiser, poll, "1 2 3"),
        lambda: announce_poll(people.organiser, poll),
    ):
        with pytest.raises(Refusal, match="is closed"):
            step()
    assert poll not in keys.kept_polls()


def test_a_server_that_starts_burns_the_key_of_a_poll_that_is_over(people: Cast, amendment: int) -> None:
    poll = an_open_poll(people.organiser, [amendment])
    closed(people.organiser, poll)
    keys.make_key(poll)  # as if the power had gone before it was destroyed
    assert burn_left_over_keys() == [poll]
    assert poll not in keys.kept_polls()


def test_a_server_that_starts_leaves_the_lot_of_a_poll_that_another_is_announcing(
    people: Cast, amendment: int
) -> None:
    poll = put_to_poll(people.organiser, [amendment])
    keys.make_lot(poll)  # on disk before the other worker commits
    assert burn_left_over_keys() == []
    assert poll in keys.kept_polls()
