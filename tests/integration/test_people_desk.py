"""The accreditation desk: people are found, changed, withdrawn and seated, and whoever may not is refused."""

import time
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.people import queries
from summit.people.models import Attendance, Duty, Role, Seat
from summit.people.queries import Wanted
from summit.people.services import (
    Particulars,
    accredit,
    change_body,
    change_person,
    changing,
    found_body,
    free_seat,
    give_office,
    give_seat,
    issue_slip,
    rename_delegation,
    return_seat,
    seat_substitute,
    set_more_time,
    take_office,
    withdraw_person,
)
from summit.record import RecordEntry
from tests.conftest import Cast
from tests.racing import at_once, in_the_middle

pytestmark = pytest.mark.only_on(
    "sqlite", "forms and pages; services are held on both, and test_rights reads every page on both"
)

Enter = Callable[[int], FlaskClient]


def last_entry() -> tuple[str, dict[str, object]]:
    entry = db.session.scalars(db.select(RecordEntry).order_by(RecordEntry.seq.desc())).first()
    return entry.kind, entry.payload


def seat_of(person: int, body: int = 1) -> Seat:
    wanted = db.select(Seat).where(Seat.owner_id == person, Seat.body_id == body)
    return db.session.scalar(wanted, execution_options={"populate_existing": True})


@pytest.fixture
def desk(app: Flask, cast: Cast) -> int:
    with app.app_context():
        person = accredit(None, "Kaya Cuji", Role.OBSERVER, "K-1").id
        give_office(None, "K-1", Duty.DESK)
    return person


