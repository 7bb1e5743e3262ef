"""One application for each test, and one fixed cast of people."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as properties

from summit import create_app, events
from summit.db import db
from summit.people.models import Role
from summit.people.queries import person
from summit.people.services import accredit, found_summit, issue_slip, pins
from tests.databases import KINDS, Databases, databases
from tests.dealing import dealt
from tests.once import compile_once

PIN = "493817"
# Tests enter hundreds of times. A server that a test starts pays the full price: no setting lowers it.
pins._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
compile_once()
# No property depends on how fast a machine is, or how busy. Each run draws the same, so that none fails by
# chance; whoever asks for more examples, or fewer, gets new ones each time.
properties.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="HYPOTHESIS_EXAMPLES" not in os.environ,
)
properties.load_profile("house")


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
CAST = Cast(1, 2, 3, 4, 5, 6)


def settings(folder: Path, address: str) -> dict[str, object]:
    """A database and a key folder; forms need no token, writes no limit, and who waits does not give up."""
    return {
        "TESTING": True,
        "INSTANCE": folder,
        "SQLALCHEMY_DATABASE_URI": address,
        "WTF_CSRF_ENABLED": False,
        "RATELIMIT_ENABLED": False,
        "LIVE_HELD_S": 0,
        "PATIENCE_S": 120.0,
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_timeout": 120.0},
    }


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = dealt(items)
    assert len(set(order)) == len(items)
    items[:] = order


def pytest_collection_finish() -> None:
    """All that was imported stays: looking through it for garbage again and again costs a test in fifteen."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that reaches a database runs on each kind; `only_on(kind, why)` is the exception."""
    if "database" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only_on")
        kind, _why = only.args if only else (None, None)
        metafunc.parametrize("database", [kind] if kind else KINDS, indirect=True, scope="session")


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """SQLite in a first pass over all tests, PostgreSQL in a second."""
    made = databases(request.param, tmp_path_factory.mktemp(request.param))
    yield made
    made.close()


def with_tables(address: str, folder: Path) -> None:
    with opened(address, folder):
        db.create_all()


def with_people(address: str, folder: Path) -> None:
    with opened(address, folder):
        db.create_all()
        found_summit("Test summit", "America/Guayaquil", ["es", "en"])
        ids = [accredit(None, name, role, badge).id for name, role, badge in PEOPLE]
    assert ids == list(astuple(CAST)), "the cast has other numbers than every test is told"


@contextmanager
def opened(address: str, folder: Path) -> Iterator[None]:
    """An application context on a database that is let go of afterwards."""
    app = create_app(settings(folder, address))
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(database: Databases, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on a database with tables, and with people if the test asks for the cast.

    Open `app.app_context()` for services, or ask for `inside`.
    """
    if "cast" in request.fixturenames:
        address = database.filled("people", with_people, tmp_path)
    else:
        address = database.filled("tables", with_tables, tmp_path)
    app = create_app(settings(tmp_path, address))
    yield app
    # The live side starts with the first who follows. What still runs would meet the next test's rows.
    app.extensions["summit-live"].stop()
    app.extensions["jobs"].wait()
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
    return CAST


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
