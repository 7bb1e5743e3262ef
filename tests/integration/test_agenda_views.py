"""The agenda by plain forms, as a browser without scripts sends them."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.agenda import queries
from summit.agenda.models import Act, Presence
from summit.agenda.services import (
    add_item,
    drop_silent,
    end_now,
    give_ruling,
    make_announcement,
    set_deadline,
)
from summit.db import db, now
from summit.people.models import Duty
from summit.people.services import found_body, give_office
from tests.conftest import Cast
from tests.factories import a_document, a_sitting, an_amendment, an_open_sitting, remote

pytestmark = pytest.mark.only_on(
    "sqlite", "forms and pages; services are held on both, and test_rights reads every page on both"
)

Enter = Callable[[int], FlaskClient]
KEYS = iter(range(10**6))


def send(client: FlaskClient, path: str, **form: object) -> str:
    """Post a form under a key of its own; the place it leads to, or the page that came back."""
    answer = client.post(path, data={"key": f"a-key-of-the-test-{next(KEYS)}", **form})
    if answer.status_code == 303:
        return answer.headers["Location"]
    return f"{answer.status_code} {answer.get_data(as_text=True)}"


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def own_place(client: FlaskClient) -> str:
    """What sitting 1 says of the reader's own presence, below the line at the top of the page."""
    return text(client, "/sittings/1").partition("own-presence")[2]


@pytest.fixture
def chair(people: Cast, entered: Enter) -> FlaskClient:
    return entered(people.organiser)


def test_a_sitting_is_planned_and_run_by_forms_alone(app: Flask, people: Cast, chair: FlaskClient) -> None:
    with app.app_context():
        an_amendment(people.lucia, a_document(), "Changed.")
    times = {"starts_at": "2026-11-26T09:00", "ends_at": "2026-11-26T11:30"}
    assert send(chair, "/sittings/plan", body=1, title="First sitting", **times) == "/sittings/1/edit"
    for title, about in (("Opening", ""), ("Seeds", "Document 1"), ("One change", "am 1")):
        place = send(chair, "/sittings/1/items", title=title, about=about, minutes="20")
        assert place.startswith("/sittings/1/edit#i-")
    assert send(chair, "/items/3/up") == "/sittings/1/edit#i-3"
    assert send(chair, "/sittings/1/order", order="3,1,2") == "/sittings/1/edit#order-paper"
    assert send(chair, "/items/1/edit", title="Opening words", about="", minutes="") == "/sittings/1/edit#i-1"
    address = "https://example.org/es"
    assert "#channels" in send(chair, "/sittings/1/channels", kind="stream", language="es", address=address)
    for step in ("open", "suspend", "resume"):
        assert send(chair, f"/sittings/1/{step}") == "/sittings/1/edit"
    assert send(chair, "/items/3/take-up", seen="") == "/sittings/1/edit#i-3"
    assert send(chair, "/items/1/take-up", seen="3") == "/sittings/1/edit#i-1"
    assert send(chair, "/items/1/done", next="/agenda/") == "/agenda/"
    paper = text(app.test_client(), "/agenda/2026-11-26")
    for words in ("Opening words", "Seeds and soils", "AM 1, A change", "09:00", "11:30", address, "sitting"):
        assert words in paper
    assert paper.index("One change") < paper.index("Opening words") < paper.index("Seeds and soils")
    assert send(chair, "/sittings/1/close") == "/sittings/1/edit"
    assert "closed" in text(app.test_client(), "/sittings/1")


def test_a_refused_form_comes_back_with_its_typing(app: Flask, people: Cast, chair: FlaskClient) -> None:
    with app.app_context():
        a_sitting(people.organiser)
    wrong_time = send(chair, "/sittings/plan", body=1, title="Second", starts_at="tomorrow", ends_at="")
    assert (
        wrong_time.startswith("422") and "2026-11-25T09:00" in wrong_time and 'value="tomorrow"' in wrong_time
    )
    ends = send(
        chair, "/sittings/1/edit", title="X", starts_at="2026-11-26T09:00", ends_at="2026-11-26T08:00"
    )
    assert ends.startswith("422") and "ends after it begins" in ends and 'value="2026-11-26T08:00"' in ends
    for about, sentence in (("AM 99", "There is no AM 99."), ("the seeds", "Name it like Document 2")):
        answer = send(chair, "/sittings/1/items", title="Seeds", about=about)
        assert answer.startswith("422") and sentence in answer and f'value="{about}"' in answer
    minutes = send(chair, "/sittings/1/items", title="Seeds", minutes="long")
    assert minutes.startswith("422") and "whole number" in minutes and 'value="long"' in minutes
    link = send(chair, "/sittings/1/channels", kind="stream", language="es", address="javascript:alert(1)")
    assert link.startswith("422") and "begins with https://" in link
    with app.app_context():
        assert (queries.sitting(1).items, queries.sitting(1).channels) == ([], [])


