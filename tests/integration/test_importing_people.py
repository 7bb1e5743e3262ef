"""Accreditation from a list: previewed line by line, stored whole, once, and only by the desk."""

import base64
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.domain.errors import NotAllowed, Unacceptable
from summit.people.models import Person, Seat
from summit.people.reading import Known, but_for, read_people
from summit.people.services import import_people
from summit.record import RecordEntry, broken_at
from tests.conftest import Cast

pytestmark = pytest.mark.only_on(
    "sqlite", "a list is read, and its people stored as the desk stores them, which is held on both"
)

Enter = Callable[[int], FlaskClient]
PEOPLE = 400
FAULTY = {
    17: (";D-016;delegado", "The name is empty."),
    40: ("Persona Cuarenta;D 039;delegado", "letters, figures and hyphens only"),
    77: ("Persona Setenta;;delegado", "The badge number is empty."),
    101: ("Persona Ciento;D-100;presidente", "“presidente” is no role"),
    102: ("Persona Ciento Uno;D-101;", "The role is empty"),
    150: ("Persona Doblada;D-010;delegado", "Badge D-010 stands on line 11 already."),
    151: ("Lucía Doblada;01-01;delegado", "Badge 01-01 belongs to Lucía Andrango already."),
    200: (f"{'Larga ' * 30};D-199;delegado", "The name has 179 signs"),
    222: ("Persona Corta;D-221", "Too few columns: 2 where 3 are needed."),
    300: ('"Persona" Abierta;D-299;delegado', "The quotation marks do not pair."),
    333: (f"Persona Larga;{'D' * 21};delegado", "The badge number has 21 signs"),
    401: ("=Persona();D-400;delegado", "takes for a formula"),
}
"""Line of the file: what it says, and what is wrong with it."""


def four_hundred() -> bytes:
    """A list as Excel saves it in Ecuador: semicolons, Windows-1252, one column more."""
    good = {line: f"Ñusta Pérez {line};d-{line - 1:03};delegado" for line in range(2, PEOPLE + 2)}
    lines = [FAULTY[line][0] if line in FAULTY else good[line] + ";Ecuador" for line in good]
    return "\r\n".join(["Nombre;Credencial;Rol;País", *lines, ""]).encode("cp1252")


def previewed(client: FlaskClient, content: bytes) -> tuple[int, str]:
    body = b'--edge\r\nContent-Disposition: form-data; name="do"\r\n\r\npreview\r\n--edge\r\n'
    body += b'Content-Disposition: form-data; name="file"; filename="people.csv"\r\n\r\n' + content
    answer = client.post(
        "/people/import", data=body + b"\r\n--edge--\r\n", content_type="multipart/form-data; boundary=edge"
    )
    return answer.status_code, unescape(answer.get_data(as_text=True))


def confirmed(client: FlaskClient, content: bytes, key: str = "a-key-of-its-own") -> tuple[int, str]:
    form = {"do": "confirm", "key": key, "content": base64.b64encode(content).decode()}
    answer = client.post("/people/import", data=form)
    return answer.status_code, unescape(answer.get_data(as_text=True))


def number_of_people(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count(Person.id)))


def assert_names_every_fault(page: str) -> None:
    table = dict(re.findall(r'<tr><th scope="row" class="num">(\d+)</th>(.*?)</tr>', page))
    assert {int(line) for line in table} == set(FAULTY)
    for line, (_, sentence) in FAULTY.items():
        assert sentence in table[str(line)]


def test_a_list_of_400_is_previewed_with_each_faulty_line_and_the_rest_is_stored(
    app: Flask, cast: Cast, entered: Enter
) -> None:
    client, before = entered(cast.organiser), number_of_people(app)
    status, page = previewed(client, four_hundred())
    assert (status, number_of_people(app)) == (200, before)
    assert_names_every_fault(page)
    assert "388 people can be accredited" in page
    assert "12 lines will not be stored." in page
    assert "Read as Windows-1252, separated by semicolons. Columns not read: País." in page
    assert "Ñusta Pérez 400" in page
    status, page = confirmed(client, four_hundred())
    assert status == 200
    assert "388 people are accredited." in page
    assert_names_every_fault(page)
    with app.app_context():
        person = db.session.scalar(db.select(Person).where(Person.badge == "D-399"))
        assert (person.name, [seat.number for seat in person.seats]) == ("Ñusta Pérez 400", ["D-399"])
        assert number_of_people(app) == before + 388
        last = db.session.scalars(db.select(RecordEntry).order_by(RecordEntry.seq.desc())).first()
        assert (last.kind, last.payload["stored"], last.payload["faulty"]) == ("people_imported", 388, 12)
        assert broken_at() is None


