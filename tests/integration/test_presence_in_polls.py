"""Polls whose rules ask for those present: opened only with a quorum, judged by the fewest who were there."""

import pytest
from flask import Flask

from summit.agenda.services import close_sitting, scan_in, scan_out, take_part
from summit.db import db
from summit.domain.errors import Refusal
from summit.domain.rules import PRESETS, Majority, Quorum
from summit.people.models import Body
from summit.record import RecordEntry
from summit.voting.models import Poll, PollState
from summit.voting.services import announce_poll, close_poll, count_poll, open_poll, put_to_poll
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_sitting, cast, grace_over, published, remote

RULES = PRESETS["competing-amendments"]


@pytest.fixture
def poll(inside: Flask, people: Cast) -> int:
    """An announced poll that asks for half of the four seats to be present; Rosa and Amaru are remote."""
    remote(people.rosa, people.amaru)
    number = put_to_poll(people.organiser, [an_amendment(people.lucia, a_document(), "Changed.")])
    rule(number, quorum=Quorum("1/2", "present"))
    announce_poll(people.organiser, number)
    return number


def rule(number: int, **changes: object) -> None:
    db.session.get(Poll, number).rules = RULES.with_(**changes).as_json()
    db.session.commit()


def opens(people: Cast, number: int) -> None:
    open_poll(people.organiser, number, "4 1 6")


def found(number: int) -> Poll:
    return db.session.get(Poll, number, populate_existing=True)


def test_a_poll_that_asks_who_is_present_opens_with_a_quorum_and_not_before(people: Cast, poll: int) -> None:
    with pytest.raises(Refusal, match="does not sit"):
        opens(people, poll)
    sitting = an_open_sitting(people.organiser)
    scan_in(people.organiser, sitting, "01-01")
    with pytest.raises(Refusal, match="1 of 4 seats are present"):
        opens(people, poll)
    assert found(poll).state == PollState.ANNOUNCED
    take_part(people.rosa, sitting)
    opens(people, poll)
    assert (found(poll).present, found(poll).present_for_quorum) == (2, 2)
    kept = db.session.scalar(db.select(RecordEntry.payload).where(RecordEntry.kind == "poll_opened"))
    assert (kept["present"], kept["present_for_quorum"]) == (2, 2)


def test_where_remote_does_not_count_for_the_quorum_it_still_counts_as_present(
    people: Cast, poll: int
) -> None:
    db.session.execute(db.update(Body).values(quorum_counts_remote=False))
    db.session.commit()
    sitting = an_open_sitting(people.organiser)
    for who in (people.rosa, people.amaru):
        take_part(who, sitting)
    scan_in(people.organiser, sitting, "01-01")
    with pytest.raises(Refusal, match="1 of 4 seats are present and count for it"):
        opens(people, poll)
    scan_in(people.organiser, sitting, "01-02")
    opens(people, poll)
    assert (found(poll).present, found(poll).present_for_quorum) == (4, 2)


def test_a_quorum_that_is_gone_at_the_closing_carries_nothing(people: Cast, poll: int) -> None:
    sitting = an_open_sitting(people.organiser)
    for badge in ("01-01", "01-02", "01-03"):
        scan_in(people.organiser, sitting, badge)
    opens(people, poll)
    cast(people.lucia, poll, "am1")
    for badge in ("01-02", "01-03"):
        scan_out(people.organiser, sitting, badge)
    published(people.organiser, poll)
    assert (found(poll).present, found(poll).present_for_quorum) == (3, 1)
    result = found(poll).result
    assert result["quorum"] == {
        "value": "1/2", "base": "present", "number": "1", "entitled": "4", "is_met": False,
    }  # fmt: skip
    assert result["winners"] == ["keep"]


def test_a_majority_of_those_present_is_of_those_present_at_the_opening(people: Cast, poll: int) -> None:
    rule(poll, majority=Majority(1, 2, "present"))
    sitting = an_open_sitting(people.organiser)
    for badge in ("01-01", "01-02", "01-03"):
        scan_in(people.organiser, sitting, badge)
    take_part(people.amaru, sitting)
    opens(people, poll)
    cast(people.lucia, poll, "am1")
    cast(people.tomas, poll, "am1")
    scan_out(people.organiser, sitting, "01-03")
    close_poll(people.organiser, poll)
    grace_over(poll)
    majority = count_poll(poll).majority
    assert (majority.votes, majority.size, majority.is_reached) == (2, 4, False)


def test_a_sitting_stays_open_as_long_as_a_poll_asks_who_is_there(people: Cast, poll: int) -> None:
    sitting = an_open_sitting(people.organiser)
    for badge in ("01-01", "01-02"):
        scan_in(people.organiser, sitting, badge)
    opens(people, poll)
    with pytest.raises(Refusal, match="Poll V-01 takes ballots"):
        close_sitting(people.organiser, sitting)
    published(people.organiser, poll)
    close_sitting(people.organiser, sitting)


def test_a_poll_whose_rules_ask_nobody_opens_without_a_sitting(people: Cast, poll: int) -> None:
    rule(poll)
    opens(people, poll)
    assert (found(poll).present, found(poll).present_for_quorum) == (None, None)
    published(people.organiser, poll)
    assert found(poll).present_for_quorum is None
