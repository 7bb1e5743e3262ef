"""Compromises made from several amendments, orphans proposed again, drafts that only their author sees."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.documents import queries
from summit.documents.services import Change, propose_amendment
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.export.bundle import kept_key, make_bundle
from summit.people.models import Duty
from summit.people.queries import unread_news
from summit.people.services import give_office
from summit.voting.models import KEEP
from summit.voting.services import put_to_poll
from tests.bundles import verified
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, cast, published, voided

pytestmark = pytest.mark.only_on("sqlite", "an amendment like all, which are held on both")

MAY = SENTENCES[0]
SHALL, MUST = MAY.replace("may", "shall"), MAY.replace("may", "must")
BOTH = MAY.replace("may", "shall, wherever it harms nobody,")


def compromise(by: int, *replaces: int, words: str = BOTH, seen: int = 1) -> int:
    return propose_amendment(by, 1, seen, [Change("p2", words=words)], "Both at once", replaces=replaces)


def states(*numbers: int) -> list[str]:
    db.session.rollback()
    return [str(queries.amendment(number).state) for number in numbers]


def decided(people: Cast, amendments: list[int], winner: str) -> int:
    poll = an_open_poll(people.organiser, amendments)
    cast(people.lucia, poll, winner)
    published(people.organiser, poll)
    return poll


def kinds(person: int) -> list[str]:
    db.session.rollback()
    return [one.kind for one in reversed(unread_news(person))]


def test_a_compromise_is_put_first_and_what_it_replaces_is_merged_into_it_or_put_next(
    inside: Flask, people: Cast
) -> None:
    a_document()
    an_amendment(people.lucia, 1, SHALL)
    an_amendment(people.tomas, 1, MUST)
    free = an_amendment(people.rosa, 1, "Seed banks receive support.", "p3")
    with pytest.raises(Unacceptable, match="from 2 to"):
        compromise(people.amaru, 1)
    with pytest.raises(NotAllowed):
        compromise(people.observer, 1, 2)
    give_office(people.organiser, "B-1", Duty.RAPPORTEUR)
    made = compromise(people.observer, 1, 2)
    assert "compromise" in kinds(people.lucia)
    with pytest.raises(Refusal, match="AM 4 is a compromise that replaces AM 1: put it first"):
        put_to_poll(people.organiser, [1, 2])
    poll = decided(people, [made], f"am{made}")
    assert states(1, 2, free, made) == ["merged", "merged", "tabled", "adopted"]
    assert queries.amendment(1).fell_because_of == made
    assert kinds(people.tomas)[-1] == "merged"
    kept_key(inside.config["INSTANCE"])
    content = make_bundle(lambda done, total, step: None).content
    code, report = verified(content)
    assert code == 0, report
    assert b"merged into AM 4" in zipfile.ZipFile(BytesIO(content)).read("final/final.md")
    voided(people.organiser, poll, "The wrong text was on the screen.")
    assert states(1, 2, free, made) == ["tabled"] * 4
    decided(people, [made], KEEP)
    assert kinds(people.tomas)[-1] == "put_next"
    decided(people, [1, 2], "am2")
    assert states(1, 2, made) == ["fallen", "adopted", "rejected"]
    with pytest.raises(Refusal, match="AM 2 is adopted"):
        compromise(people.amaru, 2, free, words=f"{MUST} Always.", seen=4)
    code, report = verified(make_bundle(lambda done, total, step: None).content)
    assert code == 0, report


def fields(page: str) -> dict[str, str]:
    """The fields of the editor with what stands in them."""
    found = dict(re.findall(r'name="((?:words|after)-[^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL))
    hidden = re.findall(r'<input[^>]*name="(seen|draft|replaces|edit)"[^>]*value="([^"]*)"', page)
    return {**found, **{name: value for name, value in hidden if name != "replaces"}}


def test_an_orphan_is_proposed_again_in_one_tap(
    app: Flask, people: Cast, entered: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        a_document()
        an_amendment(people.lucia, 1, SHALL)
        an_amendment(people.tomas, 1, MUST)
        decided(people, [1], "am1")
        assert states(2) == ["orphaned"]
    tomas = entered(people.tomas)
    page = tomas.get("/amendments/2").get_data(as_text=True)
    assert "/documents/1/amend?again=2" in page
    editor = tomas.get("/documents/1/amend?again=2").get_data(as_text=True)
    filled = fields(editor)
    assert (filled["words-p2"], filled["seen"]) == (MUST, "2")
    assert tomas.get("/documents/1/amend?again=77").status_code == 404
    form = {**filled, "title": "A duty", "key": "a-key-of-mine", "do": "propose"}
    assert tomas.post("/documents/1/amend", data=form).status_code == 303
    with app.app_context():
        assert states(3) == ["tabled"]


def test_a_draft_is_its_authors_alone_until_it_is_proposed(
    app: Flask, people: Cast, entered: Callable[[int], FlaskClient]
) -> None:
    secret = "Nobody has read this yet."
    with app.app_context():
        a_document()
        an_amendment(people.lucia, 1, SHALL)
        an_amendment(people.rosa, 1, MUST)
        kept_key(app.config["INSTANCE"])
    tomas, lucia = entered(people.tomas), entered(people.lucia)
    editor = tomas.get("/documents/1/amend?replaces=1&replaces=2").get_data(as_text=True)
    assert "A compromise made from AM 1, AM 2" in editor
    assert fields(editor)["words-p2"] == SHALL
    form = {"edit": "p2", "words-p2": secret, "title": "", "seen": "1", "replaces": ["1", "2"]}
    kept = tomas.post("/documents/1/amend", data={**form, "do": "keep", "key": "a-key-of-mine"})
    assert (kept.status_code, kept.location) == (303, "/drafts/1")
    assert tomas.get("/drafts/1").get_data(as_text=True).count(secret) == 1
    awaits = tomas.get("/awaits").get_data(as_text=True)
    assert "Your drafts" in awaits and "Seeds and soils, " in awaits
    assert lucia.get("/drafts/1").status_code == 404
    assert lucia.post("/drafts/1/discard", data={"key": "a-key-of-mine"}).status_code == 404
    for path in ("/documents/1", "/awaits", "/documents/1/collisions", "/final.md"):
        assert secret not in lucia.get(path).get_data(as_text=True), path
    with app.app_context():
        bundle = zipfile.ZipFile(BytesIO(make_bundle(lambda done, total, step: None).content))
        assert all(secret.encode() not in bundle.read(name) for name in bundle.namelist())
    again = tomas.post(
        "/documents/1/amend",
        data={**form, "draft": "1", "do": "keep", "title": "Both", "key": "a-second-key"},
    )
    assert again.location == "/drafts/1"
    sent = tomas.post(
        "/documents/1/amend",
        data={**form, "draft": "1", "do": "propose", "title": "Both", "key": "a-third-key"},
    )
    assert sent.location == "/amendments/3"
    assert tomas.get("/drafts/1").status_code == 404
    assert "AM 1" in tomas.get("/amendments/3").get_data(as_text=True)
