"""Debates in which several things happen at the same moment."""

import threading
import time
from typing import Any

import pytest
from flask import Flask

from summit.db import db
from summit.debates.models import DebateState
from summit.debates.queries import Anchor, debated
from summit.debates.services import Held, TooSoon, hold_debate, interventions, post_intervention, sessions
from summit.live import catching_up, log
from summit.live.memory import Memory
from summit.live.metrics import Counters
from summit.live.missed import Missed
from summit.live.topics import positions
from tests.conftest import Cast
from tests.factories import a_document
from tests.racing import at_once, in_the_middle

HERE = Anchor("provision", "1/p2")


def test_of_two_sent_at_once_in_a_slow_debate_one_is_too_soon(inside: Flask, people: Cast) -> None:
    a_document()
    hold_debate(people.organiser, HERE, Held(DebateState.SLOW, slow_minutes=3))

    def say(turn: int) -> int:
        return post_intervention(people.lucia, HERE, f"{turn}.")

    answers = at_once(inside, [lambda turn=turn: say(turn) for turn in range(4)])
    assert sum(isinstance(one, TooSoon) for one in answers) == 3
    assert len(debated(HERE).said) == 1


def test_of_two_sent_while_a_debate_becomes_slow_one_is_too_soon(
    inside: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_document()
    post_intervention(people.tomas, HERE, "Before.")
    speaking: list[threading.Thread] = []
    announce = sessions.announce

    def meanwhile(*topic: Any, **payload: Any) -> None:
        for turn in range(2):
            speaking.append(
                in_the_middle(inside, lambda turn=turn: post_intervention(people.lucia, HERE, f"{turn}."))
            )
        announce(*topic, **payload)

    monkeypatch.setattr(sessions, "announce", meanwhile)
    hold_debate(people.organiser, HERE, Held(DebateState.SLOW, slow_minutes=3))
    for one in speaking:
        one.join()
    db.session.rollback()
    assert len(debated(HERE).said) == 2


def test_a_debate_is_locked_after_whoever_was_speaking_has_spoken(
    inside: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_document()
    post_intervention(people.tomas, HERE, "Before.")
    waits: list[bool] = []
    locking: list[threading.Thread] = []
    announce = interventions.announce

    def lock() -> Anchor:
        return hold_debate(people.organiser, HERE, Held(DebateState.LOCKED))

    def meanwhile(*topic: Any, **payload: Any) -> None:
        locking.append(in_the_middle(inside, lock))
        waits.append(locking[0].is_alive())
        announce(*topic, **payload)

    monkeypatch.setattr(interventions, "announce", meanwhile)
    post_intervention(people.lucia, HERE, "Now.")
    locking[0].join()
    db.session.rollback()
    assert waits == [True]
    assert (debated(HERE).state, len(debated(HERE).said)) == (DebateState.LOCKED, 2)


def test_a_debate_begun_twice_at_once_is_one(inside: Flask, people: Cast) -> None:
    a_document()
    acts = [
        lambda: post_intervention(people.lucia, HERE, "One."),
        lambda: post_intervention(people.tomas, HERE, "Two."),
    ]
    answers = at_once(inside, [*acts, lambda: hold_debate(people.organiser, HERE, Held(DebateState.SLOW, 3))])
    assert all(isinstance(one, int | Anchor) for one in answers), answers
    found = debated(HERE)
    assert (found.state, len(found.said)) == (DebateState.SLOW, 2)


def test_of_many_who_return_at_once_one_reads_the_log_for_all(
    inside: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_document()
    for words in ("One.", "Two."):
        post_intervention(people.lucia, HERE, words)
    memory = Memory(Counters())
    memory.fill(log.streams())
    read: list[str] = []
    happened_after = log.happened_after

    def slowly(stream: log.Stream, seq: int) -> list[log.Happened]:
        read.append(stream.name)
        time.sleep(0.1)
        return happened_after(stream, seq)

    monkeypatch.setattr(log, "happened_after", slowly)

    def back() -> Missed:
        with inside.test_request_context():
            return catching_up.missed(positions([f"debate:{HERE}:-:0"]), memory, "en")

    answers = at_once(inside, [back] * 5)
    assert read == [f"debate:{HERE}"]
    assert all([event["seq"] for event in one.frames[0]["events"]] == [1, 2] for one in answers)
