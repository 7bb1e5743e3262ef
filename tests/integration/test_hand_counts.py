"""Counting by hand: two tellers agree without seeing each other; every paper says so; it adopts as any."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.documents.queries import document
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.export.bundle import kept_key, make_bundle
from summit.export.composing import compose
from summit.export.markdown import write_markdown
from summit.people.models import Duty, Role
from summit.people.services import accredit, give_office
from summit.record import RecordEntry
from summit.voting.models import KEEP, Ballot, Poll, PollState
from summit.voting.services import (
    announce_poll,
    choose_counting,
    close_poll,
    enter_hand_count,
    open_poll,
    publish_poll,
    put_to_poll,
)
from tests.bundles import packed, signed_anew, unpacked, verified
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, cast, voided
from tests.racing import at_once

Enter = Callable[[int], FlaskClient]
PART = "/polls/1/part?counted=1"
COUNTED = {"am1": 3, KEEP: 1, "blank": 0}


def a_teller(number: int) -> int:
    badge = f"T-{number}"
    teller = accredit(None, f"Teller {number}", Role.OBSERVER, badge).id
    give_office(None, badge, Duty.TELLER, 1)
    return teller


@pytest.fixture
def tellers(people: Cast, app: Flask) -> tuple[int, int]:
    with app.app_context():
        return a_teller(1), a_teller(2)


@pytest.fixture
def poll(people: Cast, app: Flask) -> int:
    """An open poll on AM 1 that is counted by hand."""
    with app.app_context():
        number = put_to_poll(people.organiser, [an_amendment(people.lucia, a_document(), "Shall.")])
        choose_counting(people.organiser, number, by_hand=True)
        announce_poll(people.organiser, number)
        open_poll(people.organiser, number, "4 1 6")
        return number


def state(app: Flask, number: int) -> PollState:
    with app.app_context():
        db.session.rollback()
        return PollState(db.session.get_one(Poll, number).state)


def test_nobody_is_asked_for_a_ballot_where_hands_are_counted(
    people: Cast, poll: int, entered: Enter
) -> None:
    lucia = entered(people.lucia)
    assert "You have not cast a ballot" not in lucia.get("/awaits").text
    own = lucia.get("/polls/mine").text
    assert f"V-{poll:02}" in own and "Counted by hand" in own
    assert "no ballot is stored yet" not in own


def test_two_tellers_must_agree_and_neither_sees_the_other(
    app: Flask, people: Cast, poll: int, tellers: tuple[int, int], entered: Enter
) -> None:
    one, other = entered(tellers[0]), entered(tellers[1])
    form = {f"counted-{name}": number for name, number in COUNTED.items()} | {"key": "a-key-of-its-own"}
    assert one.post("/polls/1/hand-count", data=form | {"counted-am1": "2"}).status_code == 303
    assert "It waits for the other teller" in one.get(PART).text
    page = other.get("/polls/1").get_data(as_text=True)
    assert "What you counted" in page
    assert f'data-part="{PART}"' in page, "who has entered is told of the other without a reload"
    assert "The two counts differ" not in page
    assert 'value="2"' not in page
    assert other.post("/polls/1/hand-count", data=form).status_code == 303
    assert state(app, poll) == PollState.OPEN
    for client in (one, other):
        assert "The two counts differ:" in client.get(PART).text
        page = client.get("/polls/1").get_data(as_text=True)
        assert "The two counts differ:" in page
        assert "AM 1. Count again" in page
    assert one.post("/polls/1/hand-count", data=form | {"counted-am1": "5"}).status_code == 422
    assert one.post("/polls/1/hand-count", data=form | {"counted-am1": ""}).status_code == 422
    assert one.post("/polls/1/hand-count", data=form).status_code == 303
    assert state(app, poll) == PollState.CLOSED
    assert "Two tellers counted the same." in other.get(PART).text
    page = entered(people.tomas).get("/polls/1").get_data(as_text=True)
    assert "Counted by hand" in page
    assert "What you counted" not in page


@pytest.mark.only_on("sqlite", "sentences of a page")
def test_the_rules_listed_are_those_that_hold_where_hands_are_counted(
    app: Flask, poll: int, people: Cast, entered: Enter
) -> None:
    page = entered(people.rosa).get("/polls/1").get_data(as_text=True)
    rules = page.split('id="rules-head"')[1].split("</ul>")[0]
    assert "Each hand or paper counts for one option" in rules
    assert "If no other option wins" in rules and "challenged" in rules
    for other in ("ranked", "rank", "more seconds", "in its ballot", "own ballot", "device", "secret"):
        assert other not in rules, rules
    page = entered(people.rosa).get("/polls/1?interface=es").get_data(as_text=True)
    assert "Cada mano o papeleta cuenta para una opción" in page


@pytest.mark.only_on("sqlite", "a table of a page")
def test_its_chair_watches_no_devices(app: Flask, poll: int, people: Cast, entered: Enter) -> None:
    page = entered(people.organiser).get("/polls/1").get_data(as_text=True)
    assert 'class="watch"' not in page


def test_any_two_of_three_tellers_who_agree_close_the_poll(
    inside: Flask, poll: int, tellers: tuple[int, int]
) -> None:
    assert enter_hand_count(tellers[0], poll, COUNTED) == []
    assert enter_hand_count(tellers[1], poll, COUNTED | {"am1": 2}) != []
    assert enter_hand_count(a_teller(3), poll, COUNTED) == []
    assert state(inside, poll) == PollState.CLOSED


def test_nobody_but_tellers_counts_and_no_ballot_is_cast_on_a_device(
    inside: Flask, people: Cast, poll: int, tellers: tuple[int, int]
) -> None:
    for person in (people.organiser, people.lucia):
        with pytest.raises(NotAllowed):
            enter_hand_count(person, poll, COUNTED)
    with pytest.raises(Refusal, match="counted by hand"):
        cast(people.lucia, poll, "am1")
    with pytest.raises(Refusal, match="two tellers"):
        close_poll(people.organiser, poll)
    for wrong in ({"am1": 5, KEEP: 0, "blank": 0}, {"am1": -1, KEEP: 0, "blank": 0}, {"am1": 1}):
        with pytest.raises(Unacceptable):
            enter_hand_count(tellers[0], poll, wrong)
    assert enter_hand_count(tellers[0], poll, COUNTED) == []
    assert enter_hand_count(tellers[0], poll, COUNTED) == []
    assert state(inside, poll) == PollState.OPEN


def test_tellers_who_enter_at_the_same_moment_close_the_poll_once(
    inside: Flask, people: Cast, poll: int, tellers: tuple[int, int]
) -> None:
    at_once(inside, [lambda who=who: enter_hand_count(who, poll, COUNTED) for who in tellers * 3])
    assert state(inside, poll) == PollState.CLOSED
    wanted = db.select(db.func.count()).where(RecordEntry.kind == "poll_closed")
    assert db.session.scalar(wanted) == 1


def test_a_hand_count_adopts_is_marked_on_every_paper_verifies_and_can_be_voided(
    inside: Flask, people: Cast, poll: int, tellers: tuple[int, int]
) -> None:
    kept_key(inside.config["INSTANCE"])
    for teller in tellers:
        enter_hand_count(teller, poll, {"am1": 2, KEEP: 1, "blank": 1})
    assert db.session.get_one(Poll, poll).turnout == 4, "who abstains on paper has taken part"
    publish_poll(people.organiser, poll)
    assert document(1).head == 2
    assert db.session.scalar(db.select(db.func.count()).select_from(Ballot)) == 0
    paper = write_markdown(compose())
    assert "counted by hand by two tellers who agreed" in paper
    assert "cannot be recounted" in paper.split("Exceptions")[-1]
    bundle = make_bundle(lambda *_: None).content
    wrong, said = verified(bundle)
    assert wrong == 0, said
    assert "V-01: counted by hand by two tellers who agreed on 4; it cannot be recounted" in said
    files = unpacked(bundle)
    path = "votes/V-01/ballots.json"
    for old, new in ((b'"am1": 2', b'"am1": 3'), (b'"by_hand"', b'"linked"')):
        assert old in files[path]
        changed = packed(signed_anew({**files, path: files[path].replace(old, new, 1)}))
        wrong, said = verified(changed)
        assert wrong
        assert path in said
    voided(people.organiser, poll, "One row of hands was not seen.")
    assert document(1).head == 3
    wrong, said = verified(make_bundle(lambda *_: None).content)
    assert wrong == 0, said
