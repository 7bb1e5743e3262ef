"""Who is present, from where, and whether that is the quorum, at each step of a sitting."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from summit.agenda import queries
from summit.agenda.models import Presence
from summit.agenda.services import (
    Direction,
    announce_presence,
    close_sitting,
    door,
    drop_silent,
    leave_sitting,
    note_seen,
    scan_in,
    scan_out,
    scanned,
    take_part,
    undo_scan,
)
from summit.db import db, now
from summit.domain.errors import NotAllowed, NotFound, Refusal
from summit.people.models import Attendance, Body, Duty, Person
from summit.people.services import found_body, give_office, readmit_person, withdraw_person
from tests.conftest import Cast
from tests.factories import a_sitting, an_open_sitting, remote
from tests.racing import at_once, in_the_middle

Log = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def sitting(inside: Flask, people: Cast) -> int:
    """An open sitting of the plenary with its four seats; Rosa and Amaru are remote."""
    remote(people.rosa, people.amaru)
    return an_open_sitting(people.organiser)


def present() -> tuple[int, int, int]:
    """(in the room, remote, others) of the plenary."""
    found = queries.present_seats(1)
    return found.room, found.remote, found.others


def silent_for(minutes: float, *person_ids: int) -> None:
    db.session.execute(
        db.update(Presence)
        .where(Presence.person_id.in_(person_ids))
        .values(seen_at=now() - timedelta(minutes=minutes))
    )
    db.session.commit()


def test_presence_and_quorum_are_right_at_each_step(people: Cast, sitting: int) -> None:
    door = people.organiser
    steps = [
        (lambda: None, "not quorate: 0 of 4 seats present, 0 in the room and 0 remote"),
        (
            lambda: scan_in(door, sitting,
            "01-01"), "not quorate: 1 of 4 seats present, 1 in the room and 0 remote",
        ),
        (
            lambda: take_part(people.rosa, sitting),
            "quorate: 2 of 4 seats present, 1 in the room and 1 remote",
        ),
        (lambda: scan_in(door, sitting, "B-1"), "quorate: 2 of 4 seats present, 1 in the room and 1 remote"),
        (
            lambda: scan_in(door, sitting,
            "01-02"), "quorate: 3 of 4 seats present, 2 in the room and 1 remote",
        ),
        (
            lambda: leave_sitting(people.rosa, sitting),
            "quorate: 2 of 4 seats present, 2 in the room and 0 remote",
        ),
        (
            lambda: scan_out(door, sitting,
            "01-01"), "not quorate: 1 of 4 seats present, 1 in the room and 0 remote",
        ),
    ]  # fmt: skip
    for step, words in steps:
        step()
        assert queries.quorum_of(1).in_words() == f"{words}; needs 2"
    assert present() == (1, 0, 1)


def test_remote_seats_count_only_where_the_body_says_so(people: Cast, sitting: int) -> None:
    scan_in(people.organiser, sitting, "01-01")
    take_part(people.rosa, sitting)
    assert queries.quorum_of(1).is_met
    db.session.execute(db.update(Body).values(quorum_counts_remote=False))
    db.session.commit()
    quorum = queries.quorum_of(1)
    assert (quorum.is_met, quorum.counted, quorum.assembly.present) == (False, 1, 2)


def test_a_seat_is_present_with_whoever_holds_it(people: Cast, sitting: int) -> None:
    scan_in(people.organiser, sitting, "B-1")
    assert present() == (0, 0, 1)
    seat = db.session.get(Person, people.lucia).seats[0]
    seat.holder_id = people.observer
    db.session.commit()
    assert present() == (1, 0, 0)


def test_who_is_withdrawn_is_present_nowhere(people: Cast, sitting: int) -> None:
    scan_in(people.organiser, sitting, "01-01")
    db.session.get(Person, people.lucia).withdrawn_at = now()
    db.session.commit()
    assert present() == (0, 0, 0)
    with pytest.raises(Refusal, match="was withdrawn"):
        scan_in(people.organiser, sitting, "01-01")


def test_a_scan_answers_who_came_in_and_how_many_are_there(people: Cast, sitting: int) -> None:
    answer = scan_in(people.organiser, sitting, " 01-01 ")
    assert (answer.name, answer.seat, answer.is_new) == ("Lucía Andrango", "01-01", True)
    assert (answer.quorum.assembly.present, answer.quorum.assembly.seats) == (1, 4)
    again = scan_in(people.organiser, sitting, "01-01")
    assert (again.presence_id, again.is_new) == (answer.presence_id, False)
    assert scan_in(people.organiser, sitting, "b-1").seat is None
    assert scanned(answer.presence_id, Direction.IN).name == "Lucía Andrango"


@pytest.mark.parametrize(
    ("badge", "what"), [("99-99", "No badge has"), ("", "Scan or type"), ("'; --", "No badge")]
)
def test_an_unknown_badge_is_refused_in_words(people: Cast, sitting: int, badge: str, what: str) -> None:
    with pytest.raises(NotFound, match=what):
        scan_in(people.organiser, sitting, badge)


def test_who_is_not_in_the_room_cannot_leave_it(people: Cast, sitting: int) -> None:
    take_part(people.rosa, sitting)
    for badge in ("01-01", "01-03"):
        with pytest.raises(Refusal, match="is not in the room"):
            scan_out(people.organiser, sitting, badge)
    assert present() == (0, 1, 0)


def test_a_remote_person_who_comes_to_the_door_is_in_the_room(people: Cast, sitting: int) -> None:
    take_part(people.rosa, sitting)
    scan_in(people.organiser, sitting, "01-03")
    assert present() == (1, 0, 0)
    take_part(people.rosa, sitting)  # their phone is still on
    assert present() == (1, 0, 0)
    assert [one.mode for one in queries.visits(sitting, people.rosa)] == ["room", "remote"]


def test_a_scan_is_taken_back_and_the_history_says_so(people: Cast, sitting: int) -> None:
    door = people.organiser
    came = scan_in(door, sitting, "01-01")
    undo_scan(door, came.presence_id, Direction.IN)
    assert present() == (0, 0, 0)
    assert [one.was_taken_back for one in queries.visits(sitting)] == [True]
    scan_in(door, sitting, "01-01")
    went = scan_out(door, sitting, "01-01")
    undo_scan(door, went.presence_id, Direction.OUT)
    assert present() == (1, 0, 0)


def test_a_scan_that_something_followed_is_not_taken_back(people: Cast, sitting: int) -> None:
    door = people.organiser
    came = scan_in(door, sitting, "01-01")
    scan_out(door, sitting, "01-01")
    with pytest.raises(Refusal, match="something else happened"):
        undo_scan(door, came.presence_id, Direction.IN)
    scan_in(door, sitting, "01-01")
    with pytest.raises(Refusal, match="something else happened"):
        undo_scan(door, came.presence_id, Direction.OUT)
    assert present() == (1, 0, 0)


def test_no_officer_makes_or_ends_a_presence_from_afar_by_taking_a_scan_back(
    people: Cast, sitting: int
) -> None:
    take_part(people.rosa, sitting)
    visit = queries.visits(sitting)[0].id
    with pytest.raises(Refusal):
        undo_scan(people.organiser, visit, Direction.IN)
    assert present() == (0, 1, 0)
    leave_sitting(people.rosa, sitting)
    with pytest.raises(Refusal):
        undo_scan(people.organiser, visit, Direction.OUT)
    assert present() == (0, 0, 0), "nobody whose seat counts for the quorum without them"


def test_who_was_scanned_by_mistake_takes_part_from_afar_as_before(people: Cast, sitting: int) -> None:
    take_part(people.rosa, sitting)
    came = scan_in(people.organiser, sitting, "01-03")
    assert present() == (1, 0, 0)
    undo_scan(people.organiser, came.presence_id, Direction.IN)
    assert present() == (0, 1, 0)
    leave_sitting(people.rosa, sitting)
    came = scan_in(people.organiser, sitting, "01-03")
    undo_scan(people.organiser, came.presence_id, Direction.IN)
    assert present() == (0, 0, 0), "who had left does not come back by it"


def test_who_is_scanned_while_they_tap_is_in_the_room(
    inside: Flask, people: Cast, sitting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rosa says from her phone that she takes part after the door has looked and before it writes."""
    taps, ends = [], door.end

    def slowly(*some: object) -> int | None:
        ended = ends(*some)
        if not taps:
            taps.append(in_the_middle(inside, lambda: take_part(people.rosa, sitting)))
        return ended

    monkeypatch.setattr(door, "end", slowly)
    scan_in(people.organiser, sitting, "01-03")
    taps[0].join()
    assert present() == (1, 0, 0)


