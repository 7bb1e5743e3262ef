"""Migrations go up and down, end where the models are, and never start without a copy of what there is."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from summit import create_app
from summit.db import db, is_sqlite
from tests.conftest import settings
from tests.databases import Databases
from tests.supplied.programs import found

pytestmark = pytest.mark.usefixtures("empty")


@pytest.fixture
def empty(database: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application on a database without any table; the copies made beforehand lie in backups/."""
    of_that_server = found("postgres") or ""
    monkeypatch.setenv("PATH", os.pathsep.join((of_that_server, os.environ["PATH"])))
    app = create_app(settings(tmp_path, database.empty(tmp_path)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_models_match_the_migrations() -> None:
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_migrations_go_down_to_nothing_and_up_again() -> None:
    upgrade()
    before = set(inspect(db.engine).get_table_names())
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade()
    assert set(inspect(db.engine).get_table_names()) == before


FIRST = "bc7559925818"
ROWS = (
    "INSERT INTO body (id, name) VALUES (1, 'Plenary')",
    "INSERT INTO person (id, badge, name, role, failures, created_at) "
    "VALUES (1, '01-01', 'Lucía Andrango', 'delegate', 0, '2026-11-25 10:00:00')",
    "INSERT INTO seat (id, body_id, number, holder_id) VALUES (1, 1, '01-01', 1)",
)


def test_migrations_keep_the_rows_of_a_summit_under_way() -> None:
    upgrade(revision=FIRST)
    with db.engine.begin() as connection:
        for row in ROWS:
            connection.execute(text(row))
    upgrade()
    with db.engine.connect() as connection:
        seat = connection.execute(text("SELECT number, owner_id, holder_id FROM seat")).one()
        body = connection.execute(text("SELECT name, quorum FROM body")).one()
    assert tuple(seat) == ("01-01", 1, 1)
    assert tuple(body) == ("Plenary", "1/2")


def copies(folder: Path) -> list[Path]:
    return sorted((folder / "backups").glob("*"))


def test_a_database_that_holds_something_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    upgrade(revision=FIRST)
    assert copies(tmp_path) == [], "there was nothing to copy"
    upgrade(revision=FIRST)
    assert copies(tmp_path) == [], "nothing was to be changed"
    upgrade()
    (copy,) = copies(tmp_path)
    assert FIRST in copy.name
    assert copy.stat().st_mode & 0o077 == 0
    if is_sqlite():
        with closing(sqlite3.connect(copy)) as kept:
            assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [(FIRST,)]
    else:
        listed = subprocess.run(["pg_restore", "--list", copy], capture_output=True, text=True, check=True)
        assert "TABLE DATA public alembic_version" in listed.stdout


def test_nothing_is_changed_if_the_copy_fails(tmp_path: Path) -> None:
    upgrade(revision=FIRST)
    (tmp_path / "backups").symlink_to("/proc/self")  # a folder in which nothing can be written
    with pytest.raises(SystemExit):
        upgrade()
    with db.engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_heads() == (FIRST,)


@pytest.mark.only_on("postgresql", "SQLite is copied without another program")
def test_without_pg_dump_it_goes_on_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upgrade(revision=FIRST)
    monkeypatch.setenv("PATH", "")
    upgrade()
    assert "No copy was made beforehand: pg_dump is not on the path." in capsys.readouterr().out
    assert copies(tmp_path) == []