@pytest.fixture
def substitute(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return accredit(None, "Sisa Lema", Role.SUBSTITUTE, "S-1", "Red del Austro").id


# --- finding ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("inside")
def test_people_are_found_by_name_badge_and_delegation_whatever_the_accents(
    cast: Cast, substitute: int
) -> None:
    for words, found in (
        ("lucia", ["01-01"]),
        ("ANDRANGO lu", ["01-01"]),
        ("01-0", ["01-01", "01-02", "01-03", "01-04"]),
        ("austro", ["S-1"]),
        ("100%", []),
        ("_", []),
    ):
        assert [one.badge for one in queries.accredited(Wanted(words=words))] == found


# --- changing -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("inside")
def test_a_change_is_stored_and_the_record_names_what_without_names_of_people(
    cast: Cast, desk: int, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    to = Particulars(
        "Lucía Andrango Pilla", Role.DELEGATE, "Red del Austro", Attendance.REMOTE, "l@example.org"
    )
    assert change_person(desk, "01-01", to) == ("attends", "delegation", "email", "name")
    person = queries.person(cast.lucia)
    assert (person.name, person.delegation.name, person.email) == (
        "Lucía Andrango Pilla", "Red del Austro", "l@example.org",
    )  # fmt: skip
    assert last_entry() == (
        "person_changed",
        {
            "badge": "01-01", "changed": ["attends", "delegation", "email", "name"],
            "delegation": "Red del Austro", "attends": "remote", "by": desk,
        },
    )  # fmt: skip
    assert (f"person:{cast.lucia}", "access_changed") in announced()
    assert change_person(desk, "01-01", to) == ()
    assert [one.badge for one in queries.accredited(Wanted(words="pilla"))] == ["01-01"]
    rename_delegation(desk, person.delegation_id, "Red de Semillas")
    assert [one.badge for one in queries.accredited(Wanted(words="semillas"))] == ["01-01"]


@pytest.mark.usefixtures("inside")
def test_who_gets_a_role_without_a_vote_gives_up_their_seats(cast: Cast, desk: int) -> None:
    change_person(desk, "01-01", Particulars("Lucía Andrango", Role.OBSERVER))
    assert seat_of(cast.lucia) is None
    assert len(queries.entitled_seats(1)) == 3


@pytest.mark.parametrize(
    ("to", "error"),
    [
        (Particulars("", Role.DELEGATE), Unacceptable),
        (Particulars("Lucía", Role.DELEGATE, "=1"), Unacceptable),
        (Particulars("Lucía", Role.DELEGATE, email="nowhere"), Unacceptable),
        (Particulars("Lucía", Role.VISITOR), Unacceptable),
        (Particulars("Lucía", Role.ORGANISER), NotAllowed),
    ],
)
@pytest.mark.usefixtures("inside")
def test_what_cannot_be_stored_changes_nothing(
    cast: Cast, desk: int, to: Particulars, error: type[Refusal]
) -> None:
    with pytest.raises(error):
        change_person(desk, "01-01", to)
    assert queries.person(cast.lucia).name == "Lucía Andrango"


@pytest.mark.usefixtures("inside")
def test_the_desk_makes_nobody_an_organiser_and_lets_none_in(cast: Cast, desk: int) -> None:
    for act in (
        lambda: accredit(desk, "Nuna", Role.ORGANISER, "O-9"),
        lambda: issue_slip(desk, "O-1"),
        lambda: withdraw_person(desk, "O-1"),
        lambda: change_person(desk, "O-1", Particulars("Paz", Role.OBSERVER)),
        lambda: set_more_time(desk, "O-1", True),
        lambda: give_office(desk, "K-1", Duty.SCRUTINEER),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.usefixtures("inside")
def test_the_last_organiser_stays(cast: Cast) -> None:
    with pytest.raises(Refusal, match="last organiser"):
        withdraw_person(None, "O-1")
    with pytest.raises(Refusal, match="last organiser"):
        change_person(None, "O-1", Particulars("Paz Cevallos", Role.OBSERVER))
    accredit(None, "Nuna Grefa", Role.ORGANISER, "O-2")
    withdraw_person(None, "O-1")
    assert queries.person(cast.organiser) is None


def test_of_two_organisers_who_remove_each_other_at_once_one_stays(
    inside: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = accredit(None, "Nuna Grefa", Role.ORGANISER, "O-2").id
    release = changing.release_seats
    monkeypatch.setattr(changing, "release_seats", lambda *some: (time.sleep(0.3), release(*some)))
    at_once(inside, [lambda: withdraw_person(cast.organiser, "O-2"), lambda: withdraw_person(second, "O-1")])
    assert len([one for one in (cast.organiser, second) if queries.person(one) is not None]) == 1


def test_nobody_is_given_a_seat_or_an_office_while_they_are_withdrawn(
    inside: Flask, cast: Cast, substitute: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    badge, seat = queries.person(substitute).badge, queries.seats_of(cast.lucia)[0].id
    acts = (
        lambda: seat_substitute(None, seat, badge, cast.lucia),
        lambda: give_office(None, badge, Duty.CHAIR, queries.plenary().id),
    )
    others, release = [], changing.release_seats

    def slowly(*some: object) -> None:
        release(*some)
        others.extend(in_the_middle(inside, act) for act in acts)

    monkeypatch.setattr(changing, "release_seats", slowly)
    withdraw_person(None, badge)
    for other in others:
        other.join()
    db.session.rollback()
    assert db.session.get_one(Seat, seat).holder_id == cast.lucia
    assert queries.in_office(queries.plenary().id) == []


# --- withdrawing --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("inside")
def test_a_seat_that_a_substitute_holds_stays_with_them_when_its_owner_is_withdrawn(
    cast: Cast, substitute: int
) -> None:
    seat = seat_of(cast.lucia)
    seat_substitute(None, seat.id, "S-1", cast.lucia)
    withdraw_person(None, "01-01")
    assert (queries.seat(seat.id).owner_id, queries.seat(seat.id).holder_id) == (None, substitute)
    withdraw_person(None, "S-1")
    assert queries.seat(seat.id).holder_id is None


@pytest.mark.usefixtures("inside")
def test_a_seat_goes_back_to_its_owner_when_the_substitute_is_withdrawn(cast: Cast, substitute: int) -> None:
    seat = seat_of(cast.lucia)
    seat_substitute(None, seat.id, "S-1", cast.lucia)
    withdraw_person(None, "S-1")
    assert queries.seat(seat.id).holder_id == cast.lucia


# --- seats --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("inside")
def test_a_substitute_takes_a_seat_and_the_owner_takes_it_back_both_logged(
    cast: Cast, desk: int, substitute: int, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    seat = seat_of(cast.lucia)
    seat_substitute(desk, seat.id, "S-1", cast.lucia)
    kept = {"seat": "01-01", "body": 1, "badge": "S-1", "held_before": "01-01", "by": desk}
    assert last_entry() == ("seat_taken", kept)
    assert (seat.id, substitute) in queries.entitled_seats(1)
    with pytest.raises(Refusal, match="has a seat in Plenary already"):
        seat_substitute(desk, seat_of(cast.tomas).id, "S-1", cast.tomas)
    return_seat(desk, seat.id)
    assert last_entry()[0] == "seat_returned"
    assert (seat.id, cast.lucia) in queries.entitled_seats(1)
    with pytest.raises(Refusal, match="nobody to go back to"):
        return_seat(desk, seat.id)
    told = announced()
    assert told.count(("body:1", "seat_changed")) == 2
    assert told.count((f"person:{substitute}", "access_changed")) == 2
    assert told.count((f"person:{cast.lucia}", "access_changed")) == 2


@pytest.mark.usefixtures("inside")
def test_of_two_substitutes_who_take_one_seat_at_once_one_does(
    inside: Flask, cast: Cast, substitute: int
) -> None:
    accredit(None, "Kuraka Guamán", Role.SUBSTITUTE, "S-2")
    seat = seat_of(cast.lucia).id
    db.session.rollback()
    answers = at_once(
        inside,
        [lambda badge=badge: seat_substitute(None, seat, badge, cast.lucia) for badge in ("S-1", "S-2")],
    )
    refusals = [str(one) for one in answers if one is not None]
    assert len(refusals) == 1
    assert "has changed hands in the meantime" in refusals[0]


@pytest.mark.usefixtures("inside")
def test_seats_are_numbered_for_each_body_and_nobody_has_two_in_one(cast: Cast, substitute: int) -> None:
    table = found_body(None, "Table 1").id
    first = give_seat(None, "01-01", table)
    assert [seat.number for seat in queries.seats(table)] == ["01-01"]
    for badge, number, words in (
        ("01-01", "9", "has a seat in Table 1 already"),
        ("01-02", "01-01", "Seat 01-01 of Table 1 is somebody's"),
        ("B-1", "", "only delegates and substitutes vote"),
    ):
        with pytest.raises(Refusal, match=words):
            give_seat(None, badge, table, number)
    seat_substitute(None, first, "S-1", cast.lucia)
    with pytest.raises(Refusal, match="owns a seat in Table 1, which a substitute holds"):
        give_seat(None, "01-01", table, "9")
    free_seat(None, first)
    assert queries.entitled_seats(table) == []
    give_seat(None, "01-02", table, "01-01")
    assert queries.entitled_seats(table) == [(first, cast.tomas)]


@pytest.mark.usefixtures("inside")
def test_officers_of_a_body_and_the_desk_seat_people_there_and_nobody_else(
    cast: Cast, desk: int, substitute: int
) -> None:
    table = found_body(None, "Table 1").id
    give_office(None, "01-03", Duty.SECRETARY, table)
    give_seat(cast.rosa, "01-01", table)
    give_seat(desk, "01-02", table)
    for nobody in (cast.rosa, cast.lucia, cast.observer):
        with pytest.raises(NotAllowed):
            seat_substitute(nobody, seat_of(cast.lucia).id, "S-1", cast.lucia)


# --- bodies and offices -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("inside")
def test_a_body_is_changed_by_organisers_alone(cast: Cast, desk: int) -> None:
    change_body(cast.organiser, 1, "Assembly", "Aula Magna", "2/3", False)
    body = queries.body(1)
    assert (body.name, body.room, body.quorum, body.quorum_counts_remote) == (
        "Assembly", "Aula Magna", "2/3", False,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        change_body(desk, 1, "Mine", "", "1/2", True)
    for quorum in ("3/2", "1/0", "1/00", "-1", "half", "½", "", "1/2/3"):
        with pytest.raises(Unacceptable):
            change_body(cast.organiser, 1, "Assembly", "", quorum, True)
    found_body(cast.organiser, "Table 1")
    with pytest.raises(Refusal, match="already"):
        change_body(cast.organiser, 1, "Table 1", "", "1/2", True)


@pytest.mark.usefixtures("inside")
def test_an_office_taken_away_is_told_to_its_holder_at_once(
    cast: Cast, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    give_office(cast.organiser, "01-01", Duty.CHAIR, 1)
    take_office(cast.organiser, "01-01", Duty.CHAIR, 1)
    assert announced().count((f"person:{cast.lucia}", "access_changed")) == 2
    assert announced().count(("body:1", "offices_changed")) == 2
