"""Sockets whose client has gone while its question waited for its turn."""

from typing import Any, cast

import pytest
from flask import Flask

from summit.live import namespace
from summit.live.namespace import Followers


def test_who_hangs_up_while_waiting_for_a_turn_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unknown(room: str) -> None:
        raise KeyError("dDHU0yPcilO_SJC-AAAy")

    monkeypatch.setattr(namespace, "join_room", unknown)
    followers = Followers(lambda: None, cast(Any, None), lambda: 0, cast(Any, None))
    with Flask(__name__).test_request_context():
        assert followers.on_follow({"topics": ["body:1:-:0"]}) == {}
    assert caplog.records == []
