"""The languages that every option must have: a poll waits for its translators, or opens by a ruling."""

import pytest
from flask import Flask

from summit.agenda.queries import rulings
from summit.db import db
from summit.documents.services import review_translation, translated
from summit.domain.errors import Refusal, Unacceptable
from summit.domain.text import source_digest
from summit.voting.models import Poll, PollState
from summit.voting.services import announce_poll, open_poll, put_to_poll
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment

SHALL = SENTENCES[0].replace("may", "shall")
SPANISH = "No todas las opciones de esta votación tienen una traducción revisada al español."


@pytest.fixture
def poll(app: Flask, people: Cast) -> int:
    """Announced; its options have to be reviewed in Spanish."""
    with app.app_context():
        number = put_to_poll(
            people.organiser, [an_amendment(people.lucia, a_document(), SHALL)], languages=["es", "en"]
        )
        announce_poll(people.organiser, number)
        return number


def test_a_poll_waits_until_every_option_is_reviewed(app: Flask, people: Cast, poll: int) -> None:
    with app.app_context():
        other = an_amendment(people.lucia, 1, "Seeds travel.", "p4")
        with pytest.raises(Unacceptable, match="tlh"):
            put_to_poll(people.organiser, [other], languages=["tlh"])
        digests = [translated(None, text, "en", "es", f"Traducido: {text}") for text in (SHALL, "A change")]
        with pytest.raises(Refusal, match="not all reviewed in es"):
            open_poll(people.organiser, poll, "4 1 6")
        assert db.session.get_one(Poll, poll).state == PollState.ANNOUNCED
        for digest, text in zip(digests, (SHALL, "A change"), strict=True):
            review_translation(people.organiser, digest, "es", source_digest(f"Traducido: {text}"))
        open_poll(people.organiser, poll, "4 1 6")
        assert db.session.get_one(Poll, poll).untranslated == []
        assert rulings(1) == []


def test_going_ahead_is_a_ruling_and_the_ballot_says_so_in_that_language(
    app: Flask, people: Cast, poll: int, entered
) -> None:
    paz, lucia = entered(people.organiser), entered(people.lucia)
    assert "Not reviewed in every language." in paz.get(f"/polls/{poll}").get_data(as_text=True)
    opening = {"key": "a-key-of-its-own", "chair_number": "4 1 6"}
    waits = paz.post(f"/polls/{poll}/open", data=opening)
    assert waits.status_code == 409 and "not all reviewed in es" in waits.get_data(as_text=True)
    opening |= {"key": "another-key-of-its", "reason": "The hall is bilingual."}
    assert paz.post(f"/polls/{poll}/open", data=opening).status_code == 303
    page = lucia.get(f"/polls/{poll}").get_data(as_text=True)
    assert f'<div lang="es">{SPANISH}' in page
    assert SPANISH in paz.get(f"/polls/{poll}").get_data(as_text=True), "who has no ballot is told too"
    with app.app_context():
        assert [one.words for one in rulings(1)] == [
            "Poll V-01 opens without reviewed translations into es: The hall is bilingual."
        ]
        assert db.session.get_one(Poll, poll).untranslated == ["es"]
