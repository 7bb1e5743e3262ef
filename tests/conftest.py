"""One application for each test, and one fixed cast of people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from summit import create_app, events
from summit.db import db
from summit.people.models import Role
from summit.people.queries import person
from summit.people.services import accredit, found_summit, issue_slip, pins
from tests.databases import fresh_database

PIN = "493817"
pins._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # tests enter hundreds of times


@dataclass(frozen=True)
class Cast:
    """Ids of the people every test knows; four delegates hold seats 01-01 to 01-04."""

    organiser: int
    lucia: int
    tomas: int
    rosa: int
    amaru: int
    observer: int

    @property
    def delegates(self) -> tuple[int, ...]:
        return (self.lucia, self.tomas, self.rosa, self.amaru)


PEOPLE = (
    ("Paz Cevallos", Role.ORGANISER, "O-1"),
    ("Lucía Andrango", Role.DELEGATE, "01-01"),
    ("Tomás Okafor-Leiva", Role.DELEGATE, "01-02"),
    ("Rosa Quilumba", Role.DELEGATE, "01-03"),
    ("Amaru Chimbo", Role.DELEGATE, "01-04"),
    ("Inés Bravo", Role.OBSERVER, "B-1"),
)


def settings(folder: Path) -> dict[str, object]:
    """A fresh database and key folder; forms need no token, writes have no limit."""
    return {
        "TESTING": True,
        "INSTANCE": folder,
        "SQLALCHEMY_DATABASE_URI": fresh_database(folder),
        "WTF_CSRF_ENABLED": False,
        "RATELIMIT_ENABLED": False,
        "LIVE_HELD_S": 0,
    }


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The application on an empty database; open `app.app_context()` for services, or ask for `inside`."""
    app = create_app(settings(tmp_path))
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    """An application context for tests that call services and no pages."""
    with app.app_context():
        yield app


@pytest.fixture
def cast(app: Flask) -> Cast:
    """A founded summit with its people accredited."""
    with app.app_context():
        found_summit("Test summit", "America/Guayaquil", ["es", "en"])
        return Cast(*(accredit(None, name, role, badge).id for name, role, badge in PEOPLE))


@pytest.fixture
def people(cast: Cast) -> Cast:
    """The cast, for tests in which `cast` is the verb."""
    return cast


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Callable[[FlaskClient, int], None]:
    """Sign a person in on a client, the way a slip does."""

    def enter(client: FlaskClient, person_id: int) -> None:
        with app.app_context():
            badge = person(person_id).badge
            code = issue_slip(None, badge)
        answer = client.post("/sign-in/slip", data={"code": code, "pin": PIN})
        assert answer.status_code == 303, answer.get_data(as_text=True)

    return enter


@pytest.fixture
def entered(app: Flask, sign_in: Callable[[FlaskClient, int], None]) -> Callable[[int], FlaskClient]:
    """A new client on which this person is signed in."""

    def make(person_id: int) -> FlaskClient:
        client = app.test_client()
        sign_in(client, person_id)
        return client

    return make


@pytest.fixture
def announced(app: Flask) -> Callable[[], list[tuple[str, str]]]:
    """(topic, event type) of everything in the log, in the order of commits within each topic."""

    def collect() -> list[tuple[str, str]]:
        with app.app_context():
            rows = db.session.execute(
                db.select(events.Topic.kind, events.Topic.key, events.Event.type)
                .join(events.Event, events.Event.topic_id == events.Topic.id)
                .order_by(events.Topic.id, events.Event.seq)
            )
            return [(f"{row.kind}:{row.key}", row.type) for row in rows]

    return collect