def test_only_who_is_accredited_as_remote_and_sits_there_takes_part_from_afar(
    people: Cast, sitting: int
) -> None:
    with pytest.raises(NotAllowed, match="accredited for the room"):
        take_part(people.lucia, sitting)
    remote(people.observer)
    with pytest.raises(NotAllowed, match="do not sit in Plenary"):
        take_part(people.observer, sitting)
    give_office(None, "B-1", Duty.MEMBER, 1)
    take_part(people.observer, sitting)
    assert present() == (0, 0, 1)  # a member without a vote is counted apart


def test_remote_people_come_in_the_hour_before_a_sitting_and_not_after_it(people: Cast, sitting: int) -> None:
    chair = people.organiser
    soon, later = a_sitting(chair, in_minutes=30), a_sitting(chair, in_minutes=120)
    take_part(people.rosa, soon)
    with pytest.raises(Refusal, match="begins later"):
        take_part(people.rosa, later)
    close_sitting(chair, sitting)
    with pytest.raises(Refusal, match="is closed"):
        take_part(people.rosa, sitting)
    with pytest.raises(Refusal, match="is closed"):
        scan_in(chair, sitting, "01-01")


def test_fifteen_minutes_without_a_connection_drop_a_person_and_one_tap_restores(
    people: Cast, sitting: int, announced: Log
) -> None:
    for who in (people.rosa, people.amaru):
        take_part(who, sitting)
    scan_in(people.organiser, sitting, "01-01")
    silent_for(14, people.rosa, people.amaru, people.lucia)
    assert drop_silent() == 0
    silent_for(15.1, people.rosa, people.lucia)
    assert drop_silent() == 1  # who is in the room needs no connection
    assert present() == (1, 1, 0)
    (own,) = queries.own_presence(people.rosa)
    assert (own.mode, own.was_dropped) == (None, True)
    take_part(people.rosa, sitting)
    (own,) = queries.own_presence(people.rosa)
    assert (own.mode, own.was_dropped) == (Attendance.REMOTE, False)
    assert present() == (1, 2, 0)
    mine = [kind for topic, kind in announced() if topic == f"person:{people.rosa}"]
    assert mine == ["own_presence_changed"] * 3


