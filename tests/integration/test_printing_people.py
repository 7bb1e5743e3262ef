"""What the desk prints and sends: slips and links let people in, badges never; no valid code is lost."""

import csv
import io
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import segno
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PageObject, PdfReader
from sqlalchemy import update

from summit.cli import printing
from summit.db import db
from summit.domain.errors import NotAllowed, Refusal
from summit.export.pdf import NotTypeset
from summit.people.models import Role, Slip, Summit
from summit.people.services import accredit, issue_codes, issue_slip
from tests.conftest import PEOPLE, PIN, Cast
from tests.papers import words_of

pytestmark = pytest.mark.only_on("sqlite", "slips and badges are drawn from people who are read on both")

Enter = Callable[[int], FlaskClient]
IN_SPANISH = {Role.ORGANISER: "organización", Role.DELEGATE: "delegado", Role.OBSERVER: "observador"}
CODE = re.compile(r"\b\w{4}-\w{4}-\w{4}-\w{4}\b")


@pytest.fixture
def people(app: Flask, cast: Cast, tmp_path: Path) -> Callable[..., Result]:
    """`people("slips", …)`: the command with a file of its own to write."""

    def run(what: str, *more: str) -> Result:
        return app.test_cli_runner().invoke(args=["people", what, "--out", str(tmp_path / what), *more])

    return run


def lets_in(app: Flask, code: str) -> bool:
    answer = app.test_client().post("/sign-in/slip", data={"code": code, "pin": PIN})
    return answer.status_code == 303


def dark_modules(page: PageObject) -> set[tuple[int, int]]:
    """Column and row of what is drawn of the one QR code on a page, inside its quiet zone of four modules."""
    drawn = page.get_contents().get_data().decode("latin-1")
    strokes = re.findall(r"(\d+) ([\d.]+\.5) m (\d+) \2 l", drawn)
    return {(x - 4, int(float(y)) - 4) for start, y, end in strokes for x in range(int(start), int(end))}


def number_of_slips(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count(Slip.id)))


def test_everybody_without_a_pin_gets_a_slip_that_lets_them_in(
    app: Flask, cast: Cast, people: Callable[..., Result], tmp_path: Path, entered: Enter
) -> None:
    entered(cast.organiser)
    done = people("slips", "--address", "https://summit.example.org/")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "5 slips issued" in done.stdout
    file = tmp_path / "slips"
    words = words_of(file.read_bytes())
    for name, role, badge in PEOPLE[1:]:
        assert f"{name} Credencial {badge} · {IN_SPANISH[role]}" in words
    assert "Paz Cevallos" not in words
    assert words.count("https://summit.example.org/sign-in") == 5
    codes = CODE.findall(words)
    assert len(set(codes)) == 5
    assert all(lets_in(app, code) for code in codes)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(one.name for one in tmp_path.glob("slips*")) == ["slips"]


def test_cards_speak_the_first_language_of_the_summit_that_the_interface_has(
    app: Flask, cast: Cast, people: Callable[..., Result], tmp_path: Path
) -> None:
    with app.app_context():
        db.session.execute(update(Summit).values(languages=["qu", "fr", "es"]))
        db.session.commit()
    assert people("slips").exit_code == people("badges").exit_code == 0
    assert "Badge 01-01 · délégué" in words_of((tmp_path / "slips").read_bytes())
    assert "délégué 01-01" in words_of((tmp_path / "badges").read_bytes())


def test_slips_are_eight_to_a_page_with_their_code_drawn_in_lines(
    app: Flask, cast: Cast, people: Callable[..., Result], tmp_path: Path
) -> None:
    with app.app_context():
        for number in range(3):
            accredit(None, f"Nuna Grefa {number}", Role.OBSERVER, f"N-{number}")
    assert people("slips").exit_code == 0
    pages = PdfReader(tmp_path / "slips").pages
    assert [len(CODE.findall(page.extract_text())) for page in pages] == [8, 1]
    assert [len(page.images) for page in pages] == [0, 0]
    (code,) = CODE.findall(pages[1].extract_text())
    link = f"http://127.0.0.1:8000/sign-in#slip={code}"
    assert dark_modules(pages[1]) == {
        (x, y)
        for y, row in enumerate(segno.make(link, error="m", micro=False).matrix)
        for x, is_dark in enumerate(row)
        if is_dark
    }