def test_a_step_that_cannot_be_taken_comes_back_to_the_desk(
    app: Flask, people: Cast, chair: FlaskClient, entered: Enter
) -> None:
    with app.app_context():
        table = found_body(None, "Table 1").id
        give_office(None, "01-01", Duty.CHAIR, table)
        give_office(None, "01-02", Duty.SECRETARY, table)
        sitting = an_open_sitting(people.lucia, "Seeds", "Soils", body=table)
    other = entered(people.tomas)
    drives = send(other, f"/sittings/{sitting}/suspend")
    assert drives.startswith("409") and "Lucía Andrango drives Table 1" in drives
    mine = entered(people.lucia)
    send(mine, "/items/1/take-up", seen="")
    stale = send(mine, "/items/2/take-up", seen="")
    assert stale.startswith("409") and "in the meantime" in stale
    elsewhere = send(mine, "/items/2/take-up", seen="", next="/")
    assert elsewhere.startswith("409") and "in the meantime" in elsewhere
    for wrong in ("x", "1,,2", "9" * 40, "-1"):
        assert send(mine, f"/sittings/{sitting}/order", order=wrong).startswith("422")


def test_the_door_answers_who_came_and_takes_it_back(app: Flask, people: Cast, chair: FlaskClient) -> None:
    with app.app_context():
        an_open_sitting(people.organiser)
    place = send(chair, "/sittings/1/door", badge="01-01", way="in")
    assert place == "/sittings/1/door?way=in&scan=1"
    said = text(chair, place)
    assert "in:" in said and "Lucía Andrango" in said and "01-01" in said and "1 of 4 present" in said
    assert "was=already" in send(chair, "/sittings/1/door", badge="01-01", way="in")
    assert "taken back:" in text(chair, send(chair, "/presences/1/undo", way="in"))
    unknown = send(chair, "/sittings/1/door", badge="99-99", way="in")
    assert unknown.startswith("404") and "No badge has the number “99-99”" in unknown
    gone = send(chair, "/sittings/1/door", badge="01-02", way="out")
    assert gone.startswith("409") and "is not in the room" in gone
    assert send(chair, "/sittings/1/door", badge="", way="in").startswith("422")
    assert send(chair, "/sittings/1/door", badge="01-01", way="sideways").startswith("422")
    attendance = text(chair, "/sittings/1/attendance")
    assert "taken back" in attendance and "absent" in attendance


def test_a_door_shows_nobody_who_was_seen_at_another(
    app: Flask, people: Cast, chair: FlaskClient, entered: Enter
) -> None:
    with app.app_context():
        an_open_sitting(people.organiser)
        table = found_body(None, "Table 1").id
        give_office(None, "B-1", Duty.CHAIR, table)
        beside = an_open_sitting(people.organiser, body=table)
    send(chair, "/sittings/1/door", badge="01-01", way="in")
    assert "Lucía Andrango" in text(chair, "/sittings/1/door?scan=1")
    assert "Lucía Andrango" not in text(entered(people.observer), f"/sittings/{beside}/door?scan=1")


def test_a_remote_person_takes_part_is_dropped_and_comes_back_by_one_tap(
    app: Flask, people: Cast, entered: Enter
) -> None:
    with app.app_context():
        remote(people.rosa)
        an_open_sitting(people.organiser)
    rosa = entered(people.rosa)
    assert "Take part" in own_place(rosa)
    assert send(rosa, "/sittings/1/take-part") == "/sittings/1"
    page = own_place(rosa)
    assert "You take part remotely" in page and "Take part again" not in page
    with app.app_context():
        db.session.execute(db.update(Presence).values(seen_at=now() - timedelta(minutes=16)))
        db.session.commit()
        drop_silent()
    page = own_place(rosa)
    assert "Take part again" in page and "no connection for 15 minutes" in page
    assert send(rosa, "/sittings/1/take-part", next="/agenda/") == "/agenda/"
    assert send(rosa, "/sittings/1/leave") == "/sittings/1"
    assert "Take part again" not in own_place(rosa)


