"""The desk at work beside people who are signed in: what ends, ends on their devices at once."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.domain.errors import NotAllowed, NotFound, Refusal
from summit.people import queries
from summit.people.models import Attendance, Duty, Person, Role, Seat, SignIn, Slip
from summit.people.queries import Wanted, WayIn
from summit.people.services import (
    Particulars,
    accredit,
    ask_to_reissue,
    change_person,
    countersign,
    found_body,
    give_office,
    give_seat,
    issue_slip,
    readmit_person,
    set_more_time,
    withdraw_person,
)
from summit.record import RecordEntry, broken_at
from tests.conftest import PIN, Cast

pytestmark = pytest.mark.only_on(
    "sqlite", "forms and pages; services are held on both, and test_rights reads every page on both"
)

Enter = Callable[[int], FlaskClient]
T = TypeVar("T")
Do = Callable[[Callable[[], T]], T]


@pytest.fixture
def do(app: Flask) -> Do[object]:
    """Call a service beside the pages, as another worker or a command does."""

    def run(act: Callable[[], object]) -> object:
        with app.app_context():
            return act()

    return run


@pytest.fixture
def desk(app: Flask, cast: Cast) -> int:
    with app.app_context():
        person = accredit(None, "Kaya Cuji", Role.OBSERVER, "K-1").id
        give_office(None, "K-1", Duty.DESK)
        accredit(None, "Sisa Lema", Role.SUBSTITUTE, "S-1", "Red del Austro")
    return person


def last_entry() -> tuple[str, dict[str, object]]:
    entry = db.session.scalars(db.select(RecordEntry).order_by(RecordEntry.seq.desc())).first()
    return entry.kind, entry.payload


def page_of(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def number_of(*conditions: object) -> int:
    return db.session.scalar(db.select(db.func.count()).where(*conditions)) or 0


def test_the_list_is_filtered_by_body_role_attendance_and_way_in(
    cast: Cast, desk: int, entered: Enter, do: Do[object]
) -> None:
    entered(cast.amaru)

    def prepare() -> int:
        table = found_body(None, "Table 1").id
        give_seat(None, "01-02", table)
        give_office(None, "B-1", Duty.MEMBER, table)
        change_person(None, "B-1", Particulars("Inés Bravo", Role.OBSERVER, attends=Attendance.REMOTE))
        issue_slip(None, "01-03")
        return table

    def badges(**wanted: object) -> object:
        return do(lambda: [one.badge for one in queries.accredited(Wanted(**wanted))])  # type: ignore[arg-type]

    table = do(prepare)
    assert badges(body_id=table) == ["01-02", "B-1"]
    assert badges(role=Role.SUBSTITUTE) == ["S-1"]
    assert badges(attends=Attendance.REMOTE) == ["B-1"]
    assert badges(way_in=WayIn.SLIP) == ["01-03"]
    assert badges(way_in=WayIn.PIN) == ["01-04"]
    do(lambda: withdraw_person(None, "01-03"))
    assert badges(way_in=WayIn.WITHDRAWN) == ["01-03"]
    assert "01-03" not in badges()
    assert do(lambda: queries.number_of(Wanted())) == len(badges())
    page = page_of(entered(desk), f"/people?body={table}&role=observer&words=ines")
    assert "1 person" in page and "Inés Bravo" in page and "Amaru" not in page
    assert "Nobody is found. Look for less" in page_of(entered(desk), "/people?words=nobody&page=7")


def test_a_withdrawal_ends_slip_pin_sign_in_office_and_seat_at_once(
    app: Flask, cast: Cast, desk: int, entered: Enter, do: Do[object]
) -> None:
    do(lambda: give_office(None, "01-01", Duty.CHAIR, 1))
    client = entered(cast.lucia)
    code = do(lambda: issue_slip(None, "01-02"))
    do(lambda: withdraw_person(desk, "01-01"))
    do(lambda: withdraw_person(desk, "01-02"))
    assert "a visitor" in page_of(client, "/")
    assert client.get("/console").status_code == 302
    stranger = app.test_client()
    assert stranger.post("/sign-in/pin", data={"badge": "01-01", "pin": PIN}).status_code == 422
    assert stranger.post("/sign-in/slip", data={"code": code, "pin": PIN}).status_code == 422
    assert do(lambda: len(queries.entitled_seats(1))) == 2
    assert do(lambda: number_of(SignIn.ended_at.is_(None))) == 0
    assert do(last_entry) == ("person_withdrawn", {"badge": "01-02", "by": desk})
    for again in (lambda: withdraw_person(desk, "01-01"), lambda: issue_slip(desk, "01-01")):
        with pytest.raises(NotFound):
            do(again)
    do(lambda: readmit_person(desk, "01-01"))
    assert do(lambda: [seat.body.name for seat in queries.person(cast.lucia).seats]) == ["Plenary"]
    assert do(lambda: queries.person(cast.lucia).offices) == []
    with pytest.raises(Refusal):
        do(lambda: readmit_person(desk, "01-01"))
    assert do(broken_at) is None


def test_ways_in_of_many_end_once_two_officers_have_signed(
    app: Flask, cast: Cast, desk: int, entered: Enter, do: Do[object]
) -> None:
    client, code = entered(cast.lucia), do(lambda: issue_slip(None, "01-02"))
    form = {"words": "01-0", "whom": "delegates whose slips lay in the hall", "key": "a-key-of-its-own"}
    assert entered(desk).post("/people/ways-in/reissue", data=form).status_code == 303
    with pytest.raises(NotAllowed):
        do(lambda: countersign(desk, 1))
    assert "Lucía" in page_of(client, "/")
    do(lambda: countersign(cast.organiser, 1))
    assert "a visitor" in page_of(client, "/")
    for typed, path in (({"badge": "01-01", "pin": PIN}, "pin"), ({"code": code, "pin": PIN}, "slip")):
        assert app.test_client().post(f"/sign-in/{path}", data=typed).status_code == 422
    kind, kept = do(last_entry)  # type: ignore[misc]
    assert (kind, kept["badges"], kept["by"], kept["countersigned_by"]) == (
        "ways_in_ended", ["01-01", "01-02", "01-03", "01-04"], desk, cast.organiser,
    )  # fmt: skip
    assert do(lambda: number_of(Slip.revoked_at.is_(None), Slip.used_at.is_(None))) == 0
    assert do(lambda: number_of(Person.pin_hash.is_not(None))) == 1  # the officer's own


def test_organisers_and_the_two_who_sign_keep_their_ways_in(
    app: Flask, cast: Cast, desk: int, entered: Enter, do: Do[object]
) -> None:
    client = entered(desk)
    everybody = do(lambda: queries.ids_of(Wanted()))
    number = do(lambda: ask_to_reissue(desk, everybody, "everybody"))
    do(lambda: countersign(cast.organiser, number))
    assert "Kaya Cuji" in page_of(client, "/")
    assert "O-1" not in do(last_entry)[1]["badges"]  # type: ignore[index]


def test_more_time_is_seen_by_the_person_and_the_desk_and_stands_in_no_record(
    cast: Cast, desk: int, entered: Enter, do: Do[object]
) -> None:
    lucia, at_desk, other = entered(cast.lucia), entered(desk), entered(cast.tomas)
    assert lucia.post("/devices/more-time").status_code == 303
    assert "You have said that you need more time." in page_of(lucia, "/devices")
    assert "needs more time" in page_of(at_desk, "/people/01-01")
    assert other.get("/people/01-01").status_code == 403
    assert not [
        kind for kind in do(lambda: list(db.session.scalars(db.select(RecordEntry.kind)))) if "time" in kind
    ]
    with pytest.raises(NotAllowed):
        do(lambda: set_more_time(cast.tomas, "01-01", False))


def test_a_person_is_changed_seated_and_withdrawn_by_forms_alone(
    cast: Cast, desk: int, entered: Enter, do: Do[object]
) -> None:
    client = entered(desk)
    form = {"name": "Lucía A.", "role": "delegate", "attends": "room", "delegation": "", "email": "x"}
    answer = client.post("/people/01-01", data={**form, "key": "key-number-1"})
    assert answer.status_code == 422
    assert 'value="Lucía A."' in answer.get_data(as_text=True)
    assert client.post("/people/01-01", data={**form, "email": "", "key": "key-number-2"}).status_code == 303
    seat = do(lambda: db.session.scalar(db.select(Seat.id).where(Seat.owner_id == cast.lucia)))
    assert "Sisa Lema" in page_of(client, f"/people/seats/{seat}")
    taken = {"badge": "S-1", "seen": str(cast.lucia), "key": "key-number-3"}
    assert client.post(f"/people/seats/{seat}/substitute", data=taken).status_code == 303
    assert "Back to its owner" in page_of(client, "/people/bodies/1")
    assert client.post(f"/people/seats/{seat}/return", data={"key": "key-number-4"}).status_code == 303
    assert client.post("/people/01-01/withdraw", data={"key": "key-number-5"}).status_code == 303
    assert "Withdrawn." in page_of(client, "/people/01-01")
    assert "a visitor" not in page_of(client, "/people")


def test_a_body_is_founded_and_offices_are_given_and_taken_by_forms_alone(cast: Cast, entered: Enter) -> None:
    client, lucia = entered(cast.organiser), entered(cast.lucia)
    form = {"name": "Table 1", "room": "", "quorum": "1/0", "key": "key-number-1"}
    answer = client.post("/people/bodies", data=form)
    assert (answer.status_code, 'value="Table 1"' in answer.get_data(as_text=True)) == (422, True)
    assert client.post("/people/bodies", data={**form, "quorum": "40"}).status_code == 303
    office = {"badge": "01-01", "duty": "chair", "key": "key-number-2"}
    assert lucia.get("/people/bodies/2").status_code == 403
    assert client.post("/people/bodies/2/offices", data=office).status_code == 303
    assert "Lucía Andrango" in page_of(lucia, "/people/bodies/2")
    taken = {**office, "do": "take", "key": "key-number-3"}
    assert client.post("/people/bodies/2/offices", data=taken).status_code == 303
    assert lucia.get("/people/bodies/2").status_code == 403


def test_ways_in_warn_of_an_address_that_no_other_device_reaches(
    cast: Cast, entered: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = entered(cast.organiser)
    page = client.get("/people/ways-in").get_data(as_text=True)
    assert "Do not print yet: slips and links would lead to http://localhost/sign-in" in page
    monkeypatch.setattr("summit.people.views.ways_in.url_for", lambda *_, **__: "http://summit.lan/sign-in")
    page = client.get("/people/ways-in").get_data(as_text=True)
    assert "Slips and links lead to http://summit.lan/sign-in" in page
    assert "Do not print" not in page


def test_badges_and_seats_stand_in_the_order_of_their_figures(cast: Cast, do: Do[object]) -> None:
    table = do(lambda: found_body(None, "Table 3").id)
    for badge in ("10", "9", "A-1", "100"):
        do(lambda badge=badge: accredit(None, "Nuna Grefa", Role.DELEGATE, badge))
        do(lambda badge=badge: give_seat(None, badge, table))
    wanted = ["9", "10", "100", "A-1"]
    assert do(lambda: [one.badge for one in queries.accredited(Wanted(words="Nuna"))]) == wanted
    assert do(lambda: [one.badge for one in queries.without_pin() if one.badge in wanted]) == wanted
    assert do(lambda: [one.number for one in queries.seats(table)]) == wanted


def test_a_scrutineer_reads_everything_but_ballots_and_changes_nothing(
    app: Flask, cast: Cast, entered: Enter, do: Do[object]
) -> None:
    do(lambda: give_office(None, "B-1", Duty.SCRUTINEER))
    client = entered(cast.observer)
    for path in ("/people", "/people/01-01", "/people/bodies", "/people/bodies/1", "/people/ways-in",
                 "/people/sign-ins", "/two-officers", "/acts"):  # fmt: skip
        page = client.get(path)
        assert page.status_code == 200, path
        forms = page.get_data(as_text=True).split("<main")[1].count('method="post"')
        assert forms == 0, path
    before = do(lambda: db.session.scalar(db.select(db.func.max(RecordEntry.seq))))
    writing = [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods and "people" in rule.rule]
    assert writing
    form = {"badge": "01-01", "name": "X", "role": "delegate", "attends": "room", "quorum": "1",
            "duty": "chair", "seen": "2", "whom": "all", "key": "a-key-of-its-own"}  # fmt: skip
    for rule in writing:
        for one in _choices(rule.rule.replace("<badge>", "01-01").replace("<int:number>", "1")):
            assert client.post(one, data=form).status_code in (403, 404), one
    assert do(lambda: db.session.scalar(db.select(db.func.max(RecordEntry.seq)))) == before


def _choices(path: str) -> list[str]:
    """A path with each of what <any(…)> allows."""
    start = path.find("<any(")
    if start < 0:
        return [path]
    end = path.index(">", start)
    words = path[start + 5 : path.index(")", start)].replace("'", "").replace('"', "").split(",")
    return [path[:start] + word.strip() + path[end + 1 :] for word in words]
