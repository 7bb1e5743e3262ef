"""The end of a summit: what was only needed to run it is gone, and the record still verifies."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from summit.db import db, is_sqlite, now
from summit.domain.errors import Refusal
from summit.events import Command, Event, Topic
from summit.export.bundle import kept_key, make_bundle
from summit.export.composing import compose
from summit.export.ending import empty_logs, end_summit
from summit.people.models import Person, Role, SignIn, Slip
from summit.people.services import name_role
from summit.voting.models import Poll
from tests.bundles import unpacked, verified
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, published

NO_TIME = timedelta(0)


@pytest.fixture
def decided(inside: Flask, people: Cast) -> int:
    """A summit with one result, in which Lucía can be written to and Rosa needs more time."""
    kept_key(inside.config["INSTANCE"])
    db.session.get_one(Person, people.lucia).email = "lucia.andrango@example.org"
    db.session.get_one(Person, people.rosa).more_time = True
    db.session.commit()
    poll = an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), "Institutions publish.")])
    cast(people.lucia, poll, "am1")
    published(people.organiser, poll)
    return poll


def bundle() -> bytes:
    return make_bundle(lambda *_: None).content


def test_nothing_is_deleted_before_the_time_for_challenges_has_passed(decided: int) -> None:
    with pytest.raises(Refusal, match="can be challenged until"):
        end_summit(timedelta(hours=24))
    db.session.execute(db.update(Poll).values(published_at=now() - timedelta(hours=25)))
    db.session.commit()
    end_summit(timedelta(hours=24))


def test_nothing_is_deleted_while_something_is_undecided(people: Cast, decided: int) -> None:
    an_open_poll(people.organiser, [an_amendment(people.lucia, 1, "Banks.", "p3", seen=2)])
    with pytest.raises(Refusal, match="V-02 is open: publish or void it first"):
        end_summit(NO_TIME)


def test_what_was_only_needed_to_run_the_summit_is_gone_and_the_record_verifies(
    inside: Flask, people: Cast, decided: int, entered: object, tmp_path: Path
) -> None:
    entered(people.lucia)
    name_role(Role.DELEGATE, "seat")
    before = unpacked(bundle())
    done = end_summit(NO_TIME)
    empty_logs()
    assert (done.sign_ins, done.addresses, done.names) == (1, 1, 4)
    for table in (SignIn, Slip, Command):
        assert db.session.scalar(db.select(db.func.count()).select_from(table)) == 0
    people_left = db.session.scalars(db.select(Person)).all()
    assert {(one.email, one.pin_hash, one.more_time) for one in people_left} == {(None, None, False)}
    own = db.select(Event).join(Topic, Topic.id == Event.topic_id).where(Topic.audience != "public")
    assert db.session.scalars(own).all() == []
    assert compose().status == "final"
    after = bundle()
    wrong, said = verified(after)
    assert (wrong, "final, as of" in said) == (0, True)
    for name in ("votes/V-01/register.csv", "amendments/AM-001.json", "text/document-01/revision-002.json"):
        assert unpacked(after)[name] == before[name], "the public record named nobody before either"
    assert b"Andrango" not in after
    if is_sqlite():
        written = b"".join(one.read_bytes() for one in tmp_path.glob("*.db*"))
        assert b"lucia.andrango@example.org" not in written
        assert "Lucía Andrango".encode() not in written


def test_a_summit_ends_once(decided: int) -> None:
    end_summit(NO_TIME)
    with pytest.raises(Refusal, match="closed before"):
        end_summit(NO_TIME)
    with pytest.raises(Refusal, match="no summit that goes on"):
        name_role(Role.DELEGATE, "name")


@pytest.mark.parametrize(
    ("naming", "called"),
    [
        ("name", "Lucía Andrango"),
        ("seat", "delegate 01-01"),
        ("delegation", "delegate 01-01"),
        ("nothing", "not named"),
    ],
)
def test_the_public_record_calls_people_as_the_summit_says(decided: int, naming: str, called: str) -> None:
    name_role(Role.DELEGATE, naming)
    assert compose().amendments[0].proposer == called
    register = unpacked(bundle())["votes/V-01/register.csv"].decode().splitlines()
    assert register[1] == f"01-01,2,{called},yes,yes,tablet"


def test_the_command_says_what_it_deletes_and_waits_for_a_yes(app: Flask, people: Cast, decided: int) -> None:
    runner = app.test_cli_runner()
    asked = runner.invoke(args=["summit", "close", "--challenge-hours", "0"])
    assert (asked.exit_code, "Add --yes" in asked.output) == (0, True)
    with app.app_context():
        assert compose().status == "provisional"
    done = runner.invoke(args=["summit", "close", "--challenge-hours", "0", "--yes"])
    assert done.exit_code == 0, done.output
    assert "1 e-mail addresses" in done.output
    assert runner.invoke(args=["summit", "naming", "delegate", "seat"]).exit_code == 1
