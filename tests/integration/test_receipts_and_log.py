"""A receipt stands for what is stored; the write-ahead log is emptied as soon as nobody reads it."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from summit.db import db
from summit.domain.ballots import BallotRejected
from summit.voting.services import cast_ballot, empty_log
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, closed, marks


@pytest.fixture
def poll(inside: Flask, people: Cast) -> int:
    return an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), "They shall publish.")])


def test_no_receipt_is_given_for_other_numbers_under_an_answered_attempt(
    inside: Flask, people: Cast, poll: int
) -> None:
    ballot = marks("am1")
    first = cast_ballot(people.lucia, poll, ballot)
    other = replace(ballot, nonce="0" * 32)
    with pytest.raises(BallotRejected, match="another ballot"):
        cast_ballot(people.lucia, poll, other)
    closed(people.organiser, poll)
    with pytest.raises(BallotRejected, match="another ballot"):
        cast_ballot(people.lucia, poll, other)
    assert cast_ballot(people.lucia, poll, ballot).receipt == first.receipt


def test_a_retry_is_answered_though_the_key_is_missing(inside: Flask, people: Cast, poll: int) -> None:
    ballot = marks("am1")
    first = cast_ballot(people.lucia, poll, ballot)
    (inside.config["INSTANCE"] / "keys" / f"{poll}.key").unlink()
    assert cast_ballot(people.lucia, poll, ballot) == first


@pytest.mark.only_on("sqlite", "the log is a file of SQLite's")
def test_old_envelopes_leave_the_log_as_soon_as_the_last_reader_is_gone(
    inside: Flask, people: Cast, poll: int
) -> None:
    log = Path(f"{db.engine.url.database}-wal")
    cast_ballot(people.lucia, poll, marks("am1"))
    with db.engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM envelope")).one()
        closed(people.organiser, poll)
        assert log.stat().st_size > 0
        assert empty_log() == 0
    assert empty_log() == 1
    assert log.stat().st_size == 0
    assert empty_log() == 0
