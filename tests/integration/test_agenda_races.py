"""Officers who act at the same moment: one of them is first, and the other is told."""

from collections.abc import Callable

from flask import Flask

from summit.agenda import queries
from summit.agenda.models import Floor, ItemState
from summit.agenda.services import NotDriving, add_item, move_item, open_sitting, take_up
from summit.db import db
from summit.domain.errors import Refusal
from summit.people.models import Duty
from summit.people.services import found_body, give_office
from tests.conftest import Cast
from tests.factories import a_sitting, an_open_sitting
from tests.racing import at_once


def test_of_two_items_taken_up_at_once_one_is_current(inside: Flask, people: Cast) -> None:
    chair = people.organiser
    sitting = an_open_sitting(chair, *"ABCDE")
    items = [one.id for one in queries.sitting(sitting).items]
    answers = at_once(inside, [lambda item=item: take_up(chair, item) for item in items])
    assert [answer is None for answer in answers].count(True) == 1
    assert all("in the meantime" in str(answer) for answer in answers if answer is not None)
    states = [one.state for one in queries.sitting(sitting).items]
    assert sorted(states) == [ItemState.CURRENT, *[ItemState.PLANNED] * 4]
    assert states[items.index(queries.floor_of(1).item.id)] == ItemState.CURRENT


def test_of_two_officers_who_act_at_once_one_drives(inside: Flask, people: Cast) -> None:
    table = found_body(None, "Table 1").id
    give_office(None, "01-01", Duty.CHAIR, table)
    give_office(None, "01-02", Duty.SECRETARY, table)
    sitting = a_sitting(people.lucia, table)

    def opens(who: int) -> Callable[[], object]:
        return lambda: open_sitting(who, sitting)

    answers = at_once(inside, [opens(people.lucia), opens(people.tomas)])
    assert sorted(type(answer) for answer in answers if answer is not None) == [NotDriving]
    first = (people.lucia, people.tomas)[answers.index(None)]
    assert db.session.get(Floor, table, populate_existing=True).driver_id == first


def test_of_two_sittings_opened_at_once_one_opens(inside: Flask, people: Cast) -> None:
    sittings = [a_sitting(people.organiser, title=title) for title in ("First", "Second")]
    answers = at_once(inside, [lambda one=one: open_sitting(people.organiser, one) for one in sittings])
    assert sum(isinstance(answer, Refusal) for answer in answers) == 1
    assert sorted(queries.sitting(one).state for one in sittings) == ["open", "planned"]


def test_an_order_paper_written_by_many_hands_keeps_every_item_once(inside: Flask, people: Cast) -> None:
    chair, sitting = people.organiser, a_sitting(people.organiser)
    first = add_item(chair, sitting, "First")

    def adds(title: str) -> Callable[[], object]:
        return lambda: add_item(chair, sitting, title)

    answers = at_once(
        inside, [*map(adds, "ABCD"), lambda: move_item(chair, first, 1), lambda: move_item(chair, first, 1)]
    )
    assert [answer for answer in answers if isinstance(answer, Refusal)] == []
    items = queries.sitting(sitting).items
    assert sorted(one.title for one in items) == ["A", "B", "C", "D", "First"]
    assert sorted(one.position for one in items) == [1, 2, 3, 4, 5]