def test_what_is_in_use_ends_only_if_that_was_said(
    app: Flask, cast: Cast, people: Callable[..., Result], tmp_path: Path
) -> None:
    with app.app_context():
        code = issue_slip(None, "01-01")
    refused = people("slips")
    assert (refused.exit_code, (tmp_path / "slips").exists()) == (1, False)
    assert "1 of 6 people have a slip, a link or a sign-in in use" in refused.stderr
    assert number_of_slips(app) == 1
    assert "5 slips issued" in people("slips", "--only-new").stdout
    assert "everybody has a PIN or a slip" in people("slips", "--only-new").stderr
    assert "6 slips issued" in people("slips", "--yes").stdout
    assert not lets_in(app, code)
    assert all(lets_in(app, one) for one in CODE.findall(words_of((tmp_path / "slips").read_bytes())))


@pytest.mark.parametrize(
    "failure", [NotTypeset("The PDF was not ready."), OSError(28, "No space left on device")]
)
def test_slips_that_cannot_be_printed_end_nothing(
    app: Flask, people: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    with app.app_context():
        code = issue_slip(None, "01-01")

    def fails(*_: object) -> None:
        raise failure

    monkeypatch.setattr(
        printing, "write_slips" if isinstance(failure, Refusal) else "_write_for_owner", fails
    )
    done = people("slips", "--yes", "--address", "https://summit.example.org")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert number_of_slips(app) == 1
    assert lets_in(app, code)


def test_a_badge_shows_who_one_is_and_no_secret(
    app: Flask, cast: Cast, people: Callable[..., Result], tmp_path: Path
) -> None:
    with app.app_context():
        code = issue_slip(None, "01-01")
        accredit(None, "W" * 120, Role.OBSERVER, "W" * 20)
    assert people("badges").stdout.endswith("badges: 7 badges.\n")
    words = words_of((tmp_path / "badges").read_bytes())
    for name, role, badge in PEOPLE:
        assert f"{name} {IN_SPANISH[role]} {badge}" in words
    assert not CODE.search(words) and "sign-in" not in words
    assert lets_in(app, code)
    assert people("badges", "01-01").stdout.endswith("1 badges.\n")


def test_personal_links_lead_in_once_and_only_their_owner_may_read_the_file(
    app: Flask, cast: Cast, people: Callable[..., Result], tmp_path: Path
) -> None:
    done = people("links", "01-01", "b-1", "--address", "https://summit.example.org")
    assert (done.exit_code, "2 links issued" in done.stdout) == (0, True)
    file = tmp_path / "links"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert [(row["name"], row["badge"]) for row in rows] == [
        ("Lucía Andrango", "01-01"),
        ("Inés Bravo", "B-1"),
    ]
    for row in rows:
        door, code = row["link"].split("#slip=")
        assert door == "https://summit.example.org/sign-in"
        assert len(code.replace("-", "")) * 5 >= 256
        assert (lets_in(app, code), lets_in(app, code)) == (True, False)


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("--address", "summit.example.org"), 2, "begins with http:// or https://"),
        (("99-99",), 1, "Nobody without a PIN has badge 99-99."),
        (("--out", "/nowhere/links.csv"), 1, "/nowhere/links.csv cannot be written: No such file"),
    ],
)
def test_a_command_that_cannot_be_done_says_so_and_issues_nothing(
    app: Flask, people: Callable[..., Result], arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    done = people("links", *arguments)
    assert (done.exit_code, sentence in done.stderr) == (status, True)
    assert number_of_slips(app) == 0


@pytest.mark.usefixtures("inside")
def test_codes_are_issued_by_the_desk_and_to_nobody_with_a_pin(cast: Cast, entered: Enter) -> None:
    with pytest.raises(NotAllowed):
        issue_codes(cast.lucia, {"01-02": "0" * 16})
    entered(cast.tomas)
    with pytest.raises(Refusal, match="Badge 01-02 has a PIN by now"):
        issue_codes(cast.organiser, {"01-03": "1" * 16, "01-02": "0" * 16}, may_end=True)
    assert db.session.scalar(db.select(db.func.count(Slip.id))) == 1
    issue_codes(cast.organiser, {"01-03": "1" * 16})
    with pytest.raises(Refusal, match="Badge 01-03 has a slip or a sign-in in use"):
        issue_codes(cast.organiser, {"01-03": "2" * 16})
