"""A remote person's presence hangs on their connections, by socket or by request."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.agenda import queries
from summit.agenda.models import Presence
from summit.agenda.services import take_part
from summit.db import db, now
from summit.live import connected, ticker
from summit.live.connected import Connected
from tests.conftest import Cast
from tests.factories import an_open_sitting, remote

Enter = Callable[[int], FlaskClient]


@pytest.fixture
def rosa(app: Flask, people: Cast) -> int:
    """Rosa takes part from afar and was last seen long ago."""
    with app.app_context():
        remote(people.rosa)
        take_part(people.rosa, an_open_sitting(people.organiser))
        db.session.execute(db.update(Presence).values(seen_at=now() - timedelta(minutes=16)))
        db.session.commit()
    return people.rosa


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Put the time of this worker, in seconds."""
    moment = [1_000.0]
    monkeypatch.setattr(connected.time, "monotonic", lambda: moment[0])

    def put(seconds: float) -> None:
        moment[0] = 1_000.0 + seconds

    return put


def noticed(app: Flask, clock: Callable[[float], None]) -> Connected:
    """What this worker knows, begun at 0."""
    clock(0)
    known: Connected = app.extensions["summit-live"].connected
    known.__init__(known.socketio)
    return known


def is_there(app: Flask) -> bool:
    with app.app_context():
        return queries.present_seats(1).remote == 1


def test_a_held_request_keeps_a_presence_up(app: Flask, rosa: int, entered: Enter, clock) -> None:
    client = entered(rosa)
    known = noticed(app, clock)
    answer = client.get("/live?t=summit::-:0")
    assert answer.headers["Cache-Control"] == "public, max-age=1"
    with app.app_context():
        assert known.note() == 1
    clock(200)
    ticker.tick(app)
    assert is_there(app)


def test_a_socket_keeps_a_presence_up_and_its_end_drops_it(
    app: Flask, rosa: int, entered: Enter, clock
) -> None:
    running = app.extensions["summit-live"]
    running.start = lambda: False  # no background tasks: the test ticks by hand
    client = entered(rosa)
    known = noticed(app, clock)
    socket = running.socketio.test_client(app, flask_test_client=client)
    known._asked.clear()  # the page before the socket does not count here
    with app.app_context():
        assert known.note() == 1
    assert is_there(app)
    socket.disconnect()
    clock(300)
    with app.app_context():
        assert known.note() == 0
        db.session.execute(db.update(Presence).values(seen_at=now() - timedelta(minutes=16)))
        db.session.commit()
    ticker.tick(app)
    assert not is_there(app)


def test_who_is_connected_is_stored_once_a_minute(app: Flask, rosa: int, clock) -> None:
    known = noticed(app, clock)
    noted = []
    for second in (0, 30, 59, 60, 61):
        clock(second)
        known.asked(rosa)
        with app.app_context():
            noted.append(known.note())
    assert noted == [1, 0, 0, 1, 0]


def test_after_a_start_nobody_is_dropped_before_they_could_come_back(app: Flask, rosa: int, clock) -> None:
    noticed(app, clock)
    clock(connected.COMING_BACK_S - 1)
    ticker.tick(app)
    assert is_there(app)
    clock(connected.COMING_BACK_S)
    ticker.tick(app)
    assert not is_there(app)


def test_visitors_are_nobody(app: Flask, rosa: int, client: FlaskClient, clock) -> None:
    known = noticed(app, clock)
    client.get("/live?t=summit::-:0")
    client.get("/")
    with app.app_context():
        assert known.note() == 0
