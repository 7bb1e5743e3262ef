"""One user action is one transaction; events are numbered in the order of commits."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from summit import db as summit_db
from summit import due, events, record
from summit.db import db, transaction
from summit.domain.errors import Refusal
from summit.events import TopicName, announce, heads_of, once
from tests.conftest import with_tables
from tests.databases import Databases

HERE = TopicName("document", "4")
THERE = TopicName("debate", "provision/4/p2")


@pytest.fixture
def small(database: Databases, tmp_path: Path) -> Iterator[Flask]:
    """Database, events, record and due acts, without any feature."""
    app = Flask("small")
    app.config["SQLALCHEMY_DATABASE_URI"] = database.filled("tables", with_tables, tmp_path)
    summit_db.init_app(app)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@transaction
def speak(*topics: TopicName) -> None:
    for topic in topics:
        announce(topic, "spoken")


def seqs(topic: TopicName) -> list[int]:
    db.session.rollback()
    return list(
        db.session.scalars(
            select(events.Event.seq)
            .join(events.Topic)
            .where(events.Topic.kind == topic.kind, events.Topic.key == topic.key)
            .order_by(events.Event.seq)
        )
    )


def in_threads(app: Flask, count: int, act: object, *arguments: object) -> list[BaseException]:
    """Run `act` in threads that start together; the failures, if any."""
    failures: list[BaseException] = []
    start = threading.Barrier(count)

    def run() -> None:
        with app.app_context():
            start.wait()
            try:
                act(*arguments)  # type: ignore[operator]
            except BaseException as error:
                failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_a_stream_has_no_gap_and_no_double_when_many_write_at_once(small: Flask) -> None:
    failures = in_threads(small, 8, lambda: [speak(HERE, THERE) for _ in range(10)])
    assert failures == []
    assert seqs(HERE) == seqs(THERE) == list(range(1, 81))


def test_the_head_a_page_carries_is_the_number_of_the_last_event(small: Flask) -> None:
    assert str(heads_of([HERE])[0]) == "document:4:-:0"
    speak(HERE)
    speak(HERE, HERE)
    head = heads_of([HERE])[0]
    assert (head.topic, head.seq) == ("document:4", 3)
    assert head.epoch != events.UNBORN


def test_a_failed_action_tells_nobody_anything(small: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(events, "LISTENERS", [told.append])

    @transaction
    def fails() -> None:
        announce(HERE, "spoken")
        raise Refusal("no")

    with pytest.raises(Refusal):
        fails()
    assert told == []
    assert seqs(HERE) == []
    speak(HERE)
    assert len(told) == 1


def test_listeners_are_told_only_when_the_events_can_be_read_by_others(
    small: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[int]] = []

    def look(_heads: object) -> None:
        def elsewhere() -> None:
            with small.app_context():
                seen.append(seqs(HERE))

        other = threading.Thread(target=elsewhere)
        other.start()
        other.join()

    monkeypatch.setattr(events, "LISTENERS", [look])
    speak(HERE)
    assert seen == [[1]]


def test_what_is_stored_is_answered_though_nobody_could_be_told(
    small: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[object] = []

    def deaf(_heads: object) -> None:
        raise OSError("no such socket")

    @transaction
    def act() -> str:
        summit_db.after_commit(lambda: deaf(None))
        summit_db.after_commit(lambda: told.append("the next one"))
        record.keep("act")
        return "done"

    assert act() == "done"
    assert told == ["the next one"]
    assert record.head_code() != record.GENESIS[: record.CODE_LENGTH]
    assert "no such socket" in caplog.text


def test_a_failure_that_is_caught_on_the_way_still_dooms_the_whole(small: Flask) -> None:
    @transaction
    def inner() -> None:
        record.keep("half", what="an action")
        raise Refusal("no")

    @transaction
    def outer() -> None:
        try:
            inner()
        except Refusal:
            announce(HERE, "spoken")

    with pytest.raises(RuntimeError, match="swallowed"):
        outer()
    assert record.broken_at() is None
    assert db.session.scalar(select(record.RecordEntry)) is None
    assert seqs(HERE) == []


@pytest.mark.only_on("sqlite", "PostgreSQL is as durable unless its own settings say otherwise")
def test_what_is_stored_outlives_a_power_cut_and_what_is_deleted_is_gone(small: Flask) -> None:
    asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    kept = [db.session.execute(text(f"PRAGMA {name}")).scalar_one() for name in asked]
    assert kept == ["wal", 2, 1, 1]


@pytest.mark.only_on("sqlite", "PostgreSQL has many writers")
def test_a_service_holds_the_database_from_its_beginning(small: Flask, tmp_path: Path) -> None:
    @transaction
    def look() -> None:
        other = sqlite3.connect(tmp_path / "summit.db", timeout=0, isolation_level=None)
        with closing(other), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")

    look()


def test_changes_made_outside_a_service_are_refused(small: Flask) -> None:
    db.session.add(events.Command(person_id=1, key="k", body_digest="", location="/"))
    with pytest.raises(RuntimeError, match="outside a transaction"):
        speak(HERE)


def test_a_command_sent_twice_is_done_once_and_answered_the_same(small: Flask) -> None:
    done: list[int] = []

    def act() -> str:
        done.append(1)
        announce(HERE, "spoken")
        return "/documents/4#i-1"

    assert once(7, "key-0001", b"words", act) == once(7, "key-0001", b"words", act) == "/documents/4#i-1"
    assert done == [1]
    assert seqs(HERE) == [1]
    assert once(8, "key-0001", b"words", act) == "/documents/4#i-1"  # keys belong to persons
    assert done == [1, 1]


def test_a_command_that_arrives_twenty_times_at_once_is_done_once(small: Flask) -> None:
    def act() -> str:
        announce(HERE, "spoken")
        return "/"

    assert in_threads(small, 20, lambda: once(7, "key-0001", b"words", act)) == []
    assert seqs(HERE) == [1]


def test_a_key_used_for_other_words_overwrites_nothing(small: Flask) -> None:
    once(7, "key-0001", b"words", lambda: "/")
    with pytest.raises(events.ChangedCommand):
        once(7, "key-0001", b"other words", lambda: "/elsewhere")


def test_a_refused_command_can_be_sent_again(small: Flask) -> None:
    def refuse() -> str:
        raise Refusal("not now")

    with pytest.raises(Refusal):
        once(7, "key-0001", b"words", refuse)
    assert once(7, "key-0001", b"words", lambda: "/") == "/"


@pytest.mark.parametrize(
    "tampered",
    [{"payload": {"poll": 9}}, {"kind": "poll_closed"}, {"previous": "0" * 64}, {"digest": "0" * 64}],
)
def test_the_record_shows_where_it_was_tampered_with(small: Flask, tampered: dict[str, object]) -> None:
    for number in range(1, 5):
        record.keep("poll_opened", poll=number)
    assert record.broken_at() is None
    changed = db.update(record.RecordEntry).where(record.RecordEntry.seq == 3).values(**tampered)
    db.session.execute(changed)
    db.session.commit()
    assert record.broken_at() == 3


def test_the_record_shows_that_its_end_was_cut_off(small: Flask) -> None:
    for number in range(1, 5):
        record.keep("poll_opened", poll=number)
    db.session.execute(db.delete(record.RecordEntry).where(record.RecordEntry.seq >= 3))
    db.session.commit()
    assert record.broken_at() == 3


def test_the_chain_holds_when_many_append_at_once(small: Flask) -> None:
    assert in_threads(small, 8, lambda: [record.keep("act", n=n) for n in range(5)]) == []
    assert record.broken_at() is None
    assert db.session.scalar(select(db.func.count()).select_from(record.RecordEntry)) == 40


def test_a_timed_act_is_done_once_by_whoever_looks_first(
    small: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(due.VERBS, "speak", lambda number: announce(HERE, "spoken"))

    @transaction
    def enter() -> None:
        due.at(summit_db.now(), "speak", 1)

    enter()
    assert in_threads(small, 6, due.run_due) == []
    assert seqs(HERE) == [1]
    assert due.run_due() == 0


def test_a_timed_act_waits_for_its_time_and_can_be_taken_back(
    small: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(due.VERBS, "speak", lambda number: announce(HERE, "spoken"))

    @transaction
    def enter() -> None:
        due.at(summit_db.now() + timedelta(minutes=1), "speak", 1)
        due.at(summit_db.now(), "speak", 2)
        due.cancel("speak", 2)

    enter()
    assert due.run_due() == 0
    assert seqs(HERE) == []


def test_a_timed_act_that_is_refused_stays_due(small: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([Refusal("the key is missing"), None])

    def verb(number: int) -> None:
        answer = next(answers)
        if answer:
            raise answer

    monkeypatch.setitem(due.VERBS, "close", verb)

    @transaction
    def enter() -> None:
        due.at(summit_db.now(), "close", 1)

    enter()
    assert [due.run_due(), due.run_due(), due.run_due()] == [0, 1, 0]


def test_a_timed_act_that_fails_keeps_no_other_from_being_done(
    small: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(number: int) -> None:
        raise ValueError(f"number {number} cannot be closed")

    monkeypatch.setitem(due.VERBS, "close", fail)
    monkeypatch.setitem(due.VERBS, "speak", lambda number: announce(HERE, "spoken"))

    @transaction
    def enter() -> None:
        due.at(summit_db.now(), "close", 1)
        due.at(summit_db.now(), "speak", 2)

    enter()
    assert due.run_due() == 1
    assert seqs(HERE) == [1]
    assert "number 1 cannot be closed" in caplog.text
    assert [row.verb for row in db.session.scalars(select(due.Due))] == ["close"]
