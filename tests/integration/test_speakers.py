"""Speakers' lists: who asks and is called, what the clock counts, what pages say and minutes need."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.agenda.queries import running_sitting, sitting
from summit.agenda.services import (
    NotDriving,
    close_sitting,
    finish_item,
    resume_sitting,
    suspend_sitting,
    take_over,
    take_up,
)
from summit.db import db, now
from summit.debates.models import SpeakersList, Speech
from summit.debates.queries import ListShown, list_in_use, speech, waiting
from summit.debates.services import (
    add_speaker,
    ask_for_floor,
    call_speaker,
    calling,
    close_list,
    end_speech,
    move_request,
    open_list,
    pause_speech,
    resume_speech,
    set_speaking_rules,
    strike_request,
    undo_call,
    withdraw_request,
)
from summit.debates.services.listing import Terms
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.domain.speakers import Rules
from summit.pages.queries.acts import Wanted, acts
from summit.people.models import Duty, Role
from summit.people.services import accredit, found_body, give_office
from tests.conftest import Cast
from tests.factories import an_open_sitting, remote
from tests.racing import at_once

pytestmark = pytest.mark.only_on(
    "sqlite", "lists of speakers are plain rows; presence and races are held on both"
)

POINT, QUESTION = "point of order", "question"


@pytest.fixture
def items(inside: Flask, people: Cast) -> list[int]:
    return an_open_list(people.organiser)


@pytest.fixture
def still(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes but what a test lets pass, however busy the machine is."""
    moment = now()
    monkeypatch.setattr(calling, "now", lambda: moment)


def an_open_list(chair: int) -> list[int]:
    """Two items of an open sitting of the plenary; the first is taken up, and its list is open."""
    here = an_open_sitting(chair, "Seeds", "Soils")
    found = [one.id for one in sitting(here).items]
    take_up(chair, found[0])
    open_list(chair, 1, Terms(120, Rules()))
    return found


def here() -> ListShown:
    found = list_in_use(1)
    assert found is not None
    return found


def names() -> list[str]:
    return [one.name.split()[0] for one in here().queue]


def floor() -> str | None:
    return here().speaking.name.split()[0] if here().speaking else None


def called(chair: int, request: int) -> int:
    now = here().speaking
    call_speaker(chair, request, now.id if now else None)
    return request


def earlier(request: int, seconds: float) -> None:
    """Let all moments of a speech, and its pause, have been so much earlier."""
    row = speech(request)
    for name in ("began_at", "paused_at", "ended_at"):
        if getattr(row, name) is not None:
            setattr(row, name, getattr(row, name) - timedelta(seconds=seconds))
    db.session.commit()


# --- asking -----------------------------------------------------------------------------------------------


def test_the_list_stands_as_its_rules_say_and_an_officer_has_the_last_word(
    people: Cast, items: list[int], announced: Callable[[], list[tuple[str, str]]]
) -> None:
    remote(people.amaru)
    asked = {one: ask_for_floor(one, 1) for one in people.delegates}
    assert names() == ["Lucía", "Tomás", "Rosa", "Amaru"]
    assert [one.is_remote for one in here().queue] == [False, False, False, True]
    called(people.organiser, asked[people.lucia])
    guest = accredit(None, "Invited Guest", Role.OBSERVER, "G-1").id
    ask_for_floor(people.lucia, 1)
    add_speaker(people.organiser, 1, "g-1")
    assert names() == ["Tomás", "Rosa", "Amaru", "Invited", "Lucía"]
    ask_for_floor(people.rosa, 1, POINT)
    assert names()[0] == "Rosa"
    move_request(people.organiser, here().queue[-1].id, -1)
    withdraw_request(people.tomas, asked[people.tomas])
    strike_request(people.organiser, asked[people.rosa])
    assert names() == ["Rosa", "Amaru", "Lucía", "Invited"]
    told = [kind for topic, kind in announced() if topic == "body:1"]
    assert told[-7:] == [
        "floor_asked_for", "floor_asked_for", "speaker_added", "floor_asked_for", "request_moved",
        "request_withdrawn", "request_struck",
    ]  # fmt: skip
    row = db.session.scalars(db.select(Speech).where(Speech.person_id == guest)).one()
    assert row.asked_by_id == people.organiser


def test_who_may_not_ask_is_told_why_and_nothing_is_stored(people: Cast, items: list[int]) -> None:
    with pytest.raises(NotAllowed, match="Only those who sit in Plenary"):
        ask_for_floor(people.observer, 1)
    mine = ask_for_floor(people.lucia, 1)
    with pytest.raises(Refusal, match="on the list already"):
        ask_for_floor(people.lucia, 1)
    with pytest.raises(NotAllowed):
        withdraw_request(people.tomas, mine)
    with pytest.raises(Unacceptable):
        ask_for_floor(people.tomas, 1, "applause")
    with pytest.raises(Unacceptable, match="accredited"):
        add_speaker(people.organiser, 1, "X-9")
    close_list(people.organiser, 1)
    with pytest.raises(Refusal, match="Points of order are still taken"):
        ask_for_floor(people.tomas, 1)
    ask_for_floor(people.tomas, 1, POINT)
    assert names() == ["Tomás", "Lucía"]
    for refused in (lambda: set_speaking_rules(people.organiser, 1, Terms(4)), lambda: open_list(6, 1)):
        with pytest.raises((Unacceptable, NotAllowed)):
            refused()
    assert here().seconds == 120


