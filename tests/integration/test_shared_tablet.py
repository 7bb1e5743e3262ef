"""A shared tablet: one person after the other by PIN, each on a cleared screen, back at the same poll."""

from flask import Flask

from summit.people.queries import person
from summit.people.services import issue_slip, redeem_slip
from tests.conftest import PIN, Cast
from tests.factories import a_document, an_amendment, an_open_poll

BALLOT = {"attempt": "a" * 32, "nonce": "b" * 32, "seen": 0, "ranking": "am1"}


def test_two_people_vote_on_one_tablet_and_the_second_finds_nothing_of_the_first(
    app: Flask, people: Cast
) -> None:
    with app.app_context():
        an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), "Shall.")])
        badges = [person(one).badge for one in (people.lucia, people.tomas)]
        for badge in badges:
            redeem_slip(issue_slip(None, badge), PIN)
    tablet = app.test_client()
    page = tablet.get("/sign-in?shared=1&next=/polls/1").get_data(as_text=True)
    assert "A shared tablet." in page
    assert "With your slip" not in page
    for place, badge in enumerate(badges):
        answer = tablet.post("/sign-in/pin", data={"badge": badge, "pin": PIN, "next": "/polls/1"})
        assert (answer.status_code, answer.location) == (303, "/polls/1")
        page = tablet.get("/polls/1").get_data(as_text=True)
        assert "A ballot of yours was received" not in page
        assert ("Lucía Andrango" in page) == (place == 0)
        received = tablet.post("/polls/1/cast", data=BALLOT | {"nonce": f"{place}" * 32})
        assert "Done: next person" in received.get_data(as_text=True)
        assert received.headers["Cache-Control"] == "no-store"
        answer = tablet.post("/sign-out", data={"next": "/polls/1"})
        assert (answer.status_code, answer.location) == (303, "/sign-in?next=/polls/1")
    assert "data-clears" not in tablet.get("/sign-in?shared=0").get_data(as_text=True)
    assert tablet.post("/sign-out").location == "/"
