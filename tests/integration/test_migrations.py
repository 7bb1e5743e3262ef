"""Migrations go up and down, and end where the models are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from summit import create_app
from summit.db import db
from tests.conftest import settings
from tests.databases import Databases

pytestmark = pytest.mark.usefixtures("empty")


@pytest.fixture
def empty(database: Databases, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without any table."""
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
