"""Whether what a person was told is stored outlives a power cut, by which clock, and with how much room."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import text

from summit.cli.doctor.finding import Finding, bad, look, well
from summit.db import db, is_sqlite, now

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
LASTING = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
CLOCKS_APART_S = 2.0
NEEDED, WISHED = 200 * 1024**2, 2 * 1024**3
RESERVED, PER_WORKER = 10, 15
"""Connections that stay free for others, and the most that one worker opens."""


def durability() -> Iterator[Finding]:
    """The settings of the database itself on which an acknowledgement rests."""
    asked, wanted = ("PRAGMA {}", PRAGMAS) if is_sqlite() else ("SHOW {}", LASTING)
    found = {name: db.session.execute(text(asked.format(name))).scalar_one() for name in wanted}
    wrong = [f"{name} = {value}" for name, value in found.items() if value != wanted[name]]
    if wrong:
        remedy = "Set it to " + ", ".join(f"{name} = {value}" for name, value in wanted.items()) + "."
        yield bad("durability", f"A power cut may lose stored ballots: {', '.join(wrong)}.", remedy)
    else:
        yield well("durability", "What is stored outlives a power cut.")
    if not is_sqlite():
        yield _connections()


def _connections() -> Finding:
    """Whether all workers together find enough connections."""
    most = int(db.session.execute(text("SHOW max_connections")).scalar_one())
    workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
    if workers * PER_WORKER + RESERVED > most:
        said = f"{workers} workers may open {workers * PER_WORKER} connections, the server allows {most}."
        return bad("connections", said, "Raise max_connections, or lower WEB_CONCURRENCY.")
    return well("connections", f"{workers} worker(s) have room in {most} connections.")


def clock() -> Iterator[Finding]:
    """The database's clock is the clock; this machine's should agree with it."""
    before = datetime.now(UTC)
    stored = now()
    db.session.rollback()
    after = datetime.now(UTC)
    apart = max((before - stored).total_seconds(), (stored - after).total_seconds(), 0.0)
    if apart > CLOCKS_APART_S:
        said = f"This machine and the database are {apart:.0f} s apart."
        yield bad("clock", said, "Set both by NTP: polls close by the database's clock.")
    else:
        yield well("clock", "This machine and the database agree on the time.")


def room() -> Iterator[Finding]:
    """Free space where we can see it: keys and files, and the database if it is SQLite."""
    places = {Path(current_app.config["INSTANCE"])}
    if is_sqlite() and db.engine.url.database:
        places.add(Path(db.engine.url.database).parent)
    for place in sorted(places):
        free = shutil.disk_usage(place).free
        said = f"{free / 1024**3:.1f} GB are free at {place}."
        if free < NEEDED:
            yield bad("room", said, "Free some before anybody votes.")
        elif free < WISHED:
            yield look("room", said, "Free some, or watch it.")
        else:
            yield well("room", said)
    if not is_sqlite():
        yield look("room", "The database server's disk cannot be seen from here.", "Look at it there.")
