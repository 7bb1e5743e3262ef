"""A warm copy: a folder that is never more than a few seconds behind, from which a server can be started."""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from flask import current_app
from sqlalchemy import select, text

from summit.backup.copies import NotCopied, copy_to
from summit.db import db, is_sqlite
from summit.record import RecordHead

COPY = "copy.db"
KEYS = ("secret_key", "signing_key")
"""What a second machine needs besides, so that devices stay signed in and the record keeps its key. Those of
open polls are never copied."""

Said = Callable[[str], None]


def follow(folder: Path, every: float, said: Said, turns: int | None = None) -> None:
    """Copy the database into `folder` whenever it has changed, `every` seconds; for ever, or `turns` times.

    A copy that fails is said and tried again: the one before stays whole.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _copy_keys(folder)
    last: object = None
    with _watching() as stamp:
        for turn in count(1) if turns is None else range(1, turns + 1):
            last = _copied(folder, stamp(), last, said)
            if turn != turns:
                time.sleep(every)


def _copied(folder: Path, stamp: object, last: object, said: Said) -> object:
    """Copy unless nothing has changed since `last`; answers the stamp of the copy that is there."""
    if stamp == last:
        return last
    try:
        copy_to(folder / COPY)
        said(f"{folder / COPY}: {_standing()}")
    except NotCopied as error:
        said(f"not copied, and tried again: {error}")
        return last
    return stamp


def _copy_keys(folder: Path) -> None:
    instance: Path = current_app.config["INSTANCE"]
    for name in KEYS:
        if (instance / name).exists():
            target = folder / name
            shutil.copyfile(instance / name, target)
            target.chmod(0o600)


@contextmanager
def _watching() -> Iterator[Callable[[], object]]:
    """Answers something that changes with every commit."""
    if is_sqlite():
        place = f"file:{db.engine.url.database}?mode=ro"
        with closing(sqlite3.connect(place, uri=True, isolation_level=None)) as watching:
            yield lambda: watching.execute("PRAGMA data_version").fetchone()
    else:
        engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            yield lambda: connection.execute(text("SELECT pg_current_wal_lsn()::text")).scalar()


def _standing() -> str:
    head = db.session.scalar(select(RecordHead).where(RecordHead.id == 1))
    said = f"record {head.digest[:12]} after {head.seq} entries" if head else "nothing has happened yet"
    db.session.rollback()
    return said
