"""Paper ballots in an electronic poll: two tellers read the same, one ballot a seat, sealed like all."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.domain.errors import NotAllowed, Refusal
from summit.export.bundle import kept_key, make_bundle
from summit.export.composing import compose
from summit.export.markdown import write_markdown
from summit.people.models import Duty, Role
from summit.people.services import accredit, give_office
from summit.voting.models import KEEP, Ballot, Envelope, PaperEntry, Participation
from summit.voting.services import cast_ballot, enter_paper
from tests.bundles import unpacked, verified
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, marks, published
from tests.racing import at_once

pytestmark = pytest.mark.only_on("sqlite", "ballots like all once they are sealed; casting is held on both")

Enter = Callable[[int], FlaskClient]


def stored(table: type) -> int:
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count()).select_from(table)) or 0


@pytest.fixture
def tellers(people: Cast, app: Flask) -> tuple[int, int]:
    with app.app_context():
        ids = []
        for badge in ("T-1", "T-2"):
            ids.append(accredit(None, f"Teller {badge}", Role.OBSERVER, badge).id)
            give_office(None, badge, Duty.TELLER, 1)
        return ids[0], ids[1]


@pytest.fixture
def poll(people: Cast, app: Flask) -> int:
    with app.app_context():
        return an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), "Shall.")])


def test_a_paper_counts_once_two_tellers_have_read_the_same(
    inside: Flask, people: Cast, poll: int, tellers: tuple[int, int]
) -> None:
    one, other = tellers
    kept_key(inside.config["INSTANCE"])
    with pytest.raises(NotAllowed):
        enter_paper(people.organiser, poll, "01-01", ["am1"])
    with pytest.raises(Refusal, match="not on the roll"):
        enter_paper(one, poll, "99-99", ["am1"])
    assert enter_paper(one, poll, "01-01", ["am1"]) == "entered"
    assert enter_paper(one, poll, "01-01", ["am1", KEEP]) == "entered"
    assert (stored(PaperEntry), stored(Envelope)) == (1, 0)
    assert enter_paper(other, poll, "01-01", ["am1"]) == "differs"
    assert (stored(PaperEntry), stored(Envelope)) == (0, 0)
    assert enter_paper(other, poll, "01-01", [KEEP]) == "entered"
    assert enter_paper(one, poll, "01-01", [KEEP]) == "stored"
    with pytest.raises(Refusal, match="one ballot for a seat"):
        enter_paper(one, poll, "01-01", ["am1"])
    for seen in (0, 1):
        with pytest.raises(Refusal, match="on paper was entered for your seat"):
            cast(people.lucia, poll, "am1", seen=seen)
    cast_ballot(people.tomas, poll, marks("am1"), "phone")
    with pytest.raises(Refusal, match="one ballot for a seat"):
        enter_paper(one, poll, "01-02", [KEEP])
    enter_paper(one, poll, "01-03", ["am1"])
    boxes = db.session.scalars(db.select(Envelope.box)).all()
    assert len({len(box) for box in boxes}) == 1
    published(people.organiser, poll)
    assert (stored(PaperEntry), stored(Ballot), stored(Participation)) == (0, 2, 2)
    assert compose().votes[0].on_paper == 1
    assert "ballots 2 (phone 1, paper 1)" in write_markdown(compose())
    bundle = make_bundle(lambda *_: None).content
    wrong, said = verified(bundle)
    assert wrong == 0, said
    register = unpacked(bundle)["votes/V-01/register.csv"].decode().splitlines()
    assert [line.rsplit(",", 2)[1:] for line in register[1:4]] == [
        ["yes", "paper"],
        ["yes", "phone"],
        ["no", ""],
    ]


def test_of_a_device_and_two_tellers_at_the_same_moment_one_ballot_is_stored(
    inside: Flask, people: Cast, poll: int, tellers: tuple[int, int]
) -> None:
    one, other = tellers
    seats = ("01-01", "01-02", "01-03", "01-04")
    for seat in seats:
        enter_paper(one, poll, seat, ["am1"])
    acts: list[Callable[[], object]] = []
    for seat, person in zip(seats, people.delegates, strict=True):
        acts += [
            lambda seat=seat: enter_paper(other, poll, seat, ["am1"]),
            lambda person=person: cast(person, poll, KEEP),
            lambda seat=seat: enter_paper(other, poll, seat, ["am1"]),
        ]
    answers = at_once(inside, acts)
    assert stored(Envelope) == 4
    received = [one for one in answers if one == "stored" or hasattr(one, "receipt")]
    assert len(received) == 4


def test_the_seats_own_device_is_told_that_it_has_voted_on_paper(
    people: Cast, poll: int, tellers: tuple[int, int], entered: Enter, app: Flask
) -> None:
    one, other = entered(tellers[0]), entered(tellers[1])
    form = {"seat": "01-04", "rank-am1": "1"}
    assert "Enter a ballot on paper" in one.get("/polls/1").get_data(as_text=True)
    assert one.post("/polls/1/paper", data=form | {"seat": ""}).status_code == 422
    for teller in (one, other):
        assert teller.post("/polls/1/paper", data=form).status_code == 303
    voter = entered(people.amaru)
    page = voter.get("/polls/1").get_data(as_text=True)
    assert "A ballot on paper was entered for your seat" in page
    assert "ranked-ballot" not in page
    ballot = {"attempt": "a" * 32, "nonce": "b" * 32, "seen": 1, "ranking": "am1"}
    answer = voter.post("/polls/1/cast", data=ballot, headers={"Accept": "application/json"})
    assert (answer.status_code, "on paper" in answer.get_json()["error"]) == (403, True)
