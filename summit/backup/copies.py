"""A consistent copy of the whole database in one file, taken while it is used."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from summit.db import db, is_sqlite
from summit.domain.errors import Refusal

SECONDS = 600
BUSY_S = 30.0


class NotCopied(Refusal):
    """The copy could not be made or read; the sentence says why."""

    status = 500


def copy_to(file: Path) -> None:
    """Write the database to `file`, whole or not at all. Raises NotCopied.

    It holds names, PIN hashes and sealed ballots, and no key: whoever has it cannot open a ballot.
    """
    draft = file.with_name(f"{file.name}.new")
    draft.unlink(missing_ok=True)
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _copy_sqlite(draft) if is_sqlite() else _dump(draft)
        _flush(draft)
        draft.replace(file)
        _flush(file.parent)
    except OSError as error:
        raise NotCopied(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _copy_sqlite(draft: Path) -> None:
    """SQLite's own online copy: one snapshot, whatever is written meanwhile."""
    place = db.engine.url.database or ""
    with (
        closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True, timeout=BUSY_S)) as source,
        closing(sqlite3.connect(draft)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def _dump(draft: Path) -> None:
    run(["pg_dump", "--format=custom", "--no-owner", f"--file={draft}", *connection(db.engine.url)])


def connection(url: URL) -> list[str]:
    """The database of `url` as arguments of PostgreSQL's programs; the password goes by the environment."""
    where = [("host", url.query.get("host") or url.host), ("port", url.port), ("username", url.username)]
    return [*(f"--{name}={value}" for name, value in where if value), f"--dbname={url.database}"]


def run(command: list[str]) -> None:
    """One of PostgreSQL's programs, which have to be on the path. Raises NotCopied with what it said."""
    program = shutil.which(command[0])
    if program is None:
        raise NotCopied(f"{command[0]} is not on the path: install PostgreSQL's client programs.")
    password = db.engine.url.password
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    done = subprocess.run(  # noqa: S603 - our own command line
        [program, *command[1:]], env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise NotCopied(f"{command[0]} failed: {said[-1] if said else 'without a word'}")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
