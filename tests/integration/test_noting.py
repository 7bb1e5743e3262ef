"""Notes and markers on amendments, for oneself alone."""

import pytest
from flask import Flask

from summit.db import db
from summit.documents.models import AmendmentNote
from summit.documents.queries.noted import markers_of, notes_of
from summit.documents.services.noting import note_amendment
from summit.domain.errors import NotFound, Unacceptable
from summit.events import Event
from summit.record import RecordHead
from tests.conftest import Cast
from tests.factories import a_document, an_amendment

KEY = "a-key-of-the-device"


def heads() -> tuple[int | None, int | None]:
    """How far the record and the log have come."""
    told = db.session.scalar(db.select(db.func.count(Event.at)))
    return db.session.scalar(db.select(RecordHead.seq)), told


def test_a_note_replaces_the_one_before_and_an_empty_one_is_none(inside: Flask, people: Cast) -> None:
    number = an_amendment(people.tomas, a_document(), "Other words.")
    before = heads()
    note_amendment(people.lucia, number, "ask", " Who pays? ")
    note_amendment(people.lucia, number, "for", "Who pays?")
    note_amendment(people.rosa, number, "against", "")
    assert [(one.marker, one.text) for one in notes_of(people.lucia)] == [("for", "Who pays?")]
    assert markers_of(people.rosa, [number]) == {number: "against"}
    assert markers_of(people.tomas, [number]) == {}
    for marker, words in (("maybe", ""), ("for", "x" * 2_001)):
        with pytest.raises(Unacceptable):
            note_amendment(people.lucia, number, marker, words)
    with pytest.raises(NotFound):
        note_amendment(people.lucia, 99, "for", "")
    note_amendment(people.lucia, number, "", "  ")
    assert [one.person_id for one in db.session.scalars(db.select(AmendmentNote))] == [people.rosa]
    after = heads()
    assert after == before


@pytest.mark.only_on("sqlite", "pages; the service is held on both")
def test_a_note_is_read_by_its_writer_alone(app: Flask, cast: Cast, entered) -> None:
    with app.app_context():
        an_amendment(cast.tomas, a_document(), "Other words.")
    lucia, paz = entered(cast.lucia), entered(cast.organiser)
    words = {"marker": "ask", "note": "Who pays for it?", "key": KEY}
    answer = lucia.post("/amendments/1/note", data=words)
    assert (answer.status_code, answer.location) == (303, "/amendments/1#own-note")
    pages = ("/amendments/1", "/documents/1/amendments", "/notes", "/awaits")
    told = ("Who pays for it?", "to ask", "Who pays for it?", "Your note on 1 amendment")
    for page, says in zip(pages, told, strict=True):
        assert says in lucia.get(page).text, page
        assert says not in paz.get(page).text, page
        assert says not in app.test_client().get(page).text, page
    assert "Who pays" not in lucia.get("/amendments/1?part=1").text
    refused = lucia.post("/amendments/1/note", data=words | {"note": "y" * 2_001, "key": KEY + "2"})
    assert (refused.status_code, "at most 2,000 signs" in refused.text) == (422, True)
    assert "y" * 2_001 in refused.text
