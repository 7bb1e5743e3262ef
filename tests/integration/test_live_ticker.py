import logging
from datetime import timedelta

import pytest
from flask import Flask

from summit import due, live
from summit.db import db, now, transaction
from summit.events import Command, forget_commands, once
from summit.live import ticker
from tests.integration.live_server import until


def test_one_act_that_fails_is_logged_and_hinders_no_other(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = []

    def broken() -> int:
        raise ZeroDivisionError

    def sound() -> int:
        done.append("sound")
        return 1

    monkeypatch.setattr(ticker, "ACTS", (broken, sound))
    with caplog.at_level(logging.ERROR):
        ticker.tick(app)
        ticker.tick(app)
    assert done == ["sound", "sound"]
    assert "broken failed" in caplog.text


def test_what_is_due_is_done_though_nobody_is_connected(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    monkeypatch.setitem(due.VERBS, "ring", done.append)
    with app.app_context():
        _ring_soon()
    live.start(app)
    try:
        until(lambda: done == [7], "the act that is due")
    finally:
        app.extensions["summit-live"].stop()


def test_keys_of_forms_are_forgotten_after_a_week_and_that_is_looked_for_once_an_hour(app: Flask) -> None:
    with app.app_context():
        for key, days in (("a-week-ago", 7.1), ("this-week", 6.9)):
            once(1, key, b"words", lambda: "/")
            kept = db.session.get_one(Command, (1, key))
            kept.at = now() - timedelta(days=days)
            db.session.commit()
        forget = ticker.Seldom(3600, forget_commands)
        assert (forget(), forget()) == (1, 0)
        assert list(db.session.scalars(db.select(Command.key))) == ["this-week"]
    assert "forget_commands" in [act.__name__ for act in ticker.ACTS]


def test_what_is_stopped_can_be_started_again(app: Flask) -> None:
    running = app.extensions["summit-live"]
    assert [running.start(), running.start()] == [True, False]
    running.stop()
    assert running.start() is True
    running.stop()


@transaction
def _ring_soon() -> None:
    due.at(now() - timedelta(seconds=1), "ring", 7)
