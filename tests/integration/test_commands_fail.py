"""Commands on a database that cannot serve them fail with one sentence, on either kind."""

from pathlib import Path

from summit import create_app
from summit.db import db
from tests.conftest import settings
from tests.databases import Databases

ADD = ["people", "add", "01-01", "Lucía Andrango"]


def added(folder: Path, address: str) -> tuple[int, str]:
    app = create_app(settings(folder, address))
    done = app.test_cli_runner().invoke(args=ADD)
    with app.app_context():
        db.engine.dispose()
    return done.exit_code, done.stderr


def test_an_empty_database_is_named(database: Databases, tmp_path: Path) -> None:
    said = "The database is empty. Run `flask db upgrade` first.\n"
    assert added(tmp_path, database.empty(tmp_path)) == (1, said)


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    status, said = added(tmp_path, "postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert status == 1
    assert said.startswith("The database does not answer as it should: connection failed")
    assert said.count("\n") == 1
