"""Motions from the floor: typed at the desk under the name of their mover, announced, put, in the record."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.agenda.models import Act
from summit.agenda.queries import announcements, sitting
from summit.agenda.services import set_deadline
from summit.db import db, now
from summit.documents import queries
from summit.documents.models import AmendmentState
from summit.documents.services import (
    Change,
    import_document,
    move_amendment,
    move_text,
    set_seconders,
    withdraw_text,
)
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.domain.text import Kind, Provision
from summit.export.bundle import kept_key, make_bundle
from summit.people.services import found_body
from tests.bundles import verified
from tests.conftest import Cast
from tests.factories import a_document, a_text, an_open_sitting

Enter = Callable[[int], FlaskClient]
WORDS = Change("p2", words="Institutions publish.")


def test_a_motion_is_a_text_of_its_mover_before_the_body_announced_and_on_the_order_paper(
    inside: Flask, people: Cast
) -> None:
    meeting = an_open_sitting(people.organiser, "Seeds")
    number = move_text(people.organiser, 1, "01-01", "A day of seeds", "en", a_text("One day a year."))
    moved = queries.document(number)
    assert (moved.mover_id, moved.body_id, str(moved.state)) == (people.lucia, 1, "before")
    assert announcements(1)[0].words == "Moved from the floor by Lucía Andrango: A day of seeds"
    db.session.rollback()
    last = sitting(meeting).items[-1]
    assert (last.title, last.anchor_kind, last.anchor_key) == ("A day of seeds", "document", str(number))
    for badge in ("", "B-1", "O-1", "none"):
        with pytest.raises(Unacceptable, match="badge of the delegate"):
            move_text(people.organiser, 1, badge, "Another", "en", a_text())
    with pytest.raises(NotAllowed):
        move_text(people.lucia, 1, "01-01", "By myself", "en", a_text())
    assert len(queries.numbers()) == 1, "what was refused left nothing behind"
    withdraw_text(people.lucia, number, "The plenary has heard it.")
    kept_key(inside.config["INSTANCE"])
    wrong, report = verified(make_bundle(lambda *_: None).content)
    assert wrong == 0, report


def test_an_amendment_from_the_floor_is_tabled_at_once_whatever_the_deadline(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    set_seconders(people.organiser, 2)
    set_deadline(people.organiser, Act.PROPOSING, now() + timedelta(hours=1))
    db.session.execute(db.text("UPDATE deadline SET at = '2020-01-01 00:00:00'"))
    db.session.commit()
    number = move_amendment(people.organiser, 1, document, 1, WORDS, "01-02", "Publish")
    tabled = queries.amendment(number)
    assert (tabled.state, tabled.proposer_id) == (AmendmentState.TABLED, people.tomas)
    assert announcements(1)[0].words.endswith("Tomás Okafor-Leiva: AM 1, Publish")
    other = found_body(people.organiser, "Table 1", "1/2").id
    with pytest.raises(Refusal, match="another body"):
        move_amendment(people.organiser, other, document, 1, WORDS, "01-02", "Publish")
    with pytest.raises(NotAllowed):
        move_amendment(people.tomas, 1, document, 1, WORDS, "01-02", "Publish")
    kept_key(inside.config["INSTANCE"])
    wrong, report = verified(make_bundle(lambda *_: None).content)
    assert wrong == 0, report


@pytest.mark.only_on("sqlite", "pages are drawn alike from both")
def test_the_desk_types_a_motion_and_an_amendment_and_keeps_what_was_typed(
    app: Flask, people: Cast, entered: Enter
) -> None:
    desk = entered(people.organiser)
    form = {"motion_title": "A day of seeds", "motion": "One day.\n\nA year.", "motion_language": "en"}
    refused = desk.post("/console/1/move-text", data={**form, "badge": "B-1", "key": "first-key-of-it"})
    assert refused.status_code == 422
    assert "A year.</textarea>" in refused.get_data(as_text=True)
    desk.post("/console/1/move-text", data={**form, "badge": "01-01", "key": "second-key-of-it"})
    page = desk.get("/console/1").get_data(as_text=True)
    assert "Put the motion to a poll" in page
    assert "Moved from the floor by Lucía Andrango" in desk.get("/documents/1").get_data(as_text=True)
    with app.app_context():
        provision = queries.text_at(1, 1)[0].id
    chosen = desk.get(f"/documents/1/floor?provision={provision}").get_data(as_text=True)
    assert "One day.</textarea>" in chosen
    typed = {"provision": provision, "seen": 1, "words": "Two days.", "title": "Two", "badge": ""}
    answer = desk.post("/documents/1/floor", data={**typed, "key": "third-key-of-it"})
    assert answer.status_code == 422
    assert "Two days.</textarea>" in answer.get_data(as_text=True)
    done = desk.post("/documents/1/floor", data={**typed, "badge": "01-02", "key": "fourth-key-of-it"})
    assert done.headers["Location"] == "/console/1"
    with app.app_context():
        assert queries.amendment(1).title == "Two"


@pytest.mark.only_on("sqlite", "what is typed is read alike on both")
def test_tables_and_code_keep_their_lines_and_two_paragraphs_do_not_become_one_from_the_floor(
    app: Flask, people: Cast, entered: Enter
) -> None:
    table = "| a | b |\n| --- | --- |\n| c | {} |"
    written = ((Kind.TABLE, "", table.format("d")), (Kind.CODE, "py", "x = 1"), (Kind.PARAGRAPH, "", "One."))
    text = tuple(
        Provision(f"p{n}", kind, 0, marker, words) for n, (kind, marker, words) in enumerate(written, 1)
    )
    with app.app_context():
        import_document(people.organiser, "Seeds", "en", text)
    desk = entered(people.organiser)
    typed = (
        ("p1", table.format("new"), 303), ("p2", "x = 2\n\n  y = 3", 303),
        ("p1", "No table.", 422), ("p3", "One.\n\nTwo.", 422), ("p3", "One.", 422), ("p9", "Two.", 422),
    )  # fmt: skip
    for place, (id, words, status) in enumerate(typed):
        form = {"provision": id, "seen": 1, "words": words.replace("\n", "\r\n"), "title": "New"}
        sent = {**form, "badge": "01-01", "key": f"key-number-{place}"}
        assert desk.post("/documents/1/floor", data=sent).status_code == status, words
    with app.app_context():
        changes = [one.current.operations[0] for one in queries.amendments(1)]
    assert [one["text"] for one in changes] == [table.format("new"), "x = 2\n\n  y = 3"]