def test_a_connection_keeps_a_presence_up(people: Cast, sitting: int) -> None:
    take_part(people.rosa, sitting)
    silent_for(15.1, people.rosa)
    assert note_seen([people.rosa, people.lucia, people.rosa]) == 1
    assert drop_silent() == 0
    assert present() == (0, 1, 0)


def test_figures_are_told_once_and_only_when_they_change(people: Cast, sitting: int, announced: Log) -> None:
    def told() -> list[str]:
        return [kind for topic, kind in announced() if topic == "body:1" and kind == "presence_changed"]

    assert announce_presence() == 0
    for badge in ("01-01", "01-02", "B-1"):
        scan_in(people.organiser, sitting, badge)
    assert (announce_presence(), announce_presence()) == (1, 0)
    scan_out(people.organiser, sitting, "B-1")
    assert announce_presence() == 1
    assert len(told()) == 2
    close_sitting(people.organiser, sitting)
    assert announce_presence() == 0


def test_each_scan_stands_on_the_own_stream_of_the_person_and_nowhere_else(
    people: Cast, sitting: int, announced: Log
) -> None:
    before = announced()
    scan_in(people.organiser, sitting, "01-01")
    scan_in(people.organiser, sitting, "01-01")
    scan_out(people.organiser, sitting, "01-01")
    told = [one for one in announced() if one not in before]
    assert told == [(f"person:{people.lucia}", "own_presence_changed")] * 2


