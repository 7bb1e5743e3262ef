"""Debates through the services: where a reply stands, and what counts as said."""

from datetime import timedelta

import pytest
from flask import Flask

from summit import due
from summit.db import db, now
from summit.debates.models import Debate, DebateState, Intervention, SenseAnswer, SenseCheck
from summit.debates.queries import Anchor, altered, counts, debated, digest_of, last_sense
from summit.debates.services import (
    DEEPEST,
    Held,
    TooSoon,
    announce_sense,
    answer_sense,
    ask_sense,
    change_intervention,
    end_sense,
    hide_intervention,
    hold_debate,
    keep_said,
    keeping,
    post_intervention,
    remove_intervention,
    set_debate_state,
    show_intervention,
)
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.events import Event
from summit.live import catching_up
from summit.live.topics import positions
from summit.people.models import Duty
from summit.people.services import give_office
from summit.record import RecordEntry, RecordHead, broken_at
from tests.conftest import Cast
from tests.factories import a_document

PLACE = "1/p2"
HERE = Anchor("provision", PLACE)


def test_a_conversation_deeper_than_any_screen_goes_on_beside_its_parent(inside: Flask, people: Cast) -> None:
    a_document()
    numbers: list[int] = []
    for depth in range(DEEPEST + 5):
        parent = numbers[-1] if numbers else None
        numbers.append(post_intervention(people.lucia, HERE, f"Step {depth}", parent))
    said = debated(HERE).said
    assert [one.number for one in said] == numbers
    assert max(one.path.count("/") for one in said) == DEEPEST - 1


def test_what_was_taken_down_is_not_counted_as_said(inside: Flask, people: Cast) -> None:
    a_document()
    first, _ = (post_intervention(people.lucia, HERE, words) for words in ("One.", "Two."))
    remove_intervention(people.lucia, first)
    assert counts("provision", "1/") == {PLACE: 1}
    assert [one.text for one in debated(HERE).said] == ["", "Two."]


def entries(kind: str) -> list[dict[str, object]]:
    wanted = db.select(RecordEntry.payload).where(RecordEntry.kind == kind).order_by(RecordEntry.seq)
    return list(db.session.scalars(wanted))


def sent_long_ago(number: int, minutes: int = 6) -> None:
    row = db.session.get_one(Intervention, number)
    row.at = now() - timedelta(minutes=minutes)
    db.session.commit()


def test_words_can_be_put_right_for_five_minutes_and_say_so(inside: Flask, people: Cast) -> None:
    a_document()
    number = post_intervention(people.lucia, HERE, "I agre.")
    change_intervention(people.lucia, number, "I agree.")
    (said,) = debated(HERE).said
    assert (said.text, said.changed_at is not None) == ("I agree.", True)
    with pytest.raises(NotAllowed):
        change_intervention(people.tomas, number, "I disagree.")
    with pytest.raises(NotAllowed):
        change_intervention(people.organiser, number, "I disagree.")
    sent_long_ago(number)
    with pytest.raises(Refusal, match="for 5 minutes"):
        change_intervention(people.lucia, number, "I disagree.")
    assert debated(HERE).said[0].text == "I agree."
    last = db.session.scalars(db.select(Event).order_by(Event.topic_id.desc(), Event.seq.desc())).first()
    assert (last.type, last.payload) == ("intervention_changed", {"intervention": number, "parent": None})


def test_hidden_words_are_nowhere_until_a_moderator_shows_them_again(inside: Flask, people: Cast) -> None:
    a_document()
    give_office(people.organiser, "B-1", Duty.MODERATOR)
    number = post_intervention(people.lucia, HERE, "Heated words.")
    with pytest.raises(Unacceptable):
        hide_intervention(people.observer, number, "  ")
    with pytest.raises(NotAllowed):
        hide_intervention(people.tomas, number, "I do not like them.")
    hide_intervention(people.observer, number, "Cool down.")
    (said,) = debated(HERE).said
    assert (said.text, said.reason, said.is_hidden) == ("", "Cool down.", True)
    assert counts("provision", "1/") == {}
    with pytest.raises(NotAllowed):
        change_intervention(people.lucia, number, "Cool words.")
    show_intervention(people.observer, number)
    assert debated(HERE).said[0].text == "Heated words."
    hide_intervention(people.observer, number, "Cool down.")
    remove_intervention(people.observer, number, "No use.")
    row = db.session.get_one(Intervention, number)
    assert (row.text, row.sought, row.salt, row.hidden, row.reason) == ("", "", "", False, "No use.")
    assert [one["reason"] for one in entries("intervention_hidden")] == ["Cool down.", "Cool down."]


def test_in_a_slow_debate_each_person_waits_and_who_leads_it_does_not(inside: Flask, people: Cast) -> None:
    a_document()
    hold_debate(people.organiser, HERE, Held(DebateState.SLOW, slow_minutes=3))
    first = post_intervention(people.lucia, HERE, "One.")
    with pytest.raises(TooSoon, match=r"one intervention in 3 min from each person. You can send yours in"):
        post_intervention(people.lucia, HERE, "Two.")
    post_intervention(people.tomas, HERE, "Mine.")
    for words in ("Order.", "Please."):
        post_intervention(people.organiser, HERE, words)
    sent_long_ago(first, minutes=3)
    post_intervention(people.lucia, HERE, "Two.")
    assert [one.text for one in debated(HERE).said] == ["One.", "Mine.", "Order.", "Please.", "Two."]


