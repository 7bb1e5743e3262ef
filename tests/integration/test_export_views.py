"""The page and the files of the final document, and the command that writes them."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit import jobs
from summit.export import keeping, shown
from summit.export.composing import compose
from summit.export.formats import FORMATS
from summit.jobs import children
from summit.jobs.rows import claim
from summit.voting.services import BallotTooLate
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, cast, published

pytestmark = pytest.mark.only_on(
    "sqlite", "the addresses give files that are made from the composed document"
)


@pytest.fixture
def decided(app: Flask, people: Cast) -> int:
    """A published poll by which AM 1 was adopted."""
    with app.app_context():
        number = an_amendment(people.lucia, a_document(), SENTENCES[0].replace("may", "shall"))
        poll = an_open_poll(people.organiser, [number])
        cast(people.lucia, poll, f"am{number}")
        published(people.organiser, poll)
        return poll


def test_the_page_shows_text_marks_and_votes_under_the_summits_own_policy(
    client: FlaskClient, decided: int
) -> None:
    answer = client.get("/final")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert SENTENCES[0].replace("may", "shall") in page
    assert '<a href="#am-1" class="keep">AM 1</a> · <a href="#v-01" class="keep">V-01</a>' in page
    assert "V-01, round by round" in page
    assert "<style" not in page
    assert " style=" not in page
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("format", FORMATS, ids=lambda one: one.name)
def test_each_format_is_a_download_with_the_summits_name_and_date(
    client: FlaskClient, decided: int, format: object
) -> None:
    answer = client.get(f"/final.{format.suffix}", buffered=True)
    assert answer.status_code == 200
    assert answer.content_type == format.mimetype
    kept = answer.headers["Content-Disposition"]
    assert kept.startswith("attachment; filename=test-summit-2")
    assert kept.endswith(f"-provisional.{format.suffix}")


def test_a_long_document_is_composed_by_jobs_whatever_is_asked_of_it(
    app: Flask, client: FlaskClient, decided: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = {one: client.get(f"/final{one}", buffered=True).data for one in ("", ".md", ".json", ".docx")}
    monkeypatch.setattr(shown, "LONG", 0)
    monkeypatch.setattr(keeping, "compose", lambda: pytest.fail("the server composed it"))
    app.config["PATIENCE_S"] = 0
    monkeypatch.setattr(children, "AT_ONCE", 0)  # nobody but this test does them
    asked = {one: client.get(f"/final{one}").location for one in at_once}
    assert sorted(asked.values()) == ["/jobs/1", "/jobs/2", "/jobs/3", "/jobs/4"]
    with app.app_context():
        for number, attempt in iter(claim, None):
            jobs.work(app, jobs.folder_of(number), number, attempt)
    assert 'href="/final"' in client.get(asked[""]).get_data(as_text=True)
    for one, before in at_once.items():
        answer = client.get(f"/final{one}", buffered=True)
        assert (answer.status_code, answer.data) == (200, before), one


def test_an_unknown_format_is_not_found_and_the_known_ones_are_named(client: FlaskClient) -> None:
    answer = client.get("/final.xls")
    assert answer.status_code == 404
    assert "pdf, docx, odt, html, md, json" in answer.get_data(as_text=True)


def test_an_empty_summit_has_a_page(client: FlaskClient) -> None:
    page = client.get("/final").get_data(as_text=True)
    assert "There are no documents yet." in page
    assert "No result has been published." in page


@pytest.mark.parametrize("format", FORMATS, ids=lambda one: one.name)
def test_the_command_writes_the_bytes_that_the_page_gives(
    app: Flask, client: FlaskClient, decided: int, tmp_path: Path, format: object
) -> None:
    file = tmp_path / f"out.{format.suffix}"
    done = app.test_cli_runner().invoke(args=["export", format.name, "--out", str(file)])
    assert done.exit_code == 0, done.output
    assert file.read_bytes() == client.get(f"/final.{format.suffix}", buffered=True).data
    assert "record" in done.output


def test_the_command_refuses_an_unknown_format_as_wrong_usage(app: Flask, tmp_path: Path) -> None:
    done = app.test_cli_runner().invoke(args=["export", "xls", "--out", str(tmp_path / "x")])
    assert done.exit_code == 2


def test_a_file_that_cannot_be_written_is_one_sentence(app: Flask, people: Cast, tmp_path: Path) -> None:
    file = tmp_path / "missing" / "out.md"
    done = app.test_cli_runner().invoke(args=["export", "markdown", "--out", str(file)])
    assert done.exit_code == 1
    assert done.output == f"{file} cannot be written: No such file or directory.\n"


@pytest.mark.parametrize("who", ["observer", "lucia", "organiser", None])
def test_nobody_is_refused_and_everybody_reads_the_same(
    client: FlaskClient, entered: object, people: Cast, decided: int, who: str | None
) -> None:
    reader = entered(getattr(people, who)) if who else client
    assert reader.get("/final.md").data == client.get("/final.md").data
    assert reader.get("/final").status_code == 200


def test_nobody_writes_to_the_final_document(client: FlaskClient) -> None:
    assert client.post("/final").status_code == 405
    assert client.post("/final.md").status_code == 405


def test_a_page_read_again_is_not_composed_again_until_something_happens(
    app: Flask, client: FlaskClient, people: Cast, decided: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed: list[int] = []
    monkeypatch.setattr(keeping, "compose", lambda: composed.append(1) or compose())
    first = client.get("/final.md").data
    assert client.get("/final.md").data == first
    assert client.get("/final").status_code == 200
    assert len(composed) == 1
    with app.app_context():
        an_amendment(people.tomas, 1, "Seed banks receive support.", provision="p3", seen=2)
    assert b"AM 2" in client.get("/final.md").data
    assert len(composed) == 2


def test_the_server_composes_nothing_for_a_file_that_a_job_writes(
    client: FlaskClient, decided: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "compose", lambda: pytest.fail("composed on the loop that serves everybody"))
    assert client.get("/final.pdf", buffered=True).mimetype == "application/pdf"


def test_a_file_in_a_language_without_an_edition_is_refused_by_page_or_job(
    client: FlaskClient, decided: int
) -> None:
    for address in ("/final.pdf?language=tlh", "/final.md?language=tlh", "/final.md?language=es"):
        assert client.get(address).status_code == 404, address
    said = client.get("/final.pdf?language=es", follow_redirects=True).get_data(as_text=True)
    assert "There is no edition in “es”." in said


def test_a_late_ballot_changes_the_page_though_the_record_does_not_hold_it(
    app: Flask, client: FlaskClient, people: Cast, decided: int
) -> None:
    assert b"late 0" in client.get("/final.md").data
    with app.app_context(), pytest.raises(BallotTooLate):
        cast(people.rosa, decided, "keep")
    assert b"late 1" in client.get("/final.md").data


def test_who_comes_while_the_next_document_is_composed_gets_the_one_before(
    app: Flask, client: FlaskClient, people: Cast, decided: int
) -> None:
    first = client.get("/final.md").data
    with app.app_context():
        an_amendment(people.tomas, 1, "Seed banks receive support.", provision="p3", seen=2)
    with app.extensions[keeping.NAME].composing:
        assert client.get("/final.md").data == first
    assert client.get("/final.md").data != first
