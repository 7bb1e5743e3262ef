"""What a chair sees before closing: how far ballots have come, and nothing of what anybody voted."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db, now
from summit.domain.rules import Rules
from summit.people.models import Person
from summit.record import RecordEntry
from summit.voting.models import BallotShown, Poll
from summit.voting.queries import poll as poll_of
from summit.voting.queries import watch
from summit.voting.services import announce_poll, note_heard, open_poll, put_to_poll, store_shown
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, closed, remote
from tests.factories import cast as cast_ballot

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
        assert "3 seats have never been shown the ballot: 01-02, 01-03, 01-04" in page, address
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
        closed(people.organiser, poll)
        assert db.session.scalars(db.select(BallotShown)).all() == []
        kept = db.session.scalar(db.select(RecordEntry).where(RecordEntry.kind == "poll_closed_early"))
        assert kept is not None
        assert kept.payload["minimum_seconds"] == 120
    page = entered(people.organiser).get(f"/polls/{poll}/watch").text
    assert "table" not in page
