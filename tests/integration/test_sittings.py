"""Sittings and their order papers: what officers do, what is announced, what is refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from summit.agenda import queries
from summit.agenda.models import ChannelKind, ItemState, SittingState
from summit.agenda.services import (
    HOLDS_OPEN,
    NotDriving,
    add_channel,
    add_item,
    call_off_sitting,
    change_item,
    change_sitting,
    close_sitting,
    defer_item,
    finish_item,
    move_item,
    open_sitting,
    order_items,
    plan_sitting,
    remove_channel,
    remove_item,
    reopen_sitting,
    resume_sitting,
    scan_in,
    suspend_sitting,
    take_over,
    take_up,
)
from summit.db import db, now
from summit.domain.anchors import Anchor
from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable
from summit.people.models import Duty
from summit.people.services import found_body, give_office
from summit.record import RecordEntry, broken_at
from tests.conftest import Cast
from tests.factories import a_sitting, an_open_sitting

Log = Callable[[], list[tuple[str, str]]]


def on(body: int, log: list[tuple[str, str]]) -> list[str]:
    """What the stream of a body was told, in order."""
    return [kind for topic, kind in log if topic == f"body:{body}"]


def titles(sitting: int) -> list[str]:
    return [one.title for one in queries.sitting(sitting).items]


def ids(sitting: int) -> list[int]:
    return [one.id for one in queries.sitting(sitting).items]


@pytest.fixture
def table(inside: Flask, people: Cast) -> int:
    """A table of which Lucía is the chair and Tomás the secretary."""
    body = found_body(None, "Table 1").id
    give_office(None, "01-01", Duty.CHAIR, body)
    give_office(None, "01-02", Duty.SECRETARY, body)
    return body


def test_a_sitting_is_opened_suspended_resumed_and_closed(
    inside: Flask, people: Cast, announced: Log
) -> None:
    chair = people.organiser
    sitting = a_sitting(chair)
    states = [queries.sitting(sitting).state]
    for step in (open_sitting, suspend_sitting, resume_sitting, close_sitting):
        step(chair, sitting)
        states.append(queries.sitting(sitting).state)
    assert states == ["planned", "open", "suspended", "open", "closed"]
    told = ["sitting_planned", "sitting_opened", "sitting_suspended", "sitting_resumed", "sitting_closed"]
    assert on(1, announced()) == told
    assert [kind for topic, kind in announced() if topic == "summit:" and kind in told] == told
    kept = db.session.scalars(db.select(RecordEntry.kind).order_by(RecordEntry.seq)).all()
    assert [kind for kind in kept if kind.startswith("sitting_")] == told
    assert broken_at() is None


def test_steps_out_of_turn_are_refused_and_change_nothing(inside: Flask, people: Cast) -> None:
    chair, sitting = people.organiser, a_sitting(people.organiser)
    for step in (suspend_sitting, resume_sitting, close_sitting, reopen_sitting):
        with pytest.raises(Refusal, match="is planned"):
            step(chair, sitting)
    open_sitting(chair, sitting)
    with pytest.raises(Refusal, match="sits already"):
        open_sitting(chair, sitting)
    assert queries.sitting(sitting).state == SittingState.OPEN


def test_a_body_sits_once_at_a_time_and_others_sit_beside_it(inside: Flask, people: Cast, table: int) -> None:
    first = an_open_sitting(people.organiser)
    second = a_sitting(people.organiser, title="Second sitting")
    with pytest.raises(Refusal, match="“First sitting” is running"):
        open_sitting(people.organiser, second)
    beside = an_open_sitting(people.lucia, "Seeds", body=table)
    assert [floor.sitting.id for floor in queries.floors() if floor.sitting] == [first, beside]
    close_sitting(people.organiser, first)
    open_sitting(people.organiser, second)
    assert queries.floor_of(1).sitting.id == second


def test_one_item_is_current_and_the_next_is_known(inside: Flask, people: Cast, announced: Log) -> None:
    chair = people.organiser
    sitting = an_open_sitting(chair, "Opening", "Seeds", "Soils")
    opening, seeds, soils = ids(sitting)
    floor = queries.floor_of(1)
    assert (floor.item, floor.following.id) == (None, opening)
    take_up(chair, opening)
    take_up(chair, seeds, instead_of=opening)
    floor = queries.floor_of(1)
    assert (floor.item.id, floor.following.id) == (seeds, soils)
    assert [one.state for one in queries.sitting(sitting).items] == ["done", "current", "planned"]
    finish_item(chair, seeds)
    take_up(chair, seeds)  # a chair may come back to what was done
    close_sitting(chair, sitting)
    assert [one.state for one in queries.sitting(sitting).items] == ["done", "done", "planned"]
    assert (queries.floor_of(1).sitting, queries.floor_of(1).item) == (None, None)
    assert on(1, announced())[5:] == [
        "item_taken_up", "item_taken_up", "item_done", "item_taken_up", "sitting_closed",
    ]  # fmt: skip


def test_what_an_officer_did_not_see_is_not_replaced(inside: Flask, people: Cast) -> None:
    chair = people.organiser
    opening, seeds, soils = ids(an_open_sitting(chair, "Opening", "Seeds", "Soils"))
    take_up(chair, opening)
    for seen in (None, soils):
        with pytest.raises(Refusal, match="in the meantime"):
            take_up(chair, seeds, instead_of=seen)
    assert queries.floor_of(1).item.id == opening
    assert queries.item(seeds).state == ItemState.PLANNED


def test_nothing_is_taken_up_while_the_sitting_is_not_open(inside: Flask, people: Cast) -> None:
    chair, sitting = people.organiser, a_sitting(people.organiser)
    item = add_item(chair, sitting, "Seeds")
    with pytest.raises(Refusal, match="is not open"):
        take_up(chair, item)
    open_sitting(chair, sitting)
    suspend_sitting(chair, sitting)
    with pytest.raises(Refusal, match="is not open"):
        take_up(chair, item)


def test_a_deferred_item_stands_again_on_a_later_order_paper(inside: Flask, people: Cast, table: int) -> None:
    chair = people.organiser
    sitting = an_open_sitting(chair)
    item = add_item(chair, sitting, "Seeds", Anchor("document", "1"), 20)
    later = a_sitting(chair, title="Second sitting")
    take_up(chair, item)
    defer_item(chair, item, later)
    assert queries.item(item).state == ItemState.DEFERRED
    assert queries.floor_of(1).item is None
    again = queries.sitting(later).items[0]
    assert (again.title, again.anchor_kind, again.anchor_key, again.minutes) == ("Seeds", "document", "1", 20)
    other = a_sitting(people.lucia, table)
    take_up(chair, item)
    with pytest.raises(Refusal, match="same body"):
        defer_item(chair, item, other)
    assert queries.item(item).state == ItemState.CURRENT


def test_items_are_added_renamed_ordered_and_removed(inside: Flask, people: Cast, announced: Log) -> None:
    chair, sitting = people.organiser, a_sitting(people.organiser)
    a, b, c = (add_item(chair, sitting, title) for title in ("A", "B", "C"))
    move_item(chair, c, -1)
    assert titles(sitting) == ["A", "C", "B"]
    move_item(chair, a, -1)  # the first stays first
    move_item(chair, a, 1)
    assert titles(sitting) == ["C", "A", "B"]
    order_items(chair, sitting, [b, a, c])
    assert titles(sitting) == ["B", "A", "C"]
    change_item(chair, a, "A and more", Anchor("amendment", "3"), 15)
    remove_item(chair, b)
    assert titles(sitting) == ["A and more", "C"]
    assert on(1, announced()) == [
        "sitting_planned", "item_added", "item_added", "item_added", "items_ordered", "items_ordered",
        "items_ordered", "item_changed", "item_removed",
    ]  # fmt: skip


def test_an_order_that_forgets_or_doubles_an_item_is_refused(inside: Flask, people: Cast) -> None:
    chair, sitting = people.organiser, a_sitting(people.organiser)
    a, b = add_item(chair, sitting, "A"), add_item(chair, sitting, "B")
    for order in ([a], [a, a], [a, b, b], [a, b + 1]):
        with pytest.raises(Refusal, match="in the meantime"):
            order_items(chair, sitting, order)
    assert titles(sitting) == ["A", "B"]


@pytest.mark.parametrize(
    ("title", "minutes"), [("  ", None), ("x" * 301, None), ("Seeds", 0), ("Seeds", 1441), ("Seeds", -5)]
)
def test_an_item_that_makes_no_sense_is_not_stored(
    inside: Flask, people: Cast, title: str, minutes: int | None
) -> None:
    sitting = a_sitting(people.organiser)
    with pytest.raises(Unacceptable):
        add_item(people.organiser, sitting, title, minutes=minutes)
    assert titles(sitting) == []


def test_what_was_dealt_with_is_not_struck_from_the_order_paper(inside: Flask, people: Cast) -> None:
    chair = people.organiser
    sitting = an_open_sitting(chair, "Seeds", "Soils")
    seeds, soils = ids(sitting)
    take_up(chair, seeds)
    with pytest.raises(Refusal, match="stays on the order paper"):
        remove_item(chair, seeds)
    close_sitting(chair, sitting)
    for act in (
        lambda: remove_item(chair, soils),
        lambda: change_item(chair, soils, "X"),
        lambda: move_item(chair, soils, -1),
    ):
        with pytest.raises(Refusal, match="is closed"):
            act()
    assert titles(sitting) == ["Seeds", "Soils"]


def test_times_and_names_of_a_sitting_are_changed_and_checked(
    inside: Flask, people: Cast, announced: Log
) -> None:
    chair, start = people.organiser, now() + timedelta(days=1)
    sitting = plan_sitting(chair, 1, "First  sitting", start, start + timedelta(hours=2))
    change_sitting(chair, sitting, "Opening sitting", start)
    change_sitting(chair, sitting, "Opening sitting", start)  # nothing new: nobody is told
    found = queries.sitting(sitting)
    assert (found.title, found.starts_at, found.ends_at) == ("Opening sitting", start, None)
    assert on(1, announced()) == ["sitting_planned", "sitting_changed"]
    for wrong in (("", None), ("x" * 201, None), ("Good", start), ("Good", start - timedelta(minutes=1))):
        with pytest.raises(Unacceptable):
            change_sitting(chair, sitting, wrong[0], start, wrong[1])


def test_a_planned_sitting_is_called_off_unless_somebody_came(
    inside: Flask, people: Cast, announced: Log
) -> None:
    chair = people.organiser
    sitting, kept = a_sitting(chair), a_sitting(chair, title="Second")
    add_item(chair, sitting, "Seeds")
    add_channel(chair, sitting, ChannelKind.STREAM, "es", "https://example.org/es")
    call_off_sitting(chair, sitting)
    with pytest.raises(NotFound):
        queries.sitting(sitting)
    scan_in(chair, kept, "01-01")
    with pytest.raises(Refusal, match="seen in"):
        call_off_sitting(chair, kept)
    open_sitting(chair, kept)
    with pytest.raises(Refusal, match="has begun"):
        call_off_sitting(chair, kept)
    assert "sitting_called_off" in on(1, announced())


def test_each_channel_has_one_address_that_can_be_linked(inside: Flask, people: Cast, announced: Log) -> None:
    chair, sitting = people.organiser, a_sitting(people.organiser)
    add_channel(chair, sitting, ChannelKind.STREAM, "es", "https://example.org/old")
    stream = add_channel(chair, sitting, ChannelKind.STREAM, "es", " https://example.org/new ")
    english = add_channel(chair, sitting, ChannelKind.INTERPRETATION, "en", "http://10.0.0.5/en")
    found = [(one.id, one.kind, one.language, one.address) for one in queries.sitting(sitting).channels]
    assert found == [
        (stream, "stream", "es", "https://example.org/new"),
        (english, "interpretation", "en", "http://10.0.0.5/en"),
    ]
    for language, address in (("es", "javascript:alert(1)"), ("Spanish!", "https://example.org/")):
        with pytest.raises(Unacceptable):
            add_channel(chair, sitting, ChannelKind.STREAM, language, address)
    remove_channel(chair, english)
    assert [one.id for one in queries.sitting(sitting).channels] == [stream]
    assert on(1, announced()).count("channels_changed") == 4


def test_a_sitting_closed_by_mistake_goes_on_with_who_was_there(inside: Flask, people: Cast) -> None:
    chair, sitting = people.organiser, an_open_sitting(people.organiser)
    for badge in ("01-01", "01-02", "B-1"):
        scan_in(chair, sitting, badge)
    close_sitting(chair, sitting)
    assert queries.present_seats(1) is None
    assert {one.left_at for one in queries.visits(sitting)} == {queries.sitting(sitting).closed_at}
    reopen_sitting(chair, sitting)
    present = queries.present_seats(1)
    assert (present.room, present.others) == (2, 1)


def test_a_feature_above_can_hold_a_sitting_open(inside: Flask, people: Cast) -> None:
    sitting = an_open_sitting(people.organiser)
    HOLDS_OPEN.append(lambda body: f"Body {body} has a poll that is open.")
    try:
        with pytest.raises(Refusal, match="Body 1 has a poll"):
            close_sitting(people.organiser, sitting)
    finally:
        HOLDS_OPEN.pop()
    assert queries.sitting(sitting).state == SittingState.OPEN


def test_officers_plan_and_only_the_driver_moves_the_floor(inside: Flask, people: Cast, table: int) -> None:
    sitting = an_open_sitting(people.lucia, "Seeds", "Soils", body=table)
    seeds, soils = ids(sitting)
    add_item(people.tomas, sitting, "Added by the secretary")
    moves = (
        lambda: take_up(people.tomas, seeds),
        lambda: suspend_sitting(people.tomas, sitting),
        lambda: close_sitting(people.tomas, sitting),
        lambda: defer_item(people.tomas, soils),
    )
    for move in moves:
        with pytest.raises(NotDriving, match="Lucía Andrango drives Table 1"):
            move()
    take_over(people.tomas, table)
    take_up(people.tomas, seeds)
    assert queries.floor_of(table).item.id == seeds


def test_who_is_no_officer_of_the_body_changes_nothing(inside: Flask, people: Cast, table: int) -> None:
    sitting = an_open_sitting(people.organiser, "Seeds")
    (item,) = ids(sitting)
    acts = (
        lambda who: plan_sitting(who, 1, "Mine", now()),
        lambda who: change_sitting(who, sitting, "Mine", now()),
        lambda who: add_item(who, sitting, "Mine"),
        lambda who: change_item(who, item, "Mine"),
        lambda who: move_item(who, item, 1),
        lambda who: order_items(who, sitting, [item]),
        lambda who: remove_item(who, item),
        lambda who: add_channel(who, sitting, ChannelKind.STREAM, "es", "https://example.org/"),
        lambda who: take_up(who, item),
        lambda who: suspend_sitting(who, sitting),
        lambda who: close_sitting(who, sitting),
        lambda who: call_off_sitting(who, sitting),
    )
    for act in acts:
        for who in (people.lucia, people.observer):  # the chair of a table is nobody in the plenary
            with pytest.raises(NotAllowed):
                act(who)
    assert titles(sitting) == ["Seeds"]