def test_the_pages_say_the_quorum_in_the_words_of_the_rule(
    app: Flask, people: Cast, client: FlaskClient
) -> None:
    with app.app_context():
        an_open_sitting(people.organiser)
        words = queries.quorum_of(1).in_words()
    page = re.sub(r"<[^>]+>", "", text(client, "/sittings/1"))
    assert words.replace(":", "") in re.sub(r"\s+", " ", page)


def test_deadlines_are_set_moved_and_ended_by_forms(app: Flask, people: Cast, chair: FlaskClient) -> None:
    with app.app_context():
        a_document()
    later = "2199-12-01T18:00"
    assert send(chair, "/deadlines", act="proposing", document="", at=later) == "/deadlines#d-1"
    assert send(chair, "/deadlines", act="seconding", document="document 1", at=later) == "/deadlines#d-2"
    page = text(app.test_client(), "/deadlines")
    assert "Seeds and soils" in page and "18:00:00" in page and "End it now" not in page
    for form, sentence in (
        ({"document": "AM 1", "at": later}, "for one document"),
        ({"document": "Document 9", "at": later}, "There is no Document 9."),
        ({"document": "", "at": "2020-01-01T00:00"}, "is over"),
        ({"document": "", "at": ""}, "Say until when"),
    ):
        answer = send(chair, "/deadlines", act="proposing", **form)
        assert answer.startswith("422") and sentence in answer
    assert send(chair, "/deadlines/2/end") == "/deadlines"
    assert "over since" in text(chair, "/deadlines")
    assert send(chair, "/deadlines/2/remove") == "/deadlines"
    with app.app_context():
        assert [one.act for one in queries.deadlines()] == [Act.PROPOSING]


def test_what_was_said_is_shown_as_it_was_typed_and_never_as_code(
    app: Flask, people: Cast, client: FlaskClient
) -> None:
    words = "<script>alert(1)</script> & more"
    with app.app_context():
        sitting = an_open_sitting(people.organiser)
        item = add_item(people.organiser, sitting, words)
        make_announcement(people.organiser, words)
        give_ruling(people.organiser, 1, words, item)
    for path in ("/agenda/", f"/sittings/{sitting}", "/announcements", "/rulings"):
        page = text(client, path)
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page and "<script>alert" not in page


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_is_none_is_not_found(people: Cast, client: FlaskClient, day: str) -> None:
    assert client.get(f"/agenda/{day}").status_code == 404


def test_a_body_leads_to_what_it_sits_in(app: Flask, people: Cast, client: FlaskClient) -> None:
    assert client.get("/bodies/1/sitting").headers["Location"] == "/agenda/?body=1"
    with app.app_context():
        planned = a_sitting(people.organiser)
    assert client.get("/bodies/1/sitting").headers["Location"] == f"/sittings/{planned}"
    assert client.get("/bodies/9/sitting").status_code == 404
    assert client.get("/agenda/?body=9").status_code == 404


def test_an_act_sent_twice_under_one_key_is_done_once(app: Flask, people: Cast, chair: FlaskClient) -> None:
    with app.app_context():
        a_sitting(people.organiser)
    form = {"title": "Seeds", "key": "one-key-for-both"}
    places = {chair.post("/sittings/1/items", data=form).headers["Location"] for _ in range(2)}
    assert places == {"/sittings/1/edit#i-1"}
    with app.app_context():
        assert len(queries.sitting(1).items) == 1


def test_a_chair_rules_on_an_item_of_the_running_sitting(
    app: Flask, people: Cast, chair: FlaskClient
) -> None:
    with app.app_context():
        an_open_sitting(people.organiser, "Seeds")
    assert send(chair, "/rulings", body=1, item=1, words="In order.") == "/rulings#r-1"
    assert "In order." in text(app.test_client(), "/sittings/1")
    assert send(chair, "/announcements", body=0, words="Lunch.") == "/announcements#a-1"
    assert "Lunch." in text(app.test_client(), "/agenda/")
    assert send(chair, "/announcements/1/end") == "/announcements"
    assert "Lunch." not in text(app.test_client(), "/agenda/")


def test_an_amendment_after_the_deadline_comes_back_with_what_was_typed(
    app: Flask, people: Cast, chair: FlaskClient, entered: Enter
) -> None:
    with app.app_context():
        a_document()
        end_now(people.organiser, set_deadline(people.organiser, Act.PROPOSING, now() + timedelta(hours=1)))
    typed = {"edit": "p2", "words-p2": "Words that were typed too late.", "title": "Too late", "seen": 1}
    answer = send(entered(people.lucia), "/documents/1/amend", **typed)
    assert answer.startswith("409") and "The time for proposing on this document is over." in answer
    assert "Words that were typed too late." in answer and 'value="Too late"' in answer
