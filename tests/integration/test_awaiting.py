"""What awaits a person: told at once, shown until it is read, counted at the top, seen by nobody else."""

import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient

from summit.agenda.models import Act
from summit.agenda.services import end_now, set_deadline
from summit.db import db, now
from summit.documents.services import Change, propose_amendment, take_over, withdraw_amendment
from summit.export.bundle import kept_key, make_bundle
from summit.people.models import Duty, Role
from summit.people.queries import unread_news
from summit.people.services import accredit, give_office
from summit.voting.models import KEEP
from summit.voting.services import (
    announce_poll,
    choose_counting,
    enter_hand_count,
    open_poll,
    put_to_poll,
)
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, cast, published, voided

SHALL, MUST, MIGHT = (SENTENCES[0].replace("may", word) for word in ("shall", "must", "might"))


def told(person: int) -> list[tuple[str, int | None]]:
    """Kinds of what they were told, with the other amendment or the poll, first to last."""
    db.session.rollback()
    news = reversed(unread_news(person))
    return [(one.kind, one.about.get("other") or one.about.get("poll")) for one in news]


def test_proposers_are_told_of_every_turn_until_they_have_read_it(
    app: Flask,
    people: Cast,
    entered: Callable[[int], FlaskClient],
    announced: Callable[[], list[tuple[str, str]]],
) -> None:
    chair = people.organiser
    with app.app_context():
        document = a_document()
        an_amendment(people.lucia, document, SHALL)
        an_amendment(people.tomas, document, MUST)
        an_amendment(people.rosa, document, MIGHT)
        poll = put_to_poll(chair, [1, 2])
        assert told(people.lucia) == [("collides", 2), ("collides", 3)]
        assert told(people.rosa) == []  # she saw with whom hers collides while she wrote it
        announce_poll(chair, poll)
        open_poll(chair, poll, "4 1 6")
    lucia, tomas = entered(people.lucia), entered(people.tomas)
    page = lucia.get("/awaits").get_data(as_text=True)
    assert "You have not cast a ballot" in page
    assert "What awaits you</a>" not in page
    assert '<b class="count">4</b>' in page  # two collisions, the poll on her amendment, her ballot
    assert "Your AM 1 “A change” collides with AM 2 on “may”" in page
    with app.app_context():
        cast(people.lucia, poll, "am1")
        published(chair, poll)
        assert told(people.lucia)[2:] == [("put", 1), ("adopted", 1)]
        assert told(people.tomas) == [("collides", 3), ("put", 1), ("fallen", 1)]
        assert told(people.rosa) == [("orphaned", None)]
        last = unread_news(people.lucia)[0].id
    assert ("person:2", "news_told") in announced()
    assert tomas.post(f"/awaits/{last}/read", data={"key": "a-key-of-mine"}).status_code == 404
    read = lucia.post(f"/awaits/{last}/read", data={"key": "a-key-of-mine"})
    assert (read.status_code, read.location) == (303, "/amendments/1")
    lucia.post("/awaits/read", data={"key": "another-key", "up_to": last})
    assert '<b class="count">' not in (page := lucia.get("/").get_data(as_text=True))
    assert "What awaits you</a>" in page
    assert "Your AM 1 “A change” was adopted by V-01." in lucia.get("/awaits").get_data(as_text=True)
    with app.app_context():
        voided(chair, poll, "The wrong text was on the screen.")
        assert told(people.lucia) == [("pending_again", None)]
        withdraw_amendment(people.lucia, 1)
        take_over(people.amaru, 1)
        assert told(people.lucia)[1:] == [("taken_over", None)]
        kept_key(app.config["INSTANCE"])
        bundle = zipfile.ZipFile(BytesIO(make_bundle(lambda done, total, step: None).content))
        assert all(b"news_told" not in bundle.read(name) for name in bundle.namelist())


def test_officers_see_what_waits_for_them_and_nobody_else_does(
    app: Flask, people: Cast, entered: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        document = a_document()
        end_now(
            people.organiser, set_deadline(people.organiser, Act.PROPOSING, now() + timedelta(hours=1), None)
        )
        change = [Change("p2", words=MUST)]
        late = propose_amendment(people.tomas, document, 1, change, "A duty", is_late=True)
    chair, tomas = entered(people.organiser), entered(people.tomas)
    assert "came after the deadline" in chair.get("/awaits").get_data(as_text=True)
    assert "Nothing waits for you now" in tomas.get("/awaits").get_data(as_text=True)
    form = {"key": "a-key-of-mine", "ruling": "admit", "reason": "The plane was late."}
    assert chair.post(f"/amendments/{late}/admit", data=form).status_code == 303
    assert "Nothing waits for you now" in chair.get("/awaits").get_data(as_text=True)
    assert "admitted your AM 1 “A duty”" in tomas.get("/awaits").get_data(as_text=True)


def test_tellers_and_translators_find_what_their_office_has_to_do(
    app: Flask, people: Cast, entered: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        poll = put_to_poll(people.organiser, [an_amendment(people.lucia, a_document(), SHALL)])
        choose_counting(people.organiser, poll, by_hand=True)
        announce_poll(people.organiser, poll)
        tellers = [accredit(None, f"Teller {number}", Role.OBSERVER, f"T-{number}").id for number in (1, 2)]
        give_office(None, "T-1", Duty.TELLER, 1)
        give_office(None, "T-2", Duty.TELLER, 1)
        give_office(None, "B-1", Duty.TRANSLATOR)
    translator, (one, other) = entered(people.observer), map(entered, tellers)
    assert "Nothing waits for you now" in one.get("/awaits").text
    with app.app_context():
        open_poll(people.organiser, poll, "4 1 6")
    waits = "is counted by hand: enter what you counted."
    assert all(waits in teller.get("/awaits").text for teller in (one, other))
    assert waits not in translator.get("/awaits").text
    page = one.get("/").text
    assert '<b class="count">1</b>' in page
    counted = {"am1": 2, KEEP: 1, "blank": 0}
    with app.app_context():
        enter_hand_count(tellers[0], poll, counted)
    assert waits not in one.get("/awaits").text
    with app.app_context():
        enter_hand_count(tellers[1], poll, counted | {"blank": 1})
    assert all(waits in teller.get("/awaits").text for teller in (one, other)), "they differ"
    page = translator.get("/awaits").text
    assert re.search(r"Into Español: \d+ texts to translate", page)
    assert "/translations/es" in page
    assert "texts to translate" not in entered(people.organiser).get("/awaits").text
