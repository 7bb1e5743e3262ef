"""The door: slips work once, PINs lock, a new slip ends what was before."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.people.models import Person, Role, SignIn, Slip
from summit.people.services import accredit, issue_slip, unlock
from tests.conftest import PIN, Cast

KEY = {"key": "a-key-of-its-own"}
Enter = Callable[[int], FlaskClient]
Announced = Callable[[], list[tuple[str, str]]]


def by_slip(client: FlaskClient, code: str, pin: str = PIN) -> tuple[int, str]:
    answer = client.post("/sign-in/slip", data={"code": code, "pin": pin})
    return answer.status_code, answer.get_data(as_text=True)


def by_pin(client: FlaskClient, badge: str, pin: str) -> tuple[int, str]:
    answer = client.post("/sign-in/pin", data={"badge": badge, "pin": pin})
    return answer.status_code, answer.get_data(as_text=True)


def slip_for(app: Flask, badge: str) -> str:
    with app.app_context():
        return issue_slip(None, badge)


def test_a_slip_lets_its_person_in_and_says_who_one_is(app: Flask, cast: Cast, client: FlaskClient) -> None:
    assert by_slip(client, slip_for(app, "01-01"))[0] == 303
    page = client.get("/").get_data(as_text=True)
    assert '<span>Lucía Andrango</span> · <span class="keep">01-01</span>' in page
    assert "Sign out" in page


def test_a_slip_is_read_whatever_its_case_and_gaps(app: Flask, cast: Cast, client: FlaskClient) -> None:
    code = slip_for(app, "01-01").lower()
    assert by_slip(client, f" {code[:4]}-{code[4:8]} {code[8:]} ")[0] == 303


@pytest.mark.usefixtures("cast")
def test_an_unknown_used_replaced_or_expired_slip_is_refused_in_words(
    app: Flask, client: FlaskClient
) -> None:
    used, replaced = slip_for(app, "01-01"), slip_for(app, "01-02")
    slip_for(app, "01-02")
    expired = slip_for(app, "01-03")
    with app.app_context():
        last = db.session.scalars(db.select(Slip).order_by(Slip.id.desc())).first()
        last.expires_at = last.issued_at
        db.session.commit()
    assert by_slip(app.test_client(), used)[0] == 303
    for code, words in (
        ("0000-0000-0000-0000", "not known"),
        (used, "has been used"),
        (replaced, "was replaced"),
        (expired, "has expired"),
    ):
        status, page = by_slip(client, code)
        assert (status, words in page) == (422, True)
        assert f'value="{code}"' in page
    assert "visitor" in client.get("/").get_data(as_text=True)


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("pin", ["12345", "abcdef", "111111", "123456", "987654", "４９３８１７"])
def test_a_poor_pin_does_not_use_the_slip_up(app: Flask, client: FlaskClient, pin: str) -> None:
    code = slip_for(app, "01-01")
    assert by_slip(client, code, pin)[0] == 422
    assert by_slip(client, code)[0] == 303


@pytest.mark.usefixtures("cast")
def test_five_failures_lock_that_person_and_nobody_else(
    app: Flask, client: FlaskClient, entered: Enter
) -> None:
    with app.app_context():
        ids = [
            db.session.scalar(db.select(Person.id).where(Person.badge == badge))
            for badge in ("01-01", "01-02")
        ]
    for person in ids:
        entered(person)
    answers = [by_pin(client, "01-01", "000001") for _ in range(6)]
    assert [status for status, _ in answers] == [422] * 6
    assert "After five wrong PINs no new device is let in" in answers[5][1]
    assert "no new device is let in" in by_pin(app.test_client(), "01-01", PIN)[1]
    assert by_pin(app.test_client(), "01-02", PIN)[0] == 303
    with app.app_context():
        unlock(None, "01-01")
    assert by_pin(client, "01-01", PIN)[0] == 303


def test_a_new_slip_ends_the_old_one_and_every_sign_in_at_once(
    app: Flask, cast: Cast, entered: Enter, announced: Announced
) -> None:
    client = entered(cast.lucia)
    before = announced()
    slip_for(app, "01-01")
    assert "visitor" in client.get("/").get_data(as_text=True)
    assert client.post("/polls/1/cast", data={"seen": 0}).status_code == 401
    told = [one for one in announced() if one[0] == f"person:{cast.lucia}"]
    assert told == [(f"person:{cast.lucia}", "signed_in"), (f"person:{cast.lucia}", "access_changed")]
    assert announced().count(("staff:", "people_changed")) == before.count(("staff:", "people_changed")) + 1


def test_signing_out_ends_this_device_only(app: Flask, cast: Cast, entered: Enter) -> None:
    here = entered(cast.lucia)
    there = app.test_client()
    assert by_pin(there, "01-01", PIN)[0] == 303
    here.post("/sign-out")
    assert "visitor" in here.get("/").get_data(as_text=True)
    assert "Lucía" in there.get("/").get_data(as_text=True)


@pytest.mark.usefixtures("cast")
def test_only_hashes_are_stored(app: Flask, entered: Enter, cast: Cast) -> None:
    code = slip_for(app, "01-02")
    entered(cast.lucia)
    with app.app_context():
        person = db.session.get(Person, cast.lucia)
        stored = [person.pin_hash, *db.session.scalars(db.select(Slip.code_hash))]
        stored += db.session.scalars(db.select(SignIn.token_hash))
    assert not any(PIN in one or code in one for one in stored)
    assert person.pin_hash.startswith("$argon2id$")


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("target", "goes_to"),
    [
        ("/polls/", "/polls/"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
    ],
)
def test_signing_in_leads_back_within_this_site_only(
    app: Flask, client: FlaskClient, target: str, goes_to: str
) -> None:
    form = {"code": slip_for(app, "01-01"), "pin": PIN, "next": target}
    assert client.post("/sign-in/slip", data=form).headers["Location"] == goes_to


def test_a_form_without_its_token_changes_nothing(app: Flask, cast: Cast, entered: Enter) -> None:
    client = entered(cast.organiser)
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/people", data={"name": "X", "badge": "X-1", "role": "delegate", "key": "12345678"})
    assert answer.status_code == 400
    assert "This page was open for too long" in answer.get_data(as_text=True)
    with app.app_context():
        assert db.session.scalar(db.select(Person).where(Person.badge == "X-1")) is None


def test_a_badge_that_is_taken_is_refused_and_the_typing_kept(app: Flask, cast: Cast, entered: Enter) -> None:
    client = entered(cast.organiser)
    form = {"name": "Nuna Grefa", "badge": "01-01", "role": "delegate", "attends": "room", **KEY}
    answer = client.post("/people", data=form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Badge 01-01 belongs to Lucía Andrango already." in page
    assert 'value="Nuna Grefa"' in page


def test_only_organisers_accredit(app: Flask, cast: Cast, inside: Flask) -> None:
    from summit.domain.errors import NotAllowed

    for person in (cast.lucia, cast.observer):
        with pytest.raises(NotAllowed):
            accredit(person, "Nuna Grefa", Role.DELEGATE, "09-09")
        with pytest.raises(NotAllowed):
            issue_slip(person, "01-01")
