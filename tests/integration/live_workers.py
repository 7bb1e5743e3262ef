"""Two workers on PostgreSQL with a Redis between them, for tests of what they tell each other."""

import time
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from summit import create_app
from summit.db import db
from tests.integration.live_server import LIVE_APP, STARTS_WITHIN_S, Reader, Server
from tests.supplied.postgres import server_url
from tests.supplied.redis import RedisServer


class Workers(Server):
    """Two workers of one summit, with the Redis between them."""

    def __init__(self, folder: Path, wsgi: str = LIVE_APP, **settings: str) -> None:
        self.redis = RedisServer(folder).start()
        database = tables_in(server_url(), f"workers_{folder.name.replace('-', '_')}", folder)
        super().__init__(
            folder, wsgi, DATABASE_URL=database, REDIS_URL=self.redis.url, WEB_CONCURRENCY="2", **settings
        )

    def on_both(self, position: str, cookie: str = "") -> list[Reader]:
        """Readers who follow, at least one in each worker."""
        readers: list[Reader] = []
        deadline = time.monotonic() + STARTS_WITHIN_S
        while len({one.worker() for one in readers}) < 2:
            assert time.monotonic() < deadline, "one worker takes no sockets"
            readers.append(Reader(self, position, cookie=cookie).connect())
            readers[-1].follow()
        return readers

    def tell_from_both(self, topic: str, count: int) -> list[int]:
        """Announce `count` events, and more until some were told in each worker; answers their numbers."""
        told: list[str] = []
        deadline = time.monotonic() + STARTS_WITHIN_S
        while len(told) < count or len(set(told)) < 2:
            assert time.monotonic() < deadline, "one worker takes all requests"
            told.append(self.do("tell", topic=topic, start=len(told)))
        return list(range(len(told)))

    def stop(self) -> None:
        super().stop()
        self.redis.stop()


def empty_database(server: str, name: str) -> str:
    """The address of a new database."""
    url = make_url(server)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


def tables_in(server: str, name: str, folder: Path) -> str:
    """A new database with all tables in it."""
    made = empty_database(server, name)
    app = create_app({"SQLALCHEMY_DATABASE_URI": made, "INSTANCE": folder, "SECRET_KEY": "beside"})
    with app.app_context():
        db.create_all()
        db.engine.dispose()
    return made