def test_only_who_drives_the_body_gives_its_floor(people: Cast, items: list[int]) -> None:
    mine = ask_for_floor(people.lucia, 1)
    chair = accredit(None, "Nuna Grefa", Role.OBSERVER, "C-1").id
    give_office(None, "C-1", Duty.CHAIR, 1)
    other = accredit(None, "Inti Lema", Role.OBSERVER, "C-2").id
    give_office(None, "C-2", Duty.CHAIR, found_body(None, "Table 1").id)
    for act in (
        lambda who: open_list(who, 1),
        lambda who: close_list(who, 1),
        lambda who: add_speaker(who, 1, "01-02"),
        lambda who: call_speaker(who, mine),
        lambda who: move_request(who, mine, 1),
        lambda who: strike_request(who, mine),
        lambda who: set_speaking_rules(who, 1, Terms()),
    ):
        for who, why in ((chair, NotDriving), (other, NotAllowed), (people.tomas, NotAllowed)):
            with pytest.raises(why):
                act(who)
    take_over(chair, 1)
    call_speaker(chair, mine)
    assert floor() == "Lucía"


# --- speaking ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("still")
def test_the_clock_counts_what_was_spoken_and_the_rows_keep_it_for_the_minutes(
    app: Flask, people: Cast, items: list[int]
) -> None:
    mine = called(people.organiser, ask_for_floor(people.lucia, 1))
    earlier(mine, 30)
    pause_speech(people.organiser, mine)
    assert here().speaking.took == 30
    earlier(mine, 600)
    assert here().speaking.took == 30
    resume_speech(people.organiser, mine)
    running = here().speaking.clock
    assert running.stopped_at is None
    assert running.until == running.began_at + running.paused + timedelta(seconds=120)
    earlier(mine, 13)
    end_speech(people.organiser, mine)
    kept = db.session.get_one(Speech, mine, populate_existing=True)
    assert (kept.state, kept.paused_at) == ("ended", None)
    assert (kept.ended_at - kept.began_at).total_seconds() == 643
    assert here().spoken[0].took == 43
    assert here().speaking is None
    said = [one.words.format_map(one.named) for one in acts(Wanted(group="agenda"))[:3]]
    assert said[0] == "ended the speech of Lucía Andrango (01-01) after 43 s"
    assert said[2] == "let the clock of Lucía Andrango (01-01) stand"


@pytest.mark.usefixtures("still")
def test_a_point_of_order_interrupts_and_gives_the_floor_back(people: Cast, items: list[int]) -> None:
    turn = called(people.organiser, ask_for_floor(people.lucia, 1))
    earlier(turn, 20)
    point = called(people.organiser, ask_for_floor(people.tomas, 1, POINT))
    assert (floor(), [one.id for one in here().interrupted]) == ("Tomás", [turn])
    earlier(turn, 300)
    earlier(point, 300)
    end_speech(people.organiser, point)
    assert (floor(), here().speaking.took) == ("Lucía", 20)
    called(people.organiser, ask_for_floor(people.rosa, 1, QUESTION))
    called(people.organiser, ask_for_floor(people.amaru, 1))
    assert (floor(), here().interrupted) == ("Amaru", ())
    assert [one.took for one in here().spoken] == [20, 300, 0]


def test_a_call_that_was_a_mistake_is_taken_back_with_what_it_cut_short(
    people: Cast, items: list[int]
) -> None:
    first = called(people.organiser, ask_for_floor(people.lucia, 1))
    ask_for_floor(people.rosa, 1)
    for purpose in ("turn", POINT):
        wrong = called(people.organiser, ask_for_floor(people.tomas, 1, purpose))
        undo_call(people.organiser, wrong)
        assert (floor(), here().interrupted, here().spoken) == ("Lucía", (), ())
        assert here().speaking.paused_at is None
        assert names()[0] == "Tomás"
        withdraw_request(people.tomas, wrong)
    point = called(people.organiser, ask_for_floor(people.tomas, 1, POINT))
    undo_call(people.organiser, called(people.organiser, here().queue[0].id))
    assert (here().speaking.id, [one.id for one in here().interrupted]) == (point, [first])


def test_a_second_tap_calls_nobody_else(people: Cast, items: list[int]) -> None:
    one, other = (ask_for_floor(who, 1) for who in (people.lucia, people.tomas))
    call_speaker(people.organiser, one, None)
    with pytest.raises(Refusal, match="in the meantime"):
        call_speaker(people.organiser, other, None)
    with pytest.raises(Refusal, match="has the floor"):
        call_speaker(people.organiser, one, one)
    assert (floor(), names()) == ("Lucía", ["Tomás"])


