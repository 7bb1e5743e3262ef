"""An insider with all files: what lies on the disk, and in which orders people and ballots stand there."""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from sqlalchemy import text

from summit.db import db, is_sqlite

PAGE = 8192
Order = list[str]
"""Names of people, or ids of ballots, as they follow each other in one place."""


@dataclass
class Taken:
    """Bytes by the name of the file they were read from."""

    files: dict[str, bytes] = field(default_factory=dict)

    def holding(self, word: str) -> list[str]:
        """The files in which a word stands, as text or as the bytes that it spells in hexadecimal."""
        forms = [word.encode(), word.upper().encode()]
        if re.fullmatch("(?:[0-9a-f]{2})+", word):
            forms.append(bytes.fromhex(word))
        return [name for name, content in self.files.items() if any(form in content for form in forms)]

    def order_in(self, name: str, words: Iterable[str]) -> Order:
        """The words by the place at which they first stand in a file; those that do not are left out."""
        places = {word: self.files[name].find(word.encode()) for word in words}
        return sorted((word for word, place in places.items() if place >= 0), key=lambda word: places[word])


def take(folder: Path, *more: Path, besides: str = "keys") -> Taken:
    """Read everything below these folders, but for the folder of that name."""
    taken = Taken()
    for root in (folder, *more):
        for path in sorted(root.rglob("*")):
            if path.is_file() and besides not in path.relative_to(root).parts:
                with contextlib.suppress(
                    FileNotFoundError
                ):  # a running server removes what it needs no longer
                    taken.files[str(path)] = _written(path.read_bytes())
    return taken


def _written(content: bytes) -> bytes:
    """Without the pages on which nothing stands: a write-ahead log is mostly made of these."""
    pages = (content[place : place + PAGE] for place in range(0, len(content), PAGE))
    return b"".join(page for page in pages if page.strip(b"\0"))


def folders_of_database() -> list[Path]:
    """Where a server of its own keeps tables and write-ahead log; SQLite's lie with everything else."""
    if is_sqlite():
        return []
    db.session.execute(text("CHECKPOINT"))
    data = Path(db.session.execute(text("SHOW data_directory")).scalar_one())
    oid = db.session.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    return [data / "base" / str(oid.scalar_one()), data / "pg_wal"]


def orders(table: str, name: str) -> Iterator[Order]:
    """A column by everything that a database knows of when and where its rows were written."""
    places = ["rowid"] if is_sqlite() else ["ctid", "xmin::text::bigint, cmin::text::bigint, ctid"]
    for place in (*places, name):
        rows = db.session.execute(text(f"SELECT {name} FROM {table} ORDER BY {place}"))  # noqa: S608 - ours
        yield [str(row[0]) for row in rows]


def best_guess(people: Sequence[Order], ballots: Sequence[Order], truth: Mapping[str, str]) -> int:
    """How many people the best of all pairings gives their own ballot, forwards and backwards."""
    return max(
        sum(truth[person] == ballot for person, ballot in zip(one, other, strict=False))
        for one, other in product(people, [*ballots, *(order[::-1] for order in ballots)])
    )
