"""Where a test keeps its rows: a SQLite file, or a new database of the PostgreSQL named by TEST_POSTGRES."""

import os
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text


def fresh_database(folder: Path) -> str:
    """The address of an empty database. TEST_POSTGRES is one such as postgresql+psycopg://me@localhost/postgres."""
    server = os.environ.get("TEST_POSTGRES")
    if server is None:
        return f"sqlite:///{folder / 'test.db'}"
    url = make_url(server)
    name = f"test_{uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
