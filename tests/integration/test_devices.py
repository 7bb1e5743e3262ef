"""One's devices: a new one is shown to the others, wrong PINs keep strangers out and nobody else."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import clock, db
from summit.domain.errors import Refusal
from summit.people import queries
from summit.people.models import Duty, Person, Role, SignIn
from summit.people.services import accredit, give_office, issue_slip, notice_sign_in, signing_in
from summit.people.services.signing_in import Device, redeem_slip, sign_in
from summit.people.views.device import described
from tests.conftest import PIN, Cast

pytestmark = pytest.mark.only_on(
    "sqlite", "pages of one's devices; sign-ins end on both in test_stolen_ways_in"
)

Enter = Callable[[int], FlaskClient]
WRONG = "000001"
NEW = "You are signed in on another device, too."
LOCKED = "Somebody tried five wrong PINs for your badge."


def by_pin(client: FlaskClient, pin: str = PIN, badge: str = "01-01") -> int:
    return client.post("/sign-in/pin", data={"badge": badge, "pin": pin}).status_code


def page_of(client: FlaskClient, path: str = "/") -> str:
    return client.get(path).get_data(as_text=True)


def latest(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.max(SignIn.id)))


def test_a_new_sign_in_is_shown_on_the_other_devices_until_it_is_known(
    app: Flask, cast: Cast, entered: Enter, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    tablet, phone = entered(cast.lucia), app.test_client()
    assert NEW not in page_of(tablet)
    assert by_pin(phone) == 303
    assert announced().count((f"person:{cast.lucia}", "signed_in")) == 2
    assert announced().count(("staff:", "signed_in")) == 2
    assert NEW in page_of(tablet, "/documents/")
    assert NEW in page_of(tablet, "/notices")
    assert NEW not in page_of(phone)
    assert tablet.post(f"/devices/{latest(app)}/known").status_code == 303
    assert NEW not in page_of(tablet)


def test_a_device_that_is_not_ones_own_is_ended_with_one_tap(app: Flask, cast: Cast, entered: Enter) -> None:
    tablet, stranger = entered(cast.lucia), app.test_client()
    assert by_pin(stranger) == 303
    assert tablet.post(f"/devices/{latest(app)}/end").status_code == 303
    assert "a visitor" in page_of(stranger)
    assert "Lucía" in page_of(tablet)


def test_all_others_are_ended_with_one_tap_and_forgotten(app: Flask, cast: Cast, entered: Enter) -> None:
    tablet, others = entered(cast.lucia), [app.test_client() for _ in range(3)]
    assert [by_pin(other) for other in others] == [303] * 3
    assert page_of(tablet).count(NEW) == 1, "three banners would hide the page"
    assert "2 more new sign-ins:" in page_of(tablet)
    assert "Where you are signed in" in (page := page_of(tablet, "/devices"))
    assert page.count("End this one") == 3
    assert tablet.post("/devices/end-others").status_code == 303
    assert all("a visitor" in page_of(other) for other in others)
    assert "Lucía" in page_of(tablet)
    for _ in range(5):
        by_pin(app.test_client(), WRONG)
    assert [by_pin(other) for other in others] == [422] * 3  # strangers from then on


def test_nobody_ends_or_notices_the_devices_of_others(app: Flask, cast: Cast, entered: Enter) -> None:
    entered(cast.lucia)
    number, tomas = latest(app), entered(cast.tomas)
    assert tomas.post(f"/devices/{number}/end").status_code == 403
    assert tomas.post(f"/devices/{number}/known").status_code == 404
    with app.app_context():
        assert db.session.get(SignIn, number).ended_at is None


def test_whoever_guessed_a_pin_cannot_hush_their_own_coming(app: Flask, cast: Cast, entered: Enter) -> None:
    tablet, one, other = entered(cast.lucia), app.test_client(), app.test_client()
    assert by_pin(one) == 303
    first = latest(app)
    assert by_pin(other) == 303
    second = latest(app)
    assert one.post(f"/devices/{first}/known").status_code == 409  # itself
    assert other.post(f"/devices/{first}/known").status_code == 409  # came later
    assert page_of(tablet).count(NEW) == 2
    assert one.post(f"/devices/{second}/known").status_code == 303
    assert page_of(tablet).count(NEW) == 1
    assert other.post(f"/devices/{first}/hide").status_code == 303
    assert NEW not in page_of(other) and NEW in page_of(tablet)


def test_who_comes_back_is_told_of_a_pin_that_was_used_meanwhile(
    app: Flask, cast: Cast, entered: Enter
) -> None:
    tablet, stranger = entered(cast.lucia), app.test_client()
    tablet.post("/sign-out")
    assert by_pin(stranger) == 303
    assert by_pin(tablet) == 303
    assert NEW in page_of(tablet)
    number = re.findall(r"/devices/(\d+)/known", page_of(tablet))
    assert len(number) == 1  # it was known before the stranger, so its word counts


def test_five_wrong_pins_keep_new_devices_out_and_no_known_one(
    app: Flask, cast: Cast, entered: Enter, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    tablet, attacker = entered(cast.lucia), app.test_client()
    assert [by_pin(attacker, WRONG) for _ in range(6)] == [422] * 6
    assert (f"person:{cast.lucia}", "pin_locked") in announced()
    assert LOCKED in page_of(tablet)
    assert by_pin(attacker) == 422  # even with the right one
    assert by_pin(app.test_client()) == 422
    tablet.post("/sign-out")
    assert by_pin(tablet) == 303  # known here
    assert tablet.post("/devices/allow-new").status_code == 303
    assert by_pin(app.test_client()) == 303
    assert LOCKED not in page_of(tablet)


def test_a_known_device_has_five_wrong_pins_of_its_own(app: Flask, cast: Cast, entered: Enter) -> None:
    tablet = entered(cast.lucia)
    tablet.post("/sign-out")
    assert [by_pin(tablet, WRONG) for _ in range(4)] == [422] * 4
    assert by_pin(app.test_client()) == 303  # they are not counted against others
    assert by_pin(tablet) == 303  # and begin anew with the right one
    tablet.post("/sign-out")
    assert [by_pin(tablet, WRONG) for _ in range(10)] == [422] * 10
    assert by_pin(tablet) == 422  # five of its own, five as a stranger


def test_a_device_known_to_one_person_is_a_stranger_to_another(
    app: Flask, cast: Cast, entered: Enter
) -> None:
    tablet = entered(cast.lucia)
    entered(cast.tomas)
    for _ in range(5):
        by_pin(app.test_client(), WRONG, "01-02")
    assert by_pin(tablet, PIN, "01-02") == 422


def test_a_key_that_was_made_up_is_none(app: Flask, cast: Cast, entered: Enter) -> None:
    entered(cast.lucia)
    forger = app.test_client()
    forger.set_cookie("device", "made-up.by-somebody")
    assert [by_pin(forger, WRONG) for _ in range(5)] == [422] * 5
    assert by_pin(app.test_client()) == 422


def test_a_new_slip_lets_in_where_the_pin_is_locked_and_ends_the_old_pin(
    app: Flask, cast: Cast, entered: Enter
) -> None:
    tablet = entered(cast.lucia)
    for _ in range(5):
        by_pin(app.test_client(), WRONG)
    with app.app_context():
        code = issue_slip(None, "01-01")
    assert by_pin(tablet) == 422  # known, but its PIN has ended
    new = app.test_client()
    assert new.post("/sign-in/slip", data={"code": code, "pin": "271828"}).status_code == 303
    assert by_pin(app.test_client()) == 422
    assert by_pin(app.test_client(), "271828") == 303


def test_the_desk_sees_sign_ins_and_locked_badges_and_ends_and_unlocks(
    app: Flask, cast: Cast, entered: Enter
) -> None:
    with app.app_context():
        desk = accredit(None, "Kaya Cuji", Role.OBSERVER, "K-1").id
        give_office(None, "K-1", Duty.DESK)
    lucia, at_desk = entered(cast.lucia), entered(desk)
    with app.app_context():
        number = db.session.scalar(db.select(SignIn.id).where(SignIn.person_id == cast.lucia))
    for _ in range(5):
        by_pin(app.test_client(), WRONG)
    page = page_of(at_desk, "/people/sign-ins")
    assert "Closed to new devices after five wrong PINs" in page
    assert page.count("Lucía Andrango") == 2
    path = "/people/01-01"
    assert at_desk.post(f"{path}/sign-ins/{number}/end", data={"key": "key-number-1"}).status_code == 303
    assert "a visitor" in page_of(lucia)
    assert at_desk.post(f"{path}/unlock", data={"key": "key-number-2"}).status_code == 303
    assert by_pin(app.test_client()) == 303


def test_signing_in_anew_on_a_device_takes_the_place_of_what_was(
    app: Flask, cast: Cast, entered: Enter
) -> None:
    tablet = entered(cast.lucia)
    for _ in range(3):
        assert by_pin(tablet) == 303
    assert page_of(tablet, "/devices").count("this device") == 1
    assert NEW not in page_of(tablet)


def test_who_signs_in_on_the_device_of_somebody_else_takes_its_place(
    app: Flask, cast: Cast, entered: Enter, sign_in: Callable[[FlaskClient, int], None]
) -> None:
    tablet = entered(cast.lucia)
    sign_in(tablet, cast.tomas)
    with app.app_context():
        assert queries.running_sign_ins(cast.lucia) == []
        assert len(queries.running_sign_ins(cast.tomas)) == 1
    assert tablet.get("/devices").status_code == 200


@pytest.mark.usefixtures("inside", "cast")
def test_a_reissue_makes_every_device_a_stranger() -> None:
    thief = Device("the key of the thief's device")
    redeem_slip(issue_slip(None, "01-01"), "718293", thief)
    redeem_slip(issue_slip(None, "01-01"), PIN)
    for _ in range(5):
        with pytest.raises(Refusal):
            sign_in("01-01", WRONG)
    with pytest.raises(Refusal):
        sign_in("01-01", PIN, thief)


@pytest.mark.usefixtures("inside")
def test_a_pin_that_is_ended_while_it_is_looked_at_lets_nobody_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    redeem_slip(issue_slip(None, "01-01"), PIN)
    monkeypatch.setattr(signing_in, "is_pin", lambda kept, pin: bool(issue_slip(None, "01-01")))
    with pytest.raises(Refusal):
        sign_in("01-01", PIN)
    assert queries.running_sign_ins(cast.lucia) == []


@pytest.mark.usefixtures("inside")
def test_no_sign_in_outlives_an_accreditation(cast: Cast) -> None:
    token = redeem_slip(issue_slip(None, "01-01"), PIN)
    assert queries.signed_in(token).person_id == cast.lucia
    db.session.execute(db.update(Person).where(Person.id == cast.lucia).values(withdrawn_at=clock()))
    assert queries.signed_in(token) is None


@pytest.mark.usefixtures("inside", "cast")
def test_an_unknown_code_costs_no_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(pin: str) -> str:
        raise AssertionError("hashed for nothing")

    monkeypatch.setattr(signing_in, "hash_pin", never)
    with pytest.raises(Refusal, match="not known"):
        redeem_slip("0000-0000-0000-0000", PIN)


@pytest.mark.usefixtures("inside")
def test_while_an_address_is_pressed_a_badge_has_one_wrong_pin_there(cast: Cast) -> None:
    tablet = Device("of the tablet")
    redeem_slip(issue_slip(None, "01-01"), PIN, tablet)
    with pytest.raises(Refusal, match="do not fit"):
        sign_in("01-01", WRONG, is_pressed=True)
    with pytest.raises(Refusal, match="Many wrong PINs come from your network"):
        sign_in("01-01", PIN, is_pressed=True)
    assert sign_in("01-01", PIN, tablet, is_pressed=True)
    assert sign_in("01-01", PIN)  # from elsewhere
    assert sign_in("01-01", PIN, is_pressed=True)  # who mistypes nothing gets in everywhere


@pytest.mark.usefixtures("inside")
def test_a_sign_in_that_has_ended_notices_nothing(cast: Cast) -> None:
    token = redeem_slip(issue_slip(None, "01-01"), PIN)
    sign_in("01-01", PIN)
    number = db.session.scalar(db.select(db.func.max(SignIn.id)))
    signing_in.sign_out(token)
    with pytest.raises(Refusal, match="not signed in any more"):
        notice_sign_in(cast.lucia, token, number)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/126 Mobile Safari/537", "Chrome, Android"),
        ("Mozilla/5.0 (iPad; CPU OS 17_5) AppleWebKit/605.1.15 Version/17.5 Safari/604.1", "Safari, iPad"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox, Windows"),
        ("curl/8", ""),
    ],
)  # fmt: skip
def test_a_device_is_described_by_what_it_says_of_itself(agent: str, words: str) -> None:
    assert described(agent) == words
