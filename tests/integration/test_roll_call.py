"""Roll call: said on the ballot, published under names, in a table of its own, verified from the bundle."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.domain.errors import Refusal
from summit.export.bundle import kept_key, make_bundle
from summit.export.composing import compose
from summit.people.models import Role
from summit.people.queries import person_by_badge
from summit.people.services import accredit
from summit.voting import queries
from summit.voting.models import KEEP, Ballot, CalledVote, Envelope, Participation
from summit.voting.queries.called import called_votes
from summit.voting.services import (
    announce_poll,
    cast_ballot,
    choose_secrecy,
    open_poll,
    publish_poll,
    put_to_poll,
)
from tests.bundles import packed, signed_anew, unpacked, verified
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, closed, marks

Enter = Callable[[int], FlaskClient]


def stored(table: type) -> int:
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count()).select_from(table)) or 0


@pytest.fixture
def called(inside: Flask, people: Cast) -> int:
    """An open roll call on AM 1. The first seat of its roll was made last."""
    accredit(None, "Early Bird", Role.DELEGATE, "00-09")
    number = put_to_poll(people.organiser, [an_amendment(people.lucia, a_document(), "Shall.")])
    choose_secrecy(people.organiser, number, "roll_call")
    announce_poll(people.organiser, number)
    open_poll(people.organiser, number, "4 1 6")
    return number


def test_ballots_of_a_roll_call_stand_beside_names_and_never_among_secret_ones(
    inside: Flask, people: Cast, called: int
) -> None:
    with pytest.raises(Refusal):
        choose_secrecy(people.organiser, called, "secret")
    first = marks("am1")
    cast_ballot(people.lucia, called, first)
    cast(people.lucia, called, KEEP, "am1", seen=1)
    cast(people.tomas, called, "am1")
    last = marks("am1")
    told = cast_ballot(people.rosa, called, last)
    assert (stored(Envelope), stored(CalledVote)) == (3, 0)
    closed(people.organiser, called)
    assert (stored(Envelope), stored(CalledVote), stored(Participation), stored(Ballot)) == (0, 3, 3, 0)
    assert cast_ballot(people.rosa, called, last).receipt == told.receipt
    publish_poll(people.organiser, called)
    assert queries.traced(called, last.nonce) == {"is_counted": True, "content": {"ranking": ["am1"]}}
    assert not queries.traced(called, first.nonce)["is_counted"]
    with pytest.raises(Refusal):
        cast_ballot(people.lucia, called, first)
    secret = an_open_poll(
        people.organiser, [an_amendment(people.lucia, a_document(), "Banks must.", title="Banks")]
    )
    cast(people.tomas, secret, KEEP)
    closed(people.organiser, secret)
    assert (stored(CalledVote), stored(Ballot)) == (3, 1)


def test_a_roll_call_is_published_with_names_in_result_annex_and_bundle_and_verifies(
    inside: Flask, people: Cast, called: int
) -> None:
    kept_key(inside.config["INSTANCE"])
    cast(people.lucia, called, "am1", KEEP)
    cast(people.tomas, called, blank=True)
    cast(people.amaru, called, "am1")
    cast(person_by_badge("00-09").id, called, KEEP)
    assert queries.result_shown(called) is None
    closed(people.organiser, called)
    assert called_votes(queries.poll(called)) == [], "names and votes are nobody's before publication"
    publish_poll(people.organiser, called)
    shown = queries.result_shown(called)
    assert shown is not None
    in_order = ["00-09", "01-01", "01-02", "01-04"]
    assert [line[0] for line in shown.called] == in_order
    votes = ["“Keep the text”", "AM 1, then “Keep the text”", "blank", "AM 1"]
    assert [line[2] for line in shown.called] == votes
    assert compose().votes[0].called == shown.called
    bundle = make_bundle(lambda *_: None).content
    files = unpacked(bundle)
    assert b"01-04,5," in files["votes/V-01/roll_call.csv"]
    rows = files["votes/V-01/roll_call.csv"].decode().splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == in_order
    status, said = verified(bundle)
    assert status == 0, said
    assert "a roll call: each of its 4 ballots stands beside the seat" in said
    for path, old, new in (
        ("votes/V-01/roll_call.csv", b"am1 > keep", b"keep > am1"),
        ("votes/V-01/ballots.json", b'"roll_call"', b'"linked"'),
    ):
        assert old in files[path]
        changed = signed_anew({**files, path: files[path].replace(old, new, 1)})
        status, said = verified(packed(changed))
        assert status != 0
        assert "votes/V-01" in said


def test_the_ballot_says_that_it_is_a_roll_call_before_it_is_cast(
    people: Cast, called: int, entered: Enter
) -> None:
    voter = entered(people.rosa)
    page = voter.get("/polls/1").get_data(as_text=True)
    assert "your ballot will be published under your name" in page
    assert "The vote is secret" not in page.replace("&#39;", "'")
    form = {"rank-am1": "1", "seen": "0"}
    review = voter.post("/polls/1/review", data=form).get_data(as_text=True)
    assert "it will be published under your name" in review
