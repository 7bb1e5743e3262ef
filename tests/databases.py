"""Where tests keep their rows: each test finds a database as it was filled once, whatever others wrote."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from summit.db import db
from tests.supplied import postgres
from tests.supplied.programs import missing

KINDS = ("sqlite", "postgresql")
"""Every test that asks for a database runs on each, unless `@pytest.mark.only_on` names one and why."""
Fill = Callable[[str, Path], object]
"""Fills the database at an address; what else it keeps goes into the folder."""


class Databases(ABC):
    """A source of databases of one kind; what it answers are addresses, as in DATABASE_URL."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.addresses: dict[str, str] = {}

    def filled(self, name: str, fill: Fill, folder: Path) -> str:
        """A database as `fill` leaves it, which is called once for each name. One test has it at a time."""
        if name not in self.addresses:
            place = self.folder / name
            place.mkdir()
            self.addresses[name] = self.empty(place)
            fill(self.addresses[name], place)
            self._keep(name)
        return self._again(name, folder)

    @abstractmethod
    def empty(self, folder: Path) -> str:
        """A database without tables, for one test; its files, if it has any, lie in `folder`."""

    @abstractmethod
    def _keep(self, name: str) -> None:
        """Note the content of what was just filled."""

    @abstractmethod
    def _again(self, name: str, folder: Path) -> str:
        """A database with that content."""

    @abstractmethod
    def close(self) -> None:
        """Let go of everything."""


class SqliteFiles(Databases):
    """Each test has its own copy of the filled file."""

    def empty(self, folder: Path) -> str:
        return f"sqlite:///{folder / 'summit.db'}"

    def _keep(self, name: str) -> None:
        assert not Path(f"{_name(self.addresses[name])}-wal").exists(), "somebody is still connected"

    def _again(self, name: str, folder: Path) -> str:
        shutil.copyfile(_name(self.addresses[name]), folder / "summit.db")
        return self.empty(folder)

    def close(self) -> None:
        """The files go with their folders."""


class PostgresDatabases(Databases):
    """A filled database is put back before each test, which takes a tenth of copying it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        if not postgres.is_to_be_had():
            missing("postgres")
        self.url = make_url(postgres.server_url())
        self.server = self._connect(self.url.render_as_string(hide_password=False))
        self.created: list[str] = []
        self.put_back: dict[str, tuple[psycopg.Connection, str]] = {}

    def empty(self, folder: Path) -> str:
        name = f"test_{uuid4().hex}"
        self.server.execute(f"CREATE DATABASE {name}")
        self.created.append(name)
        return self.url.set(database=name).render_as_string(hide_password=False)

    def _keep(self, name: str) -> None:
        connection = self._connect(self.addresses[name])
        self.put_back[name] = connection, "; ".join(_keep_rows(connection))

    def _again(self, name: str, folder: Path) -> str:
        connection, statements = self.put_back[name]
        connection.execute(statements)
        return self.addresses[name]

    def close(self) -> None:
        for connection, _ in self.put_back.values():
            connection.close()
        for name in self.created:
            self.server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        self.server.close()

    @staticmethod
    def _connect(address: str) -> psycopg.Connection:
        return psycopg.connect(address.replace("+psycopg", "", 1), autocommit=True)


OTHERS_OUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def _keep_rows(connection: psycopg.Connection) -> list[str]:
    """Copy all rows to a schema beside; answers the statements that put them back."""
    tables = [table.name for table in db.metadata.sorted_tables]
    connection.execute("CREATE SCHEMA kept")
    put_back = [OTHERS_OUT, *(f'DELETE FROM public."{table}"' for table in reversed(tables))]  # noqa: S608
    for table in tables:
        connection.execute(f'CREATE TABLE kept."{table}" AS TABLE public."{table}"')
        put_back.append(f'INSERT INTO public."{table}" SELECT * FROM kept."{table}"')  # noqa: S608
    sequences = connection.execute("SELECT sequencename, last_value FROM pg_sequences").fetchall()
    return put_back + [
        f"SELECT setval('public.\"{name}\"', {last or 1}, {last is not None})" for name, last in sequences
    ]


def databases(kind: str, folder: Path) -> Databases:
    return {"sqlite": SqliteFiles, "postgresql": PostgresDatabases}[kind](folder)


def _name(address: str) -> str:
    """Of a SQLite database: its file."""
    return make_url(address).database or ""