def test_of_all_who_ask_and_are_called_at_once_each_has_a_place_and_one_the_floor(
    inside: Flask, people: Cast, items: list[int]
) -> None:
    def asks(who: int) -> Callable[[], object]:
        return lambda: ask_for_floor(who, 1)

    asked = at_once(inside, [asks(who) for who in (*people.delegates, *people.delegates)])
    assert sum(isinstance(answer, Refusal) for answer in asked) == 4
    assert [one.position for one in waiting(here().id)] == [0, 1, 2, 3]
    waits = [one.id for one in here().queue]
    called_at_once = at_once(inside, [lambda one=one: call_speaker(people.organiser, one) for one in waits])
    assert called_at_once.count(None) == 1
    assert here().speaking.id == waits[called_at_once.index(None)]


def test_the_list_ends_with_its_item_and_stands_still_with_its_sitting(
    people: Cast, items: list[int]
) -> None:
    seeds, soils = items
    mine = called(people.organiser, ask_for_floor(people.lucia, 1))
    waits = ask_for_floor(people.tomas, 1)
    suspend_sitting(people.organiser, running_sitting(1).id)
    assert here().speaking.paused_at is not None
    with pytest.raises(Refusal, match="suspended"):
        call_speaker(people.organiser, waits, mine)
    resume_sitting(people.organiser, running_sitting(1).id)
    take_up(people.organiser, soils, seeds)
    assert list_in_use(1) is None
    assert speech(mine).state == "ended"
    with pytest.raises(Refusal, match="no speakers' list"):
        withdraw_request(people.tomas, waits)
    for leave in (lambda: finish_item(people.organiser, soils), lambda: close_sitting(people.organiser, 1)):
        open_list(people.organiser, 1)
        assert here().seconds == 120
        leave()
        assert list_in_use(1) is None
    assert db.session.scalar(db.select(db.func.count()).select_from(SpeakersList)) == 3


# --- pages ------------------------------------------------------------------------------------------------


def pressed(client: FlaskClient, path: str, button: str) -> int:
    """Press a button as a browser without scripts does, with the fields as drawn; answers the status."""
    forms = re.findall(r'<form method="post" action="([^"]+)">(.*?)</form>', client.get(path).text, re.DOTALL)
    action, drawn = next((action, drawn) for action, drawn in forms if f">{button}<" in drawn)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', drawn))
    return client.post(action, data=fields).status_code


def test_a_debate_is_run_by_the_buttons_that_each_is_shown(
    app: Flask, people: Cast, client: FlaskClient, entered: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        an_open_list(people.organiser)
    lucia, tomas, officer = (entered(one) for one in (people.lucia, people.tomas, people.organiser))
    assert "Your turn to speak" not in client.get("/bodies/1").text
    assert "Your turn to speak" not in entered(people.observer).get("/bodies/1").text
    for one in (lucia, tomas):
        assert pressed(one, "/bodies/1", "Ask for the floor") == 303
    assert ">Ask for the floor<" not in lucia.get("/bodies/1").text
    assert "You are number 2 of 2" in tomas.get("/bodies/1").text
    assert "You have the floor next." in lucia.get("/bodies/1").text
    assert pressed(officer, "/console/1", "Give the floor to Lucía Andrango") == 303
    assert "You have the floor." in lucia.get("/bodies/1").text
    assert pressed(tomas, "/bodies/1", "Question to the speaker") == 303
    assert pressed(tomas, "/bodies/1", "Withdraw") == 303
    assert pressed(officer, "/console/1", "Let the clock stand") == 303
    assert "the clock stands" in client.get("/bodies/1").text
    for button in (
        "Let the clock run",
        "Take the call back",
        "Give the floor to Lucía Andrango",
        "Close the list",
    ):
        assert pressed(officer, "/console/1", button) == 303, button
    assert "Points of order are still taken" in tomas.get("/bodies/1").text
    assert pressed(tomas, "/bodies/1", "Point of order") == 303
    assert pressed(officer, "/console/1", "End the speech") == 303
    assert "1 speech so far" in client.get("/bodies/1").text
    added = {"badge": "b-1", "purpose": "turn", "key": "add-somebody-now"}
    assert officer.post("/console/1/add-speaker", data=added).status_code == 303
    assert "Inés Bravo" in client.get("/bodies/1").text
    wrong = {"seconds": "2", "key": "rules-that-are-wrong"}
    answer = officer.post("/console/1/speaking-rules", data=wrong)
    assert answer.status_code == 422
    assert "between 5 and 3,600 seconds" in answer.text
    assert 'value="2"' in answer.text
    rules = {"seconds": "", "interleaves": "y", "key": "rules-that-are-right"}
    assert officer.post("/console/1/speaking-rules", data=rules).status_code == 303
    with app.app_context():
        assert (here().seconds, here().rules) == (None, Rules(False, False, True))
