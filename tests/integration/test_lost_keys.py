"""A key that is lost while its poll is open: casting pauses, nothing is deleted unasked, all come back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.domain.errors import Refusal
from summit.live.ticker import tick
from summit.record import RecordEntry
from summit.voting.models import Ballot, Envelope, LostEnvelope, Participation, Poll, PollState
from summit.voting.queries import not_found, watch
from summit.voting.queries import poll as poll_of
from summit.voting.services import (
    BallotTooLate,
    CastingPaused,
    Marks,
    cast_ballot,
    casting,
    close_poll,
    look_after_keys,
    publish_poll,
    renew_key,
)
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, closed, grace_over, marks


@pytest.fixture
def poll(app: Flask, people: Cast) -> int:
    with app.app_context():
        amendment = an_amendment(people.lucia, a_document(), "They shall publish.")
        return an_open_poll(people.organiser, [amendment])


def key_of(app: Flask, poll: int) -> Path:
    return app.config["INSTANCE"] / "keys" / f"{poll}.key"


def envelopes() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(Envelope)) or 0


def offered(ballot: Marks, receipt: str) -> Marks:
    """What a device sends that holds a receipt and is told that the server has lost the ballot."""
    return Marks(ballot.attempt, ballot.nonce, ballot.seen, ballot.ranking, ballot.blank, receipt)


def test_a_ballot_sealed_while_the_key_is_made_anew_is_not_received_but_sealed_again(
    inside: Flask, people: Cast, poll: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = casting.sealed

    def sealed_too_early(*what: object) -> bytes:
        box = seal(*what)
        key_of(inside, poll).unlink()
        look_after_keys()
        renew_key(people.organiser, poll)
        return box

    ballot = marks("am1")
    with monkeypatch.context() as patched:
        patched.setattr(casting, "sealed", sealed_too_early)
        with pytest.raises(CastingPaused):
            cast_ballot(people.lucia, poll, ballot)
    assert envelopes() == 0
    cast_ballot(people.lucia, poll, ballot)
    closed(people.organiser, poll)
    publish_poll(people.organiser, poll)
    counted = db.session.get_one(Poll, poll, populate_existing=True).result["ballots"]
    assert (counted["valid"], counted["spoilt"]) == ("1", "0")


def test_casting_pauses_where_a_key_is_lost_and_goes_on_by_itself_with_the_file(
    inside: Flask, people: Cast, poll: int
) -> None:
    cast(people.lucia, poll, "am1")
    close_poll(people.organiser, poll)
    key_of(inside, poll).rename(key_of(inside, poll).with_name("aside"))
    assert (look_after_keys(), look_after_keys()) == (1, 0)
    stands = db.session.get_one(Poll, poll, populate_existing=True)
    assert (stands.state, stands.closes_at) == (PollState.OPEN, None)
    later = marks("keep")
    with pytest.raises(CastingPaused, match="stays on this device"):
        cast_ballot(people.tomas, poll, later)
    for step in (close_poll, publish_poll):
        with pytest.raises(Refusal):
            step(people.organiser, poll)
    assert envelopes() == 1, "what is sealed is not thrown away by a machine"
    key_of(inside, poll).with_name("aside").rename(key_of(inside, poll))
    tick(inside)
    cast_ballot(people.tomas, poll, later)
    closed(people.organiser, poll)
    publish_poll(people.organiser, poll)
    assert db.session.get_one(Poll, poll, populate_existing=True).result["ballots"]["valid"] == "2"
    assert db.session.get_one(Poll, poll).not_found == 0


def test_with_a_new_key_devices_offer_the_same_ballots_and_the_chair_sees_who_has_not_come_back(
    inside: Flask, people: Cast, poll: int
) -> None:
    ballots = {person: marks("am1") for person in (people.lucia, people.tomas, people.rosa)}
    receipts = {person: cast_ballot(person, poll, one).receipt for person, one in ballots.items()}
    with pytest.raises(Refusal, match="where it was put"):
        renew_key(people.organiser, poll)
    key_of(inside, poll).unlink()
    look_after_keys()
    renew_key(people.organiser, poll)
    kept = db.session.scalars(db.select(RecordEntry).where(RecordEntry.kind == "poll_key_lost")).one()
    assert kept.payload["envelopes"] == 3
    assert envelopes() == 0
    again = cast_ballot(people.lucia, poll, offered(ballots[people.lucia], receipts[people.lucia]))
    assert again.receipt == receipts[people.lucia]
    cast(people.amaru, poll, "keep")
    seen = watch(poll_of(poll))
    assert (seen.lost, seen.not_back) == (3, 2)
    closed(people.organiser, poll)
    assert not_found(poll) == 2
    with pytest.raises(BallotTooLate, match="Tell the chair"):
        cast_ballot(people.tomas, poll, offered(ballots[people.tomas], receipts[people.tomas]))
    assert not_found(poll) == 2
    publish_poll(people.organiser, poll)
    assert db.session.get_one(Poll, poll, populate_existing=True).not_found == 2
    assert db.session.scalars(db.select(LostEnvelope)).all() == []
    told = db.session.scalars(db.select(RecordEntry).where(RecordEntry.kind == "poll_published")).one()
    assert told.payload["not_found"] == 2


def test_a_receipt_for_a_ballot_that_is_not_there_is_shown_to_the_chair_before_any_result(
    app: Flask, people: Cast, poll: int, entered: Callable[[int], FlaskClient]
) -> None:
    """As after a restored copy: the server does not know what it has lost until a device says so."""
    with app.app_context():
        ballot = marks("am1")
        receipt = cast_ballot(people.tomas, poll, ballot).receipt
        db.session.execute(db.delete(Envelope))
        db.session.commit()
        cast(people.lucia, poll, "keep")
        close_poll(people.organiser, poll)
        grace_over(poll)
        with pytest.raises(BallotTooLate, match="It was not counted"):
            cast_ballot(people.tomas, poll, offered(ballot, "0" * 20))
        assert not_found(poll) == 0, "a wrong receipt is none"
        with pytest.raises(BallotTooLate, match="Tell the chair"):
            cast_ballot(people.tomas, poll, offered(ballot, receipt))
    page = entered(people.organiser).get("/console/1").text
    assert "1 receipt not found." in page
    with app.app_context():
        publish_poll(people.organiser, poll)
        assert len(db.session.scalars(db.select(Ballot)).all()) == 1
        assert len(db.session.scalars(db.select(Participation)).all()) == 1
    assert "Receipts not found" in entered(people.observer).get(f"/polls/{poll}").text
