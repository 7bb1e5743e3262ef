"""`flask doctor` finds what is wrong with a deployment, names it, and says what to do."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from summit import create_app
from summit import sqlite as ours
from summit.cli.doctor import durability, programs
from summit.db import db, is_sqlite, now
from summit.people.services import accredit, found_summit
from summit.voting.services import keys
from tests.conftest import PEOPLE, opened, settings
from tests.databases import Databases
from tests.factories import a_document, an_amendment, an_open_poll

Found = dict[str, tuple[str, str]]


def founded(address: str, folder: Path) -> None:
    """A migrated, founded summit without a cast."""
    with opened(address, folder):
        upgrade()
        found_summit("Doctored", "UTC", ["en"])


@pytest.fixture
def deployed(database: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    for name in ("HOST", "WEB_CONCURRENCY", "REDIS_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    tmp_path.chmod(0o700)
    address = database.filled("deployed", founded, tmp_path)
    monkeypatch.setenv("DATABASE_URL", address)
    app = create_app(settings(tmp_path, address))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def examined(app: Flask) -> tuple[int, Found]:
    """The exit status, and for each name its state and what was said; the worst of several."""
    done = app.test_cli_runner().invoke(args=["doctor", "--json"])
    document = json.loads(done.stdout)
    assert document["well"] == (done.exit_code == 0), done.output
    found: Found = {}
    for one in sorted(document["findings"], key=lambda one: ["well", "look", "wrong"].index(one["state"])):
        assert (one["remedy"] is None) == (one["state"] == "well")
        found[one["name"]] = one["state"], f"{one['said']} {one['remedy']}"
    return done.exit_code, found


def wrong(app: Flask) -> Found:
    """What is wrong; the tests' own PostgreSQL does not wait for its disk, and is told so each time."""
    status, found = examined(app)
    ill = {name: said for name, said in found.items() if said[0] == "wrong"}
    assert status == (1 if ill else 0)
    if not is_sqlite():
        assert "fsync = off" in ill.pop("durability")[1]
    return ill


def test_a_sound_deployment_is_well_and_every_check_is_named(deployed: Flask) -> None:
    assert wrong(deployed) == {}
    _, found = examined(deployed)
    assert {"settings", "folder", "Redis", "database", "migrations", "writing", "durability", "clock"} <= set(
        found
    )
    assert {"room", "keys", "sockets", "driver", "fonts", "pandoc", "front end"} <= set(found)


def test_it_speaks_in_sentences(deployed: Flask) -> None:
    said = deployed.test_cli_runner().invoke(args=["doctor"]).output
    assert "✓ pandoc: pandoc" in said
    assert "migrations: The database is at" in said


def test_a_database_that_was_not_migrated_is_named(database: Databases, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    app = create_app(settings(tmp_path, database.empty(tmp_path)))
    with app.app_context():
        status, found = examined(app)
        db.engine.dispose()
    assert status == 1
    assert found["migrations"][0] == "wrong"
    assert "flask db upgrade" in found["migrations"][1]
    assert "keys" not in found


def test_a_database_that_does_not_answer_is_named_once(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    app = create_app(settings(tmp_path, "postgresql+psycopg://nobody@127.0.0.1:1/none"))
    status, found = examined(app)
    assert (status, found["database"][0]) == (1, "wrong")
    assert "durability" not in found


@pytest.mark.only_on("sqlite", "several workers are what PostgreSQL is for")
def test_several_workers_on_sqlite_are_refused(deployed: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "2")
    assert "SQLite has one writer" in wrong(deployed)["settings"][1]


@pytest.mark.only_on("postgresql", "SQLite refuses several workers with or without Redis")
def test_several_workers_without_redis_are_refused(deployed: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "2")
    assert "by Redis" in wrong(deployed)["settings"][1]
    monkeypatch.setenv("WEB_CONCURRENCY", "20")
    assert "may open 300 connections" in wrong(deployed)["connections"][1]


def test_a_redis_that_does_not_answer_is_named(deployed: Flask) -> None:
    deployed.config["REDIS_URL"] = "redis://127.0.0.1:1/0"
    assert set(wrong(deployed)) == {"Redis"}


def test_packages_that_break_sockets_or_block_are_named(
    deployed: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda name: name == "geventwebsocket")
    monkeypatch.setattr(programs, "WAITS", "print('wait_c')")
    monkeypatch.setattr(programs, "FACES", ("A face nobody has",))
    monkeypatch.setattr(programs.reading, "program", lambda: "/no/such/pandoc")
    assert set(wrong(deployed)) == {"settings", "sockets", "driver", "fonts", "pandoc"}


def test_clocks_that_disagree_are_named(deployed: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durability, "now", lambda: now() + timedelta(seconds=30))
    assert re.search(r"(2\d|30) s apart", wrong(deployed)["clock"][1]), "a busy machine looks a little later"


def test_a_disk_that_is_nearly_full_is_named(deployed: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durability, "NEEDED", 2**60)
    assert set(wrong(deployed)) == {"room"}


def test_secrets_that_others_may_read_are_named(deployed: Flask, tmp_path: Path) -> None:
    (tmp_path / "secret_key").chmod(0o644)
    assert str(tmp_path / "secret_key") in wrong(deployed)["folder"][1]


@pytest.mark.only_on("sqlite", "a SQLite file has one writer, who may not let go")
def test_a_database_that_somebody_holds_is_named(
    deployed: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "PATIENCE_S", 0.05)
    db.session.rollback()
    db.engine.dispose()
    with closing(sqlite3.connect(tmp_path / "summit.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "takes no write: database is locked" in wrong(deployed)["writing"][1]


@pytest.mark.only_on("postgresql", "of these two, only PostgreSQL can be told to take no writes")
def test_a_database_that_takes_no_write_is_named(deployed: Flask) -> None:
    name = db.engine.url.database
    db.session.execute(db.text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    db.session.commit()
    db.engine.dispose()
    try:
        _, found = examined(deployed)
        assert "takes no write" in found["writing"][1]
    finally:
        db.session.rollback()
        db.session.execute(db.text("SET TRANSACTION READ WRITE"))
        db.session.execute(db.text(f"ALTER DATABASE {name} RESET default_transaction_read_only"))
        db.session.commit()


def test_keys_that_are_missing_or_left_over_are_named(deployed: Flask) -> None:
    chair, lucia = (accredit(None, name, role, badge).id for name, role, badge in PEOPLE[:2])
    poll = an_open_poll(chair, [an_amendment(lucia, a_document(), "Institutions shall publish.")])
    assert wrong(deployed) == {}
    (deployed.config["INSTANCE"] / "keys" / f"{poll}.key").rename(deployed.config["INSTANCE"] / "aside")
    (deployed.config["INSTANCE"] / "keys" / f"{poll}.lot").unlink()
    assert "V-01 is missing" in wrong(deployed)["keys"][1]
    (deployed.config["INSTANCE"] / "aside").rename(deployed.config["INSTANCE"] / "keys" / f"{poll}.key")
    db.session.execute(db.text("UPDATE poll SET state = 'void'"))
    db.session.commit()
    assert "has outlived" in wrong(deployed)["keys"][1]
    keys.destroy(poll)
    assert wrong(deployed) == {}