def test_the_attendance_list_names_every_seat_and_then_the_others(people: Cast, sitting: int) -> None:
    scan_in(people.organiser, sitting, "01-02")
    scan_in(people.organiser, sitting, "B-1")
    take_part(people.amaru, sitting)
    lines = queries.attendance(queries.sitting(sitting))
    assert [(line.seat, line.mode) for line in lines] == [
        ("01-01", None), ("01-02", "room"), ("01-03", None), ("01-04", "remote"), (None, "room"),
    ]  # fmt: skip


def test_the_desk_and_officers_of_the_body_scan_and_nobody_else(people: Cast, sitting: int) -> None:
    table = found_body(None, "Table 1").id
    give_office(None, "01-01", Duty.CHAIR, table)
    for who in (people.lucia, people.tomas, people.observer):
        with pytest.raises(NotAllowed):
            scan_in(who, sitting, "01-04")
    give_office(None, "B-1", Duty.DESK)
    scan_in(people.observer, sitting, "01-04")
    with pytest.raises(NotAllowed):
        undo_scan(people.lucia, queries.visits(sitting)[0].id, Direction.IN)
    assert present() == (1, 0, 0)


def test_who_was_withdrawn_and_comes_back_is_not_there_until_seen_again(people: Cast, sitting: int) -> None:
    scan_in(people.organiser, sitting, "01-01")
    take_part(people.rosa, sitting)
    for badge in ("01-01", "01-03"):
        withdraw_person(None, badge)
        readmit_person(None, badge)
    assert present() == (0, 0, 0)
    scan_in(people.organiser, sitting, "01-01")
    assert present() == (1, 0, 0)


def test_two_bodies_count_their_own(people: Cast, sitting: int) -> None:
    table = found_body(None, "Table 1").id
    beside = an_open_sitting(people.organiser, body=table)
    scan_in(people.organiser, sitting, "01-01")
    scan_in(people.organiser, beside, "01-02")
    assert present() == (1, 0, 0)
    assert (queries.present_seats(table).room, queries.present_seats(table).others) == (0, 1)


# --- at the same moment ------------------------------------------------------------------------------------


def test_a_badge_scanned_at_two_doors_at_once_is_in_once(people: Cast, sitting: int, inside: Flask) -> None:
    answers = at_once(inside, [lambda: scan_in(people.organiser, sitting, "01-01")] * 6)
    assert {answer.seat for answer in answers} == {"01-01"}
    assert sorted(answer.is_new for answer in answers) == [False] * 5 + [True]
    assert present() == (1, 0, 0)
    assert len(queries.visits(sitting)) == 1


def test_whoever_comes_back_while_being_dropped_is_there(people: Cast, sitting: int, inside: Flask) -> None:
    for _ in range(4):
        take_part(people.rosa, sitting)
        silent_for(16, people.rosa)
        at_once(inside, [drop_silent, lambda: take_part(people.rosa, sitting), drop_silent])
        assert present() == (0, 1, 0)


def test_whoever_is_seen_while_being_dropped_is_one_or_the_other(
    people: Cast, sitting: int, inside: Flask
) -> None:
    take_part(people.rosa, sitting)
    silent_for(16, people.rosa)
    dropped, noted = at_once(inside, [drop_silent, lambda: note_seen([people.rosa])])
    assert (dropped, noted) in {(1, 0), (0, 1)}
    assert present() == (0, noted, 0)


def test_nobody_comes_in_behind_a_closed_sitting(people: Cast, sitting: int, inside: Flask) -> None:
    badges = ("01-01", "01-02", "01-03", "01-04")
    at_once(
        inside,
        [
            *(lambda badge=badge: scan_in(people.organiser, sitting, badge) for badge in badges),
            lambda: close_sitting(people.organiser, sitting),
        ],
    )
    assert [one for one in queries.visits(sitting) if one.left_at is None] == []