def test_a_list_sent_twice_is_stored_once(app: Flask, cast: Cast, entered: Enter) -> None:
    client = entered(cast.organiser)
    content = b"name,badge,role\nNuna Grefa,02-01,delegate\n"
    assert confirmed(client, content)[0] == 303
    assert "1 person is accredited." in client.get("/people").get_data(as_text=True)
    stored = number_of_people(app)
    assert confirmed(client, content)[0] == 303
    assert "nothing was stored twice" in client.get("/people").get_data(as_text=True)
    status, page = confirmed(client, content, key="another-key-altogether")
    assert (status, "No line of this list can be stored." in page) == (422, True)
    assert "Badge 02-01 belongs to Nuna Grefa already." in page
    assert number_of_people(app) == stored


def test_a_badge_given_away_since_the_preview_is_a_fault_at_confirming(
    app: Flask, cast: Cast, entered: Enter
) -> None:
    client = entered(cast.organiser)
    content = b"name,badge,role\nNuna Grefa,02-01,delegate\nKaya Cuji,02-02,observer\n"
    assert "2 people can be accredited" in previewed(client, content)[1]
    client.post(
        "/people",
        data={"name": "Inti", "badge": "02-01", "role": "delegate", "attends": "room", "key": "another-key"},
    )
    status, page = confirmed(client, content)
    assert (status, "1 person is accredited." in page) == (200, True)
    assert "Badge 02-01 belongs to Inti already." in page


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        (b"", 422, "The file is empty."),
        (b"x,y\n", 422, "missing: name, badge, role"),
        (b"a" * 2_000_001, 422, "at most 2 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(
    cast: Cast, entered: Enter, content: bytes, status: int, sentence: str
) -> None:
    found, page = previewed(entered(cast.organiser), content)
    assert (found, sentence in page) == (status, True)


def test_a_confirmation_that_was_tampered_with_stores_nothing(app: Flask, cast: Cast, entered: Enter) -> None:
    client, before = entered(cast.organiser), number_of_people(app)
    answer = client.post("/people/import", data={"do": "confirm", "key": "12345678", "content": "no base64"})
    assert answer.status_code == 422
    assert number_of_people(app) == before


def test_an_import_without_its_token_changes_nothing(app: Flask, cast: Cast, entered: Enter) -> None:
    client, before = entered(cast.organiser), number_of_people(app)
    app.config["WTF_CSRF_ENABLED"] = True
    assert confirmed(client, b"name,badge,role\nNuna,02-01,delegate\n")[0] == 400
    assert number_of_people(app) == before


@pytest.mark.usefixtures("inside")
def test_a_failure_in_the_middle_stores_nobody(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from summit.people.services import accreditation

    before = number_of_people(app)
    listed = read_people(b"name,badge,role\nNuna,02-01,delegate\nKaya,02-02,delegate\n")

    def breaks(kind: str, payloads: object) -> object:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(accreditation, "keep_all", breaks)
    with pytest.raises(RuntimeError):
        import_people(cast.organiser, listed)
    assert number_of_people(app) == before
    assert db.session.scalar(db.select(Seat).where(Seat.number == "02-01")) is None


@pytest.mark.usefixtures("inside")
def test_only_the_desk_imports(cast: Cast) -> None:
    listed = read_people(b"name,badge,role\nNuna,02-01,delegate\n")
    for person in (cast.lucia, cast.observer):
        with pytest.raises(NotAllowed):
            import_people(person, listed)
    with pytest.raises(Unacceptable):
        import_people(cast.organiser, but_for(listed, Known({"02-01": "Nuna"})))


def test_the_command_names_faulty_lines_and_stores_the_rest_unless_it_is_a_dry_run(
    app: Flask, cast: Cast, tmp_path: Path
) -> None:
    file, before = tmp_path / "people.csv", number_of_people(app)
    file.write_bytes(four_hundred())
    run = app.test_cli_runner().invoke
    dry = run(args=["people", "import", str(file), "--dry-run"])
    assert (dry.exit_code, number_of_people(app)) == (0, before)
    assert "388 people can be accredited, 12 lines are faulty." in dry.stdout
    done = run(args=["people", "import", str(file)])
    assert (done.exit_code, number_of_people(app)) == (0, before + 388)
    for line, (_, sentence) in FAULTY.items():
        assert all(
            re.search(rf"^line {line}: .*{re.escape(sentence)}", one.stderr, re.M) for one in (dry, done)
        )
    again = run(args=["people", "import", str(file)])
    assert (again.exit_code, number_of_people(app)) == (1, before + 388)
    assert "No line of this list can be stored." in again.stderr


def test_what_is_wrong_with_a_list_is_told_in_the_readers_language(cast: Cast, entered: Enter) -> None:
    client = entered(cast.organiser)
    client.set_cookie("interface_language", "es")
    _, page = previewed(client, b"Nombre;Credencial;Rol\r\nOna Paz;7;delegada\r\nUma Paz;7;delegada\r\n")
    assert "separado por punto y coma" in page
    assert "La credencial 7 ya figura en la línea 2." in page