def test_a_scheduled_debate_opens_by_itself_and_a_closed_one_is_summed_up(
    inside: Flask, people: Cast
) -> None:
    a_document()
    with pytest.raises(Unacceptable, match="still to come"):
        hold_debate(people.organiser, HERE, Held(DebateState.SCHEDULED, opens_at=now()))
    hold_debate(people.organiser, HERE, Held(DebateState.SCHEDULED, opens_at=now() + timedelta(hours=1)))
    with pytest.raises(NotAllowed, match="has not begun"):
        post_intervention(people.lucia, HERE, "Early.")
    assert due.run_due() == 0
    soon = now() - timedelta(seconds=1)
    db.session.execute(db.update(Debate).values(opens_at=soon))
    db.session.execute(db.update(due.Due).values(at=soon))
    db.session.commit()
    assert due.run_due() == 1
    post_intervention(people.lucia, HERE, "In time.")
    with pytest.raises(Unacceptable, match="Sum up"):
        hold_debate(people.organiser, HERE, Held(DebateState.CLOSED))
    hold_debate(people.organiser, HERE, Held(DebateState.CLOSED, summary="All agree."))
    with pytest.raises(NotAllowed, match="is closed"):
        post_intervention(people.lucia, HERE, "Late.")
    assert (debated(HERE).summary, debated(HERE).is_open) == ("All agree.", False)
    kept = entries("debate_state")
    assert [one["state"] for one in kept] == ["scheduled", "open", "closed"]
    assert (kept[1]["by"], kept[2]["summary"]) == (None, "All agree.")
    set_debate_state(people.organiser, 1, DebateState.OPEN)
    post_intervention(people.lucia, HERE, "Again.")


def test_the_record_keeps_digests_that_find_other_words_and_give_none_away(
    inside: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_document()
    first, second, gone = (post_intervention(people.lucia, HERE, words) for words in ("Yes.", "No.", "Oh."))
    remove_intervention(people.lucia, gone)
    assert keep_said() == 0  # a minute has not passed
    monkeypatch.setattr(keeping, "EVERY", timedelta(0))
    assert (keep_said(), keep_said()) == (2, 0)
    change_intervention(people.lucia, second, "No!")
    digest = digest_of(db.session.get_one(Intervention, first))
    assert keep_said() == 1
    kept = entries("interventions_kept")
    assert [one["count"] for one in kept] == [2, 1]
    assert kept[0]["digests"][0] == [first, digest]
    assert (altered(), broken_at()) == ([], None)
    runner = inside.test_cli_runner()
    assert runner.invoke(args=["record", "debates"]).exit_code == 0
    db.session.get_one(Intervention, first).text = "No."
    db.session.commit()
    assert altered() == [first]
    told = runner.invoke(args=["record", "debates"])
    assert (told.exit_code, f"interventions {first}" in told.output) == (1, True)
    remove_intervention(people.lucia, first)
    assert altered() == []


def test_the_sense_of_a_room_is_figures_alone_and_leaves_nothing_in_the_record(
    inside: Flask, people: Cast
) -> None:
    a_document()
    before = db.session.scalar(db.select(RecordHead.seq))
    with pytest.raises(NotAllowed):
        ask_sense(people.lucia, HERE, "Ripe?")
    ask_sense(people.organiser, HERE, "Ripe?")
    for who, sense in ((people.lucia, "agree"), (people.tomas, "agree"), (people.lucia, "unsure")):
        answer_sense(who, 1, sense)
    with pytest.raises(NotAllowed):
        answer_sense(people.observer, 1, "agree")
    with pytest.raises(Unacceptable):
        answer_sense(people.rosa, 1, "abstain")
    assert (announce_sense(), announce_sense()) == (1, 0)
    figures = {"agree": 1, "unsure": 1, "disagree": 0}
    last = db.session.scalars(db.select(Event).order_by(Event.topic_id.desc(), Event.seq.desc())).first()
    assert (last.type, last.payload) == ("sense_changed", {"check": 1, **figures})
    answer_sense(people.rosa, 1, "disagree")
    ask_sense(people.organiser, HERE, "Ripe now?")
    with pytest.raises(Refusal, match="is over"):
        answer_sense(people.rosa, 1, "agree")
    ended = db.session.get_one(SenseCheck, 1)
    assert (ended.agree, ended.unsure, ended.disagree) == (1, 1, 1)
    assert db.session.scalars(db.select(SenseAnswer)).all() == []
    answer_sense(people.rosa, 2, "agree")
    end_sense(people.organiser, 2)
    shown = last_sense(1, people.rosa)
    assert shown is not None
    assert (shown.question, shown.figures["agree"]) == ("Ripe now?", 1)
    assert (shown.has_ended, shown.own) == (True, None)
    assert db.session.scalar(db.select(RecordHead.seq)) == before


def test_what_returning_readers_ask_is_read_once_and_brings_no_words_that_were_taken_down(
    inside: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_document()
    number = post_intervention(people.lucia, HERE, "Something rash.")
    live, read = inside.extensions["summit-live"], []
    live.relay.begin()
    happened_after = catching_up.log.happened_after
    monkeypatch.setattr(
        catching_up.log, "happened_after", lambda *which: read.append(which) or happened_after(*which)
    )
    asked = positions([f"debate:{HERE}:-:0"])

    def answered() -> str:
        return str(catching_up.missed(asked, live.memory, "en").frames)

    answers = {answered() for _ in range(3)}
    assert (len(read), len(answers), "Something rash" in answers.pop()) == (1, 1, True)
    assert live.counters.values['summit_answers_total{from="memory"}'] == 2
    live.memory.told[f"debate:{HERE}"].events.clear()  # and where memory does not reach
    assert "Something rash" in answered()
    assert len(read) == 1
    remove_intervention(people.lucia, number)
    assert "Something rash" not in answered()
