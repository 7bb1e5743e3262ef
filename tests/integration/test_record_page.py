"""The record in public: codes as they were shown, the fingerprint, the bundle and what verifies it."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.export.bundle import VERIFIER, fingerprint, kept_key
from summit.voting.models import Poll
from tests.bundles import unpacked, verified
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, closed, published, voided

pytestmark = pytest.mark.only_on("sqlite", "a page and files; test_end_of_a_summit verifies a bundle on both")

ROOT = Path(__file__).parents[2]


def test_an_empty_record_has_a_page(client: FlaskClient) -> None:
    page = client.get("/record").get_data(as_text=True)
    assert "No poll has been opened yet." in page
    assert "The key is made with the first bundle." in page


def test_codes_are_those_that_were_shown(app: Flask, client: FlaskClient, people: Cast) -> None:
    with app.app_context():
        document = a_document()
        one = an_open_poll(people.organiser, [an_amendment(people.lucia, document, "Banks.", "p3")])
        cast(people.lucia, one, "keep")
        closed(people.organiser, one)
        code = db.session.get_one(Poll, one).record_code
        other = an_open_poll(people.organiser, [an_amendment(people.lucia, document, "Seeds.", "p4")])
        voided(people.organiser, other, "Too early.")
    part = client.get("/record/part").get_data(as_text=True)
    assert re.findall(r"<b>(V-\d\d)</b> (\w+)", part) == [
        ("V-02", "void"), ("V-02", "opened"), ("V-01", "closed"), ("V-01", "opened"),
    ]  # fmt: skip
    assert f"<code>{code}</code>" in part


def test_the_fingerprint_stands_on_the_page_before_anything_is_decided(
    app: Flask, client: FlaskClient, people: Cast
) -> None:
    with app.app_context():
        figures = fingerprint(kept_key(app.config["INSTANCE"]))
    page = client.get("/record").get_data(as_text=True)
    assert " ".join(figures[at : at + 4] for at in range(0, 32, 4)) in page
    assert f"--key {figures[:32]}" in page


def test_the_bundle_of_the_page_and_of_the_command_are_the_same(
    app: Flask, client: FlaskClient, people: Cast, tmp_path: Path
) -> None:
    with app.app_context():
        kept_key(app.config["INSTANCE"])
        poll = an_open_poll(
            people.organiser, [an_amendment(people.lucia, a_document(), "Institutions publish.")]
        )
        cast(people.lucia, poll, "am1")
        published(people.organiser, poll)
    answer = client.get("/record/summit-record.zip", buffered=True)
    assert answer.headers["Content-Disposition"] == "attachment; filename=summit-record.zip"
    file = tmp_path / "summit-record.zip"
    done = app.test_cli_runner().invoke(args=["record", "bundle", "--out", str(file)])
    assert done.exit_code == 0, done.output
    assert file.read_bytes() == answer.data
    assert verified(answer.data)[0] == 0
    assert unpacked(answer.data)["verify.py"] == client.get("/verify.py", buffered=True).data


def test_the_readme_names_the_digest_of_the_verifier() -> None:
    assert sha256(VERIFIER.read_bytes()).hexdigest() in (ROOT / "README.md").read_text()
