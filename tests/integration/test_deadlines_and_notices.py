"""Deadlines pass by the clock; announcements and rulings say who said what."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from summit import due
from summit.agenda import queries
from summit.agenda.models import Act, Deadline
from summit.agenda.services import (
    ActIsOver,
    end_announcement,
    end_now,
    give_ruling,
    make_announcement,
    remove_deadline,
    require_open,
    set_deadline,
)
from summit.db import db, now
from summit.documents.models import AmendmentState
from summit.documents.queries import amendments
from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable
from summit.people.models import Duty
from summit.people.services import found_body, give_office
from summit.record import RecordEntry
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_sitting
from tests.racing import at_once

pytestmark = pytest.mark.only_on("sqlite", "forms and pages; test_rights reads every page on both")

Log = Callable[[], list[tuple[str, str]]]
PROPOSING = Act.PROPOSING


def kinds(log: list[tuple[str, str]], topic: str = "summit:") -> list[str]:
    return [kind for name, kind in log if name == topic]


def let_pass(deadline: int) -> None:
    """Move a deadline into the past and do what is due."""
    past = now() - timedelta(seconds=1)
    db.session.execute(db.update(Deadline).where(Deadline.id == deadline).values(at=past))
    db.session.execute(db.update(due.Due).where(due.Due.number == deadline).values(at=past))
    db.session.commit()
    due.run_due()


def in_hours(hours: float):
    return now() + timedelta(hours=hours)


def test_an_act_is_open_until_its_deadline_and_without_one_always(
    inside: Flask, people: Cast, announced: Log
) -> None:
    assert queries.is_open(PROPOSING, 1)
    deadline = set_deadline(people.organiser, PROPOSING, in_hours(1))
    assert queries.is_open(PROPOSING, 1)
    require_open(PROPOSING, 1)
    let_pass(deadline)
    assert not queries.is_open(PROPOSING, 1)
    assert queries.is_open(Act.SECONDING, 1)
    with pytest.raises(ActIsOver, match="is over"):
        require_open(PROPOSING, 1)
    assert queries.deadline(deadline).has_passed
    assert kinds(announced()) == ["deadline_set", "deadline_passed"]


def test_the_moment_decides_and_not_whether_the_ticker_has_come_round(inside: Flask, people: Cast) -> None:
    deadline = set_deadline(people.organiser, PROPOSING, in_hours(1))
    past = now() - timedelta(milliseconds=1)
    db.session.execute(db.update(Deadline).where(Deadline.id == deadline).values(at=past))
    db.session.commit()
    assert not queries.is_open(PROPOSING, 1)
    assert not queries.deadline(deadline).has_passed


def test_a_documents_own_deadline_goes_before_the_one_of_all(
    inside: Flask, people: Cast, announced: Log
) -> None:
    everywhere = set_deadline(people.organiser, PROPOSING, in_hours(1))
    own = set_deadline(people.organiser, PROPOSING, in_hours(5), document_number=2)
    let_pass(everywhere)
    assert [queries.is_open(PROPOSING, number) for number in (1, 2, 3)] == [False, True, False]
    let_pass(own)
    assert not queries.is_open(PROPOSING, 2)
    assert kinds(announced(), "document:2") == ["deadline_set", "deadline_passed"]


def test_a_deadline_is_moved_also_after_it_has_passed_and_the_record_says_from_when(
    inside: Flask, people: Cast, announced: Log
) -> None:
    first = in_hours(1)
    deadline = set_deadline(people.organiser, PROPOSING, first)
    assert set_deadline(people.organiser, PROPOSING, in_hours(2)) == deadline
    let_pass(deadline)
    assert set_deadline(people.organiser, PROPOSING, in_hours(3)) == deadline
    assert queries.is_open(PROPOSING, 1)
    assert [row.number for row in db.session.scalars(db.select(due.Due))] == [deadline]
    kept = db.session.scalars(
        db.select(RecordEntry.payload).where(RecordEntry.kind == "deadline_set").order_by(RecordEntry.seq)
    ).all()
    assert [entry["before"] for entry in kept][:2] == [None, first.isoformat()]
    assert kinds(announced()) == ["deadline_set", "deadline_set", "deadline_passed", "deadline_set"]


def test_a_deadline_passes_at_once_or_goes_away(inside: Flask, people: Cast, announced: Log) -> None:
    chair = people.organiser
    deadline = set_deadline(chair, PROPOSING, in_hours(1))
    end_now(chair, deadline)
    assert not queries.is_open(PROPOSING, 1)
    with pytest.raises(Refusal, match="has passed"):
        end_now(chair, deadline)
    remove_deadline(chair, deadline)
    assert queries.is_open(PROPOSING, 1)
    assert queries.deadlines() == []
    assert db.session.scalars(db.select(due.Due)).all() == []
    with pytest.raises(NotFound):
        remove_deadline(chair, deadline)
    assert kinds(announced()) == ["deadline_set", "deadline_set", "deadline_passed", "deadline_removed"]


def test_a_moment_that_is_over_is_no_deadline(inside: Flask, people: Cast) -> None:
    with pytest.raises(Unacceptable, match="is over"):
        set_deadline(people.organiser, PROPOSING, now() - timedelta(seconds=1))


def test_two_officers_who_set_a_deadline_at_once_set_one(inside: Flask, people: Cast) -> None:
    moments = [in_hours(1 + number) for number in range(5)]
    set_at_once = [lambda at=at: set_deadline(people.organiser, PROPOSING, at) for at in moments]
    assert len({*at_once(inside, set_at_once)}) == 1
    (deadline,) = queries.deadlines()
    assert deadline.at in moments
    assert len(db.session.scalars(db.select(due.Due)).all()) == 1


def test_officers_of_the_plenary_set_deadlines(inside: Flask, people: Cast) -> None:
    table = found_body(None, "Table 1").id
    give_office(None, "01-01", Duty.CHAIR, table)
    for who in (people.lucia, people.tomas, people.observer):
        with pytest.raises(NotAllowed):
            set_deadline(who, PROPOSING, in_hours(1))
    give_office(None, "01-02", Duty.SECRETARY, 1)
    deadline = set_deadline(people.tomas, PROPOSING, in_hours(1))
    for act in (end_now, remove_deadline):
        with pytest.raises(NotAllowed):
            act(people.lucia, deadline)


# --- announcements and rulings -----------------------------------------------------------------------------


def test_announcements_reach_everybody_or_one_body_until_they_are_ended(
    inside: Flask, people: Cast, announced: Log
) -> None:
    table, other = found_body(None, "Table 1").id, found_body(None, "Table 2").id
    give_office(None, "01-01", Duty.CHAIR, table)
    to_all = make_announcement(people.organiser, " Lunch is served. ")
    to_table = make_announcement(people.lucia, "We move to room 4.", table)
    assert [one.words for one in queries.announcements()] == ["Lunch is served."]
    assert [one.id for one in queries.announcements(table)] == [to_table, to_all]
    assert [one.id for one in queries.announcements(other)] == [to_all]
    end_announcement(people.organiser, to_all)
    with pytest.raises(Refusal, match="ended already"):
        end_announcement(people.organiser, to_all)
    assert [one.id for one in queries.announcements(table)] == [to_table]
    assert [one.id for one in queries.announcements_made()] == [to_table, to_all]
    told = ["announcement_made", "announcement_made", "announcement_ended"]
    assert [one for one in kinds(announced()) if "announcement" in one] == told
    assert [one for one in kinds(announced(), f"body:{table}") if "announcement" in one] == told


def test_who_may_announce_to_whom(inside: Flask, people: Cast) -> None:
    table = found_body(None, "Table 1").id
    give_office(None, "01-01", Duty.CHAIR, table)
    said = make_announcement(people.organiser, "To everybody.")
    for act in (
        lambda: make_announcement(people.lucia, "To everybody."),
        lambda: make_announcement(people.lucia, "To the plenary.", 1),
        lambda: make_announcement(people.tomas, "To the table.", table),
        lambda: end_announcement(people.lucia, said),
    ):
        with pytest.raises(NotAllowed):
            act()
    for wrong in ("  ", "x" * 501):
        with pytest.raises(Unacceptable):
            make_announcement(people.organiser, wrong)
    assert len(queries.announcements_made()) == 1


def test_a_ruling_stands_with_its_item_and_its_chair(inside: Flask, people: Cast, announced: Log) -> None:
    table = found_body(None, "Table 1").id
    give_office(None, "01-01", Duty.CHAIR, table)
    give_office(None, "01-02", Duty.SECRETARY, table)
    (item,) = queries.sitting(an_open_sitting(people.lucia, "Seeds", body=table)).items
    ruling = give_ruling(people.lucia, table, "The amendment\nis in order.  ", item.id)
    found = queries.ruling(ruling)
    assert (found.words, found.item.title, found.made_by.name) == (
        "The amendment\nis in order.", "Seeds", "Lucía Andrango",
    )  # fmt: skip
    assert [one.id for one in queries.rulings(table, item.id)] == [ruling]
    assert queries.rulings(1) == []
    assert kinds(announced(), f"body:{table}")[-1] == "ruling_given"
    for who in (people.tomas, people.rosa):  # the secretary writes minutes, the chair rules
        with pytest.raises(NotAllowed):
            give_ruling(who, table, "Mine.")
    with pytest.raises(Unacceptable, match="not on an order paper"):
        give_ruling(people.organiser, 1, "Elsewhere.", item.id)


def test_after_the_deadline_no_amendment_is_tabled(inside: Flask, people: Cast) -> None:
    document, other = a_document(), a_document(title="Another")
    deadline = set_deadline(people.organiser, PROPOSING, in_hours(1), document)
    first = an_amendment(people.lucia, document, "In time.")
    let_pass(deadline)
    with pytest.raises(ActIsOver, match="The time for proposing on this document is over"):
        an_amendment(people.lucia, document, "Too late.", "p3")
    assert [one.number for one in amendments(document, AmendmentState.TABLED)] == [first]
    an_amendment(people.lucia, other, "Elsewhere.")
    set_deadline(people.organiser, PROPOSING, in_hours(1), document)
    an_amendment(people.lucia, document, "Extended.", "p3")
