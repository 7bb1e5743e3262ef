"""When the database has no connection or no time: who casts is served, or comes again."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import make_url
from werkzeug.test import TestResponse

from summit import sqlite as ours
from summit.db import db
from summit.pool import KEPT
from summit.voting.models import Envelope
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll

BALLOT = {"attempt": "a1" * 16, "nonce": "5e" * 16, "seen": 0, "ranking": "am1"}


@pytest.fixture
def voter(app: Flask, cast: Cast, entered: Callable[[int], FlaskClient]) -> FlaskClient:
    """Signed in, with an open poll before them."""
    client = entered(cast.lucia)
    with app.app_context():
        an_open_poll(cast.organiser, [an_amendment(cast.lucia, a_document(), "Institutions shall publish.")])
    return client


def casts(voter: FlaskClient, accept: str = "application/json") -> TestResponse:
    return voter.post("/polls/1/cast", data=BALLOT, headers={"Accept": accept})


@contextmanager
def all_in_use(app: Flask, count: int) -> Iterator[None]:
    """So many others have a connection each and are not done with it."""
    with app.app_context(), ExitStack() as others:
        for _ in range(count):
            others.enter_context(db.engine.connect())
        yield


def envelopes(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(Envelope)) or 0


def is_told_to_come_again(voter: FlaskClient) -> None:
    answer = casts(voter)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "done once, however often it is sent" in answer.json["error"]
    page = casts(voter, "text/html")
    assert page.status_code == 503 and "Load this page again" in page.get_data(as_text=True)


@pytest.mark.only_on("postgresql", "SQLite has as many connections as one opens")
def test_who_casts_while_no_connection_is_free_is_told_to_come_again_and_is_then_received(
    app: Flask, voter: FlaskClient
) -> None:
    with app.app_context():
        db.engine.pool._timeout = 0.1  # type: ignore[attr-defined]
    with all_in_use(app, KEPT):
        is_told_to_come_again(voter)
    assert casts(voter).json["state"] == "received"
    assert envelopes(app) == 1


@pytest.mark.only_on("sqlite", "PostgreSQL allows so many connections and no more")
def test_who_casts_waits_for_nobody_who_only_reads(app: Flask, voter: FlaskClient) -> None:
    with all_in_use(app, 4 * KEPT):
        assert casts(voter).json["state"] == "received"
    assert envelopes(app) == 1


@pytest.mark.only_on("sqlite", "PostgreSQL has many writers")
def test_who_casts_while_another_process_writes_is_told_to_come_again_and_is_then_received(
    app: Flask, voter: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "PATIENCE_S", 0.05)
    with app.app_context():
        db.engine.dispose()
        path = str(make_url(str(db.engine.url)).database)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        is_told_to_come_again(voter)
    assert casts(voter).json["state"] == "received"
    assert envelopes(app) == 1
