"""Put a copy back in place of the database, and tell everybody that the count of events begins anew."""

import fcntl
import os
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import delete, select

from summit.backup.checking import faults
from summit.backup.copies import NotCopied, connection, run
from summit.db import db, is_sqlite, now, transaction
from summit.domain.errors import Refusal
from summit.events import Topic
from summit.jobs import Job
from summit.mail.services import put_aside
from summit.record import RecordHead, keep
from summit.voting.services import resume_after_loss

LOCK = "server.lock"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: entries and head of its record, the polls that go on, what does not fit.

    `letters` waited to be sent when the copy was made.
    """

    entries: int
    head: str
    polls: tuple[int, ...]
    faults: tuple[str, ...]
    letters: int


def restore(file: Path, instance: Path) -> Restored:
    """Put the copy in `file` back; what was there is kept beside it (SQLite) or replaced (PostgreSQL).

    Raises NotCopied for a file that is no whole copy, Refusal while a server runs on `instance`.
    """
    if not file.is_file():
        raise NotCopied(f"{file} is not there.")
    taken = _alone(instance)
    try:
        _put_back_sqlite(file) if is_sqlite() else _put_back_dump(file)
        return _begin_anew(sha256(file.read_bytes()).hexdigest())
    finally:
        os.close(taken)


def _alone(instance: Path) -> int:
    """The lock that every server holds, so that none is running or started meanwhile."""
    descriptor = os.open(instance / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise Refusal(f"A server runs on {instance}. Stop it, then restore.") from error
    return descriptor


def _put_back_sqlite(file: Path) -> None:
    _require_whole(file)
    place = Path(db.engine.url.database or "")
    db.session.remove()
    db.engine.dispose()
    draft = place.with_name(f"{place.name}.restoring")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(draft)) as copy:
        source.backup(copy)
    for ending in ("-wal", "-shm", ""):
        before = place.with_name(f"{place.name}{ending}")
        if before.exists():
            before.replace(place.with_name(f"{place.name}.before-restore{ending}"))
    draft.replace(place)


def _require_whole(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            (said,) = copy.execute("PRAGMA integrity_check").fetchone()
            copy.execute("SELECT seq FROM record_head").fetchall()
    except sqlite3.DatabaseError as error:
        raise NotCopied(f"{file} is no copy of a summit: {error}.") from error
    if said != "ok":
        raise NotCopied(f"{file} is damaged: {said}.")


def _put_back_dump(file: Path) -> None:
    db.session.remove()
    order = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction"]
    run([*order, *connection(db.engine.url), str(file)])


@transaction
def _begin_anew(digest: str) -> Restored:
    """New epochs, so that readers fetch again; no jobs, whose files are gone; no letters, which may have gone
    out since; open polls go on."""
    head = db.session.get(RecordHead, 1)
    entries, code = (head.seq, head.digest) if head else (0, "")
    for topic in db.session.scalars(select(Topic)):
        topic.epoch = secrets.token_hex(4)
    db.session.execute(delete(Job).execution_options(synchronize_session=False))
    found = faults()
    keep("restored", copy=digest, entries=entries, head=code, faults=found, at=now().isoformat())
    return Restored(entries, code, tuple(resume_after_loss()), tuple(found), put_aside())
