"""Casting: one envelope a seat, nothing lost, nothing twice, nothing after the close."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from summit import due
from summit.db import db, now
from summit.domain.ballots import BallotRejected, ballot_id
from summit.domain.errors import NotAllowed, Refusal
from summit.people.models import Role
from summit.people.services import accredit
from summit.voting.models import KEEP, Ballot, Envelope, LateCast, Participation, Poll, PollState
from summit.voting.services import (
    BallotChangedElsewhere,
    BallotTooLate,
    Marks,
    announce_poll,
    announce_turnout,
    cast_ballot,
    close_poll,
    count_poll,
    finish_closing,
    keys,
    publish_poll,
    put_to_poll,
    undo_close,
)
from summit.voting.services.casting import BallotTooEarly
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, closed, grace_over, marks, voided
from tests.racing import at_once

CASTING = int(os.environ.get("CASTING", "44"))
"""How many cast while a poll closes; `CASTING=300` for a whole hall."""


@pytest.fixture
def poll(inside: Flask, people: Cast) -> int:
    """An open poll on AM 1."""
    document = a_document()
    number = an_amendment(people.lucia, document, "Institutions shall publish.")
    return an_open_poll(people.organiser, [number])


def stored(table: type) -> int:
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count()).select_from(table)) or 0


def test_sixty_casts_at_once_by_one_person_make_one_envelope(inside: Flask, people: Cast, poll: int) -> None:
    answers = at_once(inside, [lambda: cast(people.lucia, poll, "am1") for _ in range(60)])
    received = [answer for answer in answers if not isinstance(answer, Refusal)]
    assert len(received) == 1
    assert all(isinstance(one, BallotChangedElsewhere) for one in answers if one is not received[0])
    assert stored(Envelope) == 1


def test_the_same_attempt_sixty_times_at_once_is_received_sixty_times_and_stored_once(
    inside: Flask, people: Cast, poll: int
) -> None:
    ballot = marks("am1")
    answers = at_once(inside, [lambda: cast_ballot(people.lucia, poll, ballot) for _ in range(60)])
    assert len({answer.receipt for answer in answers}) == 1  # type: ignore[attr-defined]
    assert stored(Envelope) == 1


def test_every_ballot_received_while_the_poll_closes_is_counted(inside: Flask, people: Cast) -> None:
    document = a_document()
    voters = list(people.delegates)
    more = range(CASTING - len(voters))
    voters += [accredit(None, f"Delegate {n}", Role.DELEGATE, f"02-{n:03}").id for n in more]
    number = an_amendment(people.lucia, document, "Institutions shall publish.")
    poll = an_open_poll(people.organiser, [number])

    def close() -> None:
        close_poll(people.organiser, poll)
        grace_over(poll)

    acts: list[Callable[[], object]] = [lambda v=voter: cast(v, poll, KEEP) for voter in voters]
    acts.insert(len(acts) // 2, close)
    answers = at_once(inside, acts)
    receipts = {answer.receipt for answer in answers if hasattr(answer, "receipt")}
    late = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(receipts) + len(late) == len(voters)
    assert stored(Ballot) == stored(Participation) == len(receipts)
    assert stored(Envelope) == 0
    assert count_poll(poll).ballots.valid == len(receipts)


def test_a_change_replaces_the_ballot_and_a_second_tab_overwrites_nothing(
    inside: Flask, people: Cast, poll: int
) -> None:
    first = cast(people.lucia, poll, "am1")
    changed = cast(people.lucia, poll, KEEP, seen=first.revision)
    assert changed.revision == 2
    with pytest.raises(BallotChangedElsewhere):
        cast(people.lucia, poll, "am1", seen=first.revision)
    closed(people.organiser, poll)
    assert [one.content["ranking"] for one in db.session.scalars(db.select(Ballot))] == [[KEEP]]


def test_a_late_retry_never_undoes_a_change(inside: Flask, people: Cast, poll: int) -> None:
    first = marks("am1")
    cast_ballot(people.lucia, poll, first)
    cast(people.lucia, poll, KEEP, seen=1)
    with pytest.raises(BallotChangedElsewhere):
        cast_ballot(people.lucia, poll, first)
    closed(people.organiser, poll)
    assert [one.content["ranking"] for one in db.session.scalars(db.select(Ballot))] == [[KEEP]]


def test_the_same_attempt_is_received_also_after_closing_and_publication(
    inside: Flask, people: Cast, poll: int
) -> None:
    ballot = marks("am1")
    before = cast_ballot(people.lucia, poll, ballot)
    closed(people.organiser, poll)
    for finish in (lambda: None, lambda: publish_poll(people.organiser, poll)):
        finish()
        after = cast_ballot(people.lucia, poll, ballot)
        assert (after.receipt, after.at) == (before.receipt, None)
        with pytest.raises(BallotTooLate):
            cast(people.lucia, poll, "am1")
    assert stored(Ballot) == 1


def test_a_database_restored_to_before_a_ballot_takes_it_again(
    inside: Flask, people: Cast, poll: int
) -> None:
    first = cast(people.lucia, poll, "am1")
    ballot = marks(KEEP, seen=first.revision)
    cast_ballot(people.lucia, poll, ballot)
    db.session.execute(db.delete(Envelope))
    db.session.commit()
    assert cast_ballot(people.lucia, poll, ballot).revision == 2
    assert stored(Envelope) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ranking": ()}, "at least one option"),
        ({"ranking": ("am1", "am1")}, "ranked twice"),
        ({"ranking": ("am1", "am9")}, "not in this poll"),
        ({"ranking": ("am1",), "blank": True}, "blank ballot ranks nothing"),
        ({"nonce": "12"}, "without its numbers"),
        ({"attempt": "Z" * 32}, "without its numbers"),
        ({"seen": -1}, "without its numbers"),
    ],
)
def test_a_ballot_that_is_none_is_refused_in_words(
    inside: Flask, people: Cast, poll: int, change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(BallotRejected, match=sentence):
        cast_ballot(people.lucia, poll, replace(marks("am1"), **change))
    assert stored(Envelope) == 0


def test_a_blank_ballot_is_counted_as_blank(inside: Flask, people: Cast, poll: int) -> None:
    cast(people.lucia, poll, blank=True)
    cast(people.tomas, poll, "am1")
    closed(people.organiser, poll)
    totals = count_poll(poll).ballots
    assert (totals.valid, totals.blank, totals.spoilt) == (1, 1, 0)


def test_nothing_is_taken_before_opening(inside: Flask, people: Cast) -> None:
    document = a_document()
    number = put_to_poll(people.organiser, [an_amendment(people.lucia, document, "Shall.")])
    with pytest.raises(BallotTooEarly):
        cast(people.lucia, number, "am1")
    announce_poll(people.organiser, number)
    with pytest.raises(BallotTooEarly):
        cast(people.lucia, number, "am1")
    assert stored(Envelope) == 0


def test_what_comes_after_the_close_is_refused_and_counted_as_late_once(
    inside: Flask, people: Cast, poll: int
) -> None:
    closed(people.organiser, poll)
    ballot = marks("am1")
    for _ in range(3):
        with pytest.raises(BallotTooLate, match="closed at"):
            cast_ballot(people.lucia, poll, ballot)
    assert (stored(LateCast), stored(Ballot), stored(Envelope)) == (1, 0, 0)


def test_a_ballot_between_the_end_of_the_grace_and_the_parting_is_late(
    inside: Flask, people: Cast, poll: int
) -> None:
    close_poll(people.organiser, poll)
    db.session.execute(db.update(Poll).values(closes_at=now() - timedelta(milliseconds=1)))
    db.session.commit()
    with pytest.raises(BallotTooLate):
        cast(people.lucia, poll, "am1")
    assert stored(Envelope) == 0


def test_within_the_grace_ballots_are_taken_and_the_chair_can_undo(
    inside: Flask, people: Cast, poll: int
) -> None:
    close_poll(people.organiser, poll)
    assert cast(people.lucia, poll, "am1").revision == 1
    undo_close(people.organiser, poll)
    assert due.run_due() == 0
    assert db.session.get(Poll, poll).state == PollState.OPEN
    cast(people.tomas, poll, "am1")
    closed(people.organiser, poll)
    with pytest.raises(Refusal):
        undo_close(people.organiser, poll)
    assert stored(Ballot) == 2


def test_once_the_grace_is_over_nothing_is_undone_though_nobody_has_ticked_yet(
    inside: Flask, people: Cast, poll: int
) -> None:
    close_poll(people.organiser, poll)
    past = now() - timedelta(milliseconds=1)
    db.session.execute(db.update(Poll).where(Poll.number == poll).values(closes_at=past))
    db.session.commit()
    with pytest.raises(Refusal):
        undo_close(people.organiser, poll)


def test_within_the_grace_nothing_is_parted_whoever_asks_for_it(
    inside: Flask, people: Cast, poll: int
) -> None:
    cast(people.lucia, poll, "am1")
    close_poll(people.organiser, poll)
    finish_closing(poll)
    assert db.session.get(Poll, poll).state == PollState.CLOSING
    assert (stored(Envelope), stored(Ballot)) == (1, 0)


def test_the_stored_order_of_ballots_says_nothing_about_seats(inside: Flask, people: Cast, poll: int) -> None:
    drawn = sorted((marks("am1") for _ in people.delegates), key=lambda one: ballot_id(poll, one.nonce))
    for person, ballot in zip(people.delegates, reversed(drawn), strict=True):
        cast_ballot(person, poll, ballot)
    inserted: list[str] = []

    def watch(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("INSERT INTO ballot"):
            inserted.append(str(parameters))

    event.listen(db.engine, "before_cursor_execute", watch)
    closed(people.organiser, poll)
    places = ["".join(inserted).index(ballot_id(poll, one.nonce)) for one in drawn]
    assert places == sorted(places)


def test_who_has_a_ballot_is_not_counted_as_late(inside: Flask, people: Cast, poll: int) -> None:
    cast(people.lucia, poll, "am1")
    closed(people.organiser, poll)
    for person in (people.lucia, people.tomas):
        with pytest.raises(BallotTooLate):
            cast(person, poll, KEEP, seen=1)
    assert [row.person_id for row in db.session.scalars(db.select(LateCast))] == [people.tomas]


def test_a_void_poll_leaves_nothing_to_be_done_later(inside: Flask, people: Cast, poll: int) -> None:
    close_poll(people.organiser, poll)
    assert stored(due.Due) == 1
    voided(people.organiser, poll, "The wrong text was put.")
    assert stored(due.Due) == 0


def test_somebody_not_on_the_roll_cannot_cast(inside: Flask, people: Cast, poll: int) -> None:
    from summit.people.models import Role
    from summit.people.services import accredit

    later = accredit(None, "Came later", Role.DELEGATE, "09-09").id
    for person in (people.organiser, people.observer, later):
        with pytest.raises(NotAllowed, match="not on the roll"):
            cast(person, poll, "am1")
    assert stored(Envelope) == 0


def test_a_missing_key_stops_the_closing_and_loses_no_ballot(
    inside: Flask, people: Cast, poll: int, caplog: pytest.LogCaptureFixture
) -> None:
    cast(people.lucia, poll, "am1")
    key = inside.config["INSTANCE"] / "keys" / f"{poll}.key"
    secret = key.read_bytes()
    key.unlink()
    closed(people.organiser, poll)
    assert "key of poll V-01 is missing" in caplog.text
    assert (stored(Envelope), stored(Ballot)) == (1, 0)
    key.write_bytes(secret)
    assert due.run_due() == 1
    assert (stored(Envelope), stored(Ballot)) == (0, 1)


def test_a_box_that_holds_no_ballot_of_this_poll_is_spoilt_not_dropped(
    inside: Flask, people: Cast, poll: int
) -> None:
    cast(people.lucia, poll, "am1")
    cast(people.tomas, poll, "am1")
    cast(people.rosa, poll, "am1")
    envelopes = db.session.scalars(db.select(Envelope).order_by(Envelope.seat_id)).all()
    envelopes[0].box = b"no box"
    envelopes[1].box = envelopes[2].box  # somebody else's envelope under this name
    db.session.commit()
    closed(people.organiser, poll)
    totals = count_poll(poll).ballots
    assert (totals.valid, totals.spoilt) == (1, 2)


def test_two_devices_that_agree_on_a_nonce_still_have_two_ballots(
    inside: Flask, people: Cast, poll: int
) -> None:
    ballot = marks("am1")
    cast_ballot(people.lucia, poll, ballot)
    cast_ballot(people.tomas, poll, Marks(marks().attempt, ballot.nonce, 0, (KEEP,)))
    closed(people.organiser, poll)
    assert stored(Ballot) == 2


def test_every_box_of_a_poll_has_one_length(inside: Flask, people: Cast, poll: int) -> None:
    cast(people.lucia, poll, "am1")
    cast(people.tomas, poll, "am1", KEEP)
    cast(people.rosa, poll, blank=True)
    assert len({len(one.box) for one in db.session.scalars(db.select(Envelope))}) == 1


def test_a_void_poll_leaves_no_envelope_no_key_and_frees_its_amendments(
    inside: Flask, people: Cast, poll: int
) -> None:
    cast(people.lucia, poll, "am1")
    voided(people.organiser, poll, "The wrong text was on the projector.")
    assert stored(Envelope) == 0
    assert keys.kept_polls() == set()
    with pytest.raises(BallotTooLate, match="void"):
        cast(people.tomas, poll, "am1")
    assert put_to_poll(people.organiser, [1]) == poll + 1


def test_turnout_is_told_as_a_number_and_only_when_it_changes(
    inside: Flask, people: Cast, poll: int, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    cast(people.lucia, poll, "am1")
    assert announce_turnout() == 1
    assert announce_turnout() == 0
    assert announced().count((f"poll:{poll}", "turnout_changed")) == 1
    assert not [kind for _, kind in announced() if "ballot" in kind]
