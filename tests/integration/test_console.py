"""The desk of a body: who drives, what is done from it, and what a refused act leaves behind."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.agenda.models import Announcement, ItemState, Ruling
from summit.agenda.queries import floor_of, item, running_sitting, sitting
from summit.agenda.services import add_item, give_up_driving
from summit.db import db
from summit.domain.anchors import Anchor
from summit.people.models import Duty, Role, Seat
from summit.people.queries import person_by_badge
from summit.people.services import accredit, found_body, give_office
from summit.voting.models import Poll
from summit.voting.queries import standing
from summit.voting.services import announce_poll, put_to_poll
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, an_open_sitting, published
from tests.factories import cast as cast_ballot

pytestmark = pytest.mark.only_on(
    "sqlite", "forms and pages; services are held on both, and test_rights reads every page on both"
)

Enter = Callable[[int], FlaskClient]
keys = iter(range(10_000_000, 20_000_000))


@pytest.fixture
def table(app: Flask, people: Cast) -> int:
    """Table 3, with Inés in the chair and Paúl as secretary; Rosa and Amaru hold its seats."""
    with app.app_context():
        body = found_body(None, "Table 3").id
        for badge, name, duty in (("C-3", "Inés", Duty.CHAIR), ("S-3", "Paúl", Duty.SECRETARY)):
            accredit(None, name, Role.OBSERVER, badge)
            give_office(None, badge, duty, body)
        for number, person in (("3-1", people.rosa), ("3-2", people.amaru)):
            db.session.add(Seat(body_id=body, number=number, owner_id=person, holder_id=person))
        db.session.commit()
        return body


@pytest.fixture
def chair(app: Flask, table: int, entered: Enter) -> FlaskClient:
    return entered(by_badge(app, "C-3"))


@pytest.fixture
def secretary(app: Flask, table: int, entered: Enter) -> FlaskClient:
    return entered(by_badge(app, "S-3"))


@pytest.fixture
def items(app: Flask, table: int) -> tuple[int, int, int]:
    """An open sitting of the table and its two items; nobody drives."""
    with app.app_context():
        here = an_open_sitting(by_badge(app, "C-3"), "Seeds", "Soils", body=table)
        give_up_driving(by_badge(app, "C-3"), table)
        seeds, soils = [one.id for one in sitting(here).items]
        return here, seeds, soils


@pytest.fixture
def amendment(app: Flask, people: Cast) -> int:
    with app.app_context():
        return an_amendment(people.lucia, a_document(), "Institutions shall publish.")


def by_badge(app: Flask, badge: str) -> int:
    with app.app_context():
        found = person_by_badge(badge)
        assert found is not None
        return found.id


def presses(client: FlaskClient, body: int, act: str, status: int = 303, **fields: object) -> str:
    answer = client.post(f"/console/{body}/{act}", data={"key": f"key-{next(keys)}", **fields})
    assert answer.status_code == status, answer.text
    return answer.text


def desk(client: FlaskClient, body: int) -> str:
    return " ".join(re.sub("<[^>]+>", " ", client.get(f"/console/{body}").text).split())


# --- driving ----------------------------------------------------------------------------------------------


def test_the_second_officer_takes_over_by_one_button_and_the_first_sees_whose_desk_it_is(
    table: int, chair: FlaskClient, secretary: FlaskClient, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    presses(chair, table, "take-over")
    assert "Inés drives Table 3." in desk(secretary, table)
    assert "<fieldset disabled" in secretary.get(f"/console/{table}").text
    presses(secretary, table, "take-over")
    assert "Paúl drives Table 3." in desk(chair, table)
    assert "Driven by Paúl (you)" in desk(secretary, table)
    assert announced().count(("staff:", "driver_changed")) == 2
    presses(secretary, table, "give-up")
    assert "Nobody drives Table 3." in desk(chair, table)
    assert "<fieldset disabled" not in chair.get(f"/console/{table}").text


def test_an_officer_who_does_not_drive_moves_nothing_and_is_told_who_does(
    app: Flask, table: int, items: tuple[int, int, int], chair: FlaskClient, secretary: FlaskClient
) -> None:
    presses(chair, table, "take-over")
    page = presses(secretary, table, "close-sitting", 409, sitting=items[0])
    assert "Inés drives Table 3. Take over first." in page
    assert "Nothing was done." in page
    with app.app_context():
        assert running_sitting(table) is not None


def test_the_list_of_desks_holds_an_officers_own_bodies_and_no_other(
    people: Cast, table: int, chair: FlaskClient, entered: Enter
) -> None:
    assert f'href="/console/{table}"' in chair.get("/console").text
    assert 'href="/console/1"' not in chair.get("/console").text
    organiser = entered(people.organiser).get("/console").text
    assert 'href="/console/1"' in organiser
    assert f'href="/console/{table}"' in organiser


# --- the floor --------------------------------------------------------------------------------------------


def test_a_sitting_is_run_from_its_desk_from_the_first_item_to_its_close(
    app: Flask, table: int, items: tuple[int, int, int], chair: FlaskClient
) -> None:
    here, seeds, soils = items
    presses(chair, table, "take-up", item=seeds)
    presses(chair, table, "take-up", item=soils, instead_of=seeds)
    with app.app_context():
        assert (item(seeds).state, item(soils).state) == (ItemState.DONE, ItemState.CURRENT)
    presses(chair, table, "defer", item=soils)
    presses(chair, table, "suspend-sitting", sitting=here)
    assert "Resume the sitting" in desk(chair, table)
    presses(chair, table, "resume-sitting", sitting=here)
    presses(chair, table, "close-sitting", sitting=here)
    with app.app_context():
        assert running_sitting(table) is None


def test_two_desks_that_take_up_one_after_the_other_skip_no_item(
    app: Flask, table: int, items: tuple[int, int, int], chair: FlaskClient, secretary: FlaskClient
) -> None:
    """The second button was drawn while nothing was taken up: it is refused."""
    _, seeds, soils = items
    presses(chair, table, "take-up", item=seeds)
    presses(secretary, table, "take-over")
    assert "in the meantime" in presses(secretary, table, "take-up", 409, item=soils)
    with app.app_context():
        assert floor_of(table).item.id == seeds


def test_an_announcement_reaches_the_body_and_is_ended_from_the_desk(
    app: Flask, table: int, chair: FlaskClient
) -> None:
    presses(chair, table, "announce", words="Coffee in the patio.")
    with app.app_context():
        made = db.session.scalars(db.select(Announcement)).one()
        assert (made.body_id, made.words) == (table, "Coffee in the patio.")
        number = made.id
    assert "Coffee in the patio." in desk(chair, table)
    presses(chair, table, "end-announcement", announcement=number)
    assert "Coffee in the patio." not in desk(chair, table)


def test_what_was_typed_stays_when_it_is_refused(app: Flask, table: int, chair: FlaskClient) -> None:
    assert "x" * 501 in presses(chair, table, "announce", 422, words="x" * 501)
    assert "Write down the ruling." in presses(chair, table, "rule", 422, ruling=" ")
    with app.app_context():
        assert db.session.scalars(db.select(Announcement)).all() == []


def test_only_a_chair_rules(app: Flask, table: int, chair: FlaskClient, secretary: FlaskClient) -> None:
    presses(secretary, table, "rule", 403, ruling="The list is closed.")
    assert ("Give a ruling" in desk(secretary, table), "Give a ruling" in desk(chair, table)) == (False, True)
    presses(chair, table, "rule", ruling="The list is closed.")
    with app.app_context():
        assert db.session.scalars(db.select(Ruling)).one().words == "The list is closed."
    assert "The list is closed." in desk(chair, table)


def test_a_table_announces_to_itself_and_not_to_everybody(table: int, chair: FlaskClient) -> None:
    presses(chair, table, "announce", 403, words="To all of you.", to_all="y")
    assert "To everybody" not in chair.get(f"/console/{table}").text


# --- polls ------------------------------------------------------------------------------------------------


def test_alternatives_are_put_to_a_poll_of_this_body_and_the_officer_stays_at_the_desk(
    app: Flask, people: Cast, table: int, amendment: int, chair: FlaskClient
) -> None:
    back = f"/console/{table}"
    form = {"key": "put-at-the-desk", "amendments": amendment, "body": table, "back": back}
    answer = chair.post("/polls/", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, back)
    for step, more in (("announce", {}), ("open", {"chair_number": "4 1 6"}), ("close", {}), ("undo", {})):
        answer = chair.post(f"/polls/1/{step}", data={"key": f"at-the-desk-{step}", "back": back, **more})
        assert (answer.status_code, answer.headers["Location"]) == (303, back), answer.text
    with app.app_context():
        assert (db.session.get_one(Poll, 1).body_id, db.session.get_one(Poll, 1).entitled) == (table, 2)
        assert standing(1, people.rosa).is_on_roll
        assert not standing(1, people.lucia).is_on_roll
    assert "0 of 2 ballots received" in desk(chair, table)


@pytest.mark.parametrize(("kind", "key"), [("document", "1"), ("provision", "1/p1"), ("amendment", "1")])
def test_the_text_that_an_item_of_its_order_paper_is_about_stands_open_on_a_desk(
    app: Flask, table: int, amendment: int, chair: FlaskClient, kind: str, key: str
) -> None:
    assert "Texts before other bodies" in desk(chair, table)
    with app.app_context():
        here = an_open_sitting(by_badge(app, "C-3"), body=table)
        add_item(by_badge(app, "C-3"), here, "Seeds", Anchor(kind, key))
    page = desk(chair, table)
    assert "Put AM 1" in page and "Texts before other bodies" not in page


def test_a_way_back_leads_to_no_other_site(table: int, amendment: int, chair: FlaskClient) -> None:
    form = {"key": "put-it-elsewhere", "amendments": amendment, "body": table, "back": "//evil.example/"}
    assert chair.post("/polls/", data=form).headers["Location"] == "/polls/1"


def test_the_desk_says_before_opening_whether_there_is_a_quorum_and_what_stands_in_the_way(
    app: Flask, people: Cast, amendment: int, entered: Enter
) -> None:
    with app.app_context():
        rival = an_amendment(people.lucia, 1, "Others shall publish.")
        an_open_poll(people.organiser, [amendment])
        announce_poll(people.organiser, put_to_poll(people.organiser, [rival]))
    plenary = entered(people.organiser)
    assert "The body does not sit, so nobody is counted as present." in desk(plenary, 1)
    assert "V-01 touches the same provision and has to be published first" in desk(plenary, 1)
    with app.app_context():
        an_open_sitting(people.organiser)
    assert "Not quorate: 0 of 4 seats present, 0 in the room and 0 remote; needs 2" in desk(plenary, 1)


def test_a_void_is_asked_for_at_one_desk_and_signed_at_another(
    app: Flask, table: int, amendment: int, chair: FlaskClient, secretary: FlaskClient
) -> None:
    back, reason = f"/console/{table}", "The wrong text was on the ballot."
    with app.app_context():
        poll = put_to_poll(by_badge(app, "C-3"), [amendment], body_id=table)
        announce_poll(by_badge(app, "C-3"), poll)
    answer = chair.post("/polls/1/void", data={"key": "void-this-one", "reason": reason, "back": back})
    assert answer.headers["Location"] == back
    assert "Another officer has to sign." in desk(chair, table)
    assert f"Void V-01: {reason}" in desk(secretary, table)
    assert "Sign: it is done at once" not in desk(chair, table)
    answer = secretary.post("/two-officers/1/sign", data={"key": "sign-this-one", "back": back})
    assert answer.headers["Location"] == back
    with app.app_context():
        assert db.session.get_one(Poll, 1).state == "void"
    assert reason not in desk(chair, table)


def test_a_seat_that_went_to_a_substitute_is_offered_a_place_on_the_roll(
    app: Flask, people: Cast, amendment: int, entered: Enter
) -> None:
    with app.app_context():
        poll = an_open_poll(people.organiser, [amendment])
        seat = db.session.scalars(db.select(Seat).where(Seat.holder_id == people.rosa)).one()
        seat.holder_id = people.observer
        db.session.commit()
        number = seat.id
        second = accredit(None, "Nuna Grefa", Role.ORGANISER, "O-2").id
    organiser = entered(people.organiser)
    assert "Seat 01-03 is held by Inés Bravo now; on the roll stands Rosa Quilumba." in desk(organiser, 1)
    presses(organiser, 1, "change-roll", poll=poll, seat=number)
    assert entered(second).post("/two-officers/1/sign", data={"key": "sign-this-one"}).status_code == 303
    with app.app_context():
        assert standing(poll, people.observer).is_on_roll
        assert cast_ballot(people.observer, poll, "am1").revision == 1


def test_the_rounds_of_a_result_are_stepped_from_the_desk(
    app: Flask, people: Cast, amendment: int, entered: Enter
) -> None:
    with app.app_context():
        poll = an_open_poll(people.organiser, [amendment])
        cast_ballot(people.lucia, poll, "am1")
        published(people.organiser, poll)
    organiser = entered(people.organiser)
    assert "V-01, the result 1 / 3" in desk(organiser, 1)
    presses(organiser, 1, "show", kind="result", about=poll, step=1)
    assert "V-01, the result : The only round 2 / 3" in desk(organiser, 1)
    presses(organiser, 1, "follow")
    assert "It follows by itself." in desk(organiser, 1)


def test_a_button_without_what_it_is_about_is_refused_in_words(people: Cast, entered: Enter) -> None:
    organiser = entered(people.organiser)
    for act in ("take-up", "open-sitting", "change-roll", "end-announcement"):
        assert "Reload the desk." in presses(organiser, 1, act, 422)
