"""What a chair sees before closing: how far ballots have come, and nothing of what anybody voted."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit import due
from summit.db import db, now
from summit.domain.errors import Refusal
from summit.domain.rules import Rules
from summit.people.models import Person
from summit.record import RecordEntry
from summit.voting.models import BallotShown, Poll, PollState
from summit.voting.queries import poll as poll_of
from summit.voting.queries import watch
from summit.voting.services import (
    announce_poll,
    close_poll_soon,
    note_heard,
    open_poll,
    put_to_poll,
    store_shown,
    tell_stored,
    undo_close,
)
from summit.voting.services import cast_ballot as cast_ballot_of
from tests.bundles import a_poll
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, closed, marks, published, remote
from tests.factories import cast as cast_ballot

pytestmark = pytest.mark.only_on(
    "sqlite", "what a chair is shown; ballots are stored on both in test_casting"
)

Enter = Callable[[int], FlaskClient]


@pytest.fixture
def poll(app: Flask, people: Cast) -> int:
    """Open, for at least two minutes by its rules; Amaru is remote."""
    with app.app_context():
        remote(people.amaru)
        number = put_to_poll(people.organiser, [an_amendment(people.lucia, a_document(), "They shall.")])
        row = db.session.get_one(Poll, number)
        row.rules = Rules.from_json(row.rules).with_(minimum_open_seconds=120).as_json()
        db.session.commit()
        announce_poll(people.organiser, number)
        open_poll(people.organiser, number, "4 1 6")
        return number


def test_the_chair_sees_who_holds_the_ballot_who_is_silent_and_what_is_received(
    app: Flask, poll: int, people: Cast, entered: Enter, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    for person in (people.lucia, people.tomas, people.amaru):
        assert entered(person).get(f"/polls/{poll}").status_code == 200
    assert entered(people.observer).get(f"/polls/{poll}").status_code == 200
    with app.app_context():
        assert store_shown() == 3
        cast_ballot(people.lucia, poll, "am1")
        db.session.get_one(Person, people.tomas).more_time = True
        long_ago = now() - timedelta(minutes=5)
        db.session.execute(db.update(BallotShown).values(heard_at=long_ago))
        db.session.commit()
        assert note_heard([people.tomas, people.rosa]) == 1
        seen = watch(poll_of(poll))
        room, afar = seen.room, seen.remote
        assert (room.entitled, room.received, room.holding, room.silent) == (3, 1, 1, 1)
        assert (afar.entitled, afar.received, afar.holding, afar.silent) == (1, 0, 0, 1)
        assert (seen.missing, seen.without, seen.slow, seen.seats) == (3, 1, 1, ("01-03",))
        assert 0 < seen.early_for <= 120
    assert announced().count(("watch:1", "ballots_watched")) == 2


def test_the_warning_before_closing_counts_and_names_no_one_who_has_cast(
    app: Flask, poll: int, people: Cast, entered: Enter
) -> None:
    with app.app_context():
        cast_ballot(people.lucia, poll, "am1")
        db.session.get_one(Person, people.tomas).more_time = True
        db.session.commit()
    chair = entered(people.organiser)
    for address in (f"/polls/{poll}/watch?before=1", f"/polls/{poll}", "/console/1"):
        page = chair.get(address).text
        assert "3 ballots are not received." in page, address
        in_words = re.sub("<[^>]*>", "", page)
        assert "3 seats have never been shown the ballot: 01-02, 01-03, 01-04" in in_words, address
        assert "1 person who needs more time has not cast." in page, address
        assert "keep this poll open for at least 120 s" in page, address
    with app.app_context():
        for person in (people.tomas, people.rosa, people.amaru):
            cast_ballot(person, poll, "keep")
    answer = chair.get(f"/polls/{poll}/watch?before=1")
    assert "Every ballot of the roll is received." in answer.text
    assert "need" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_held_the_ballot_is_forgotten_and_an_early_close_is_an_exception_of_the_record(
    app: Flask, poll: int, people: Cast, entered: Enter
) -> None:
    entered(people.rosa).get(f"/polls/{poll}")
    with app.app_context():
        assert store_shown() == 1
        for person in people.delegates:
            cast_ballot(person, poll, "keep")
        closed(people.organiser, poll)
        assert db.session.scalars(db.select(BallotShown)).all() == []
        kept = db.session.scalar(db.select(RecordEntry).where(RecordEntry.kind == "poll_closed_early"))
        assert kept is not None
        assert kept.payload["minimum_seconds"] == 120
    page = entered(people.organiser).get(f"/polls/{poll}/watch").text
    assert "table" not in page


def test_a_voter_is_told_at_once_and_reads_in_which_polls_the_register_has_them(
    app: Flask, poll: int, people: Cast, entered: Enter, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    lucia, tomas = entered(people.lucia), entered(people.tomas)
    assert "no ballot is stored yet" in lucia.get("/polls/mine").text
    with app.app_context():
        cast_ballot(people.lucia, poll, "am1")
        assert (tell_stored(), tell_stored()) == (1, 0)
    assert announced().count((f"person:{people.lucia}", "ballot_stored")) == 1
    assert (f"person:{people.tomas}", "ballot_stored") not in announced()
    assert "a ballot is stored since" in lucia.get("/polls/mine").text
    assert "a ballot is stored since" not in tomas.get("/polls/mine").text
    with app.app_context():
        long_ago = now() - timedelta(minutes=5)
        db.session.execute(db.update(Poll).values(opened_at=long_ago))
        db.session.commit()
        published(people.organiser, poll)
    assert "> took part" in lucia.get("/polls/mine").text
    assert "did not take part" in tomas.get("/polls/mine").text
    assert lucia.get("/polls/mine").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("rules", "content"),
    [
        ({"small_group_limit": 1}, {"ranking": ["am1"]}),
        ({"small_group_limit": 1, "publication": "separate"}, None),
        ({"small_group_limit": 20}, None),
    ],
    ids=["linked", "separate", "few"],
)
def test_where_a_ballot_went_is_told_to_its_number_and_says_no_more_than_the_rules(
    app: Flask, people: Cast, rules: dict[str, object], content: object
) -> None:
    with app.app_context():
        ballot = marks("am1")
        amendment = an_amendment(people.lucia, a_document(), "They shall.")
        poll = a_poll(people.organiser, [amendment], **rules)
        cast_ballot_of(people.lucia, poll, ballot)
        cast_ballot(people.tomas, poll, "keep")
    asked = app.test_client()
    assert asked.post(f"/polls/{poll}/trace", data={"nonce": ballot.nonce}).status_code == 404
    with app.app_context():
        published(people.organiser, poll)
    answer = asked.post(f"/polls/{poll}/trace", data={"nonce": ballot.nonce})
    assert answer.json == {"is_counted": True, "content": content}
    assert answer.headers["Cache-Control"] == "no-store"
    other = asked.post(f"/polls/{poll}/trace", data={"nonce": "0" * 32})
    assert other.json == {"is_counted": False, "content": None}
    assert asked.post(f"/polls/{poll}/trace", data={"nonce": "guess"}).status_code == 422


def test_a_close_that_was_told_begins_by_itself_unless_the_chair_keeps_the_poll_open(
    inside: Flask, poll: int, people: Cast, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    def comes() -> PollState:
        past = now() - timedelta(milliseconds=1)
        db.session.execute(db.update(Poll).values(planned_close_at=past).where(Poll.planned_close_at != None))  # noqa: E711
        db.session.execute(db.update(due.Due).values(at=past))
        db.session.commit()
        due.run_due()
        return db.session.get_one(Poll, poll, populate_existing=True).state

    close_poll_soon(people.organiser, poll)
    with pytest.raises(Refusal):
        close_poll_soon(people.organiser, poll)
    undo_close(people.organiser, poll)
    assert comes() == PollState.OPEN
    close_poll_soon(people.organiser, poll)
    cast_ballot(people.lucia, poll, "am1")
    assert comes() == PollState.CLOSING
    cast_ballot(people.tomas, poll, "keep")
    undo_close(people.organiser, poll)
    assert comes() == PollState.OPEN
    told = [event for topic, event in announced() if topic == f"poll:{poll}" and "clos" in event]
    assert told == ["poll_closing_soon", "poll_closing_soon", "poll_closing"]
