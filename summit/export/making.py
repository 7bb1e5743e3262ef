"""Files of the final document as jobs: composed and written in a process of their own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from typing import Any

from summit import jobs
from summit.db import db, is_sqlite
from summit.domain.canonical import sha256_hex
from summit.export.composing import compose
from summit.export.formats import by_name, file_name
from summit.export.html import draw
from summit.export.keeping import state
from summit.export.model import FinalDocument, edition, require_edition
from summit.export.shown import page_of

FINAL = "final document"
KEPT_FOR = timedelta(days=1)
PAGE, PAGE_FILE = "page", "page.part"


def ask_for(format: str, language: str = "") -> int:
    """The job that writes this format as the summit stands; the same one for all who ask meanwhile."""
    sweep()
    more = {"language": language} if language else {}
    return jobs.ask(FINAL, format=format, state=sha256_hex(repr(state()).encode()), **more)


def sweep() -> None:
    """Files that nobody can still be waiting for go, with their jobs."""
    for number in jobs.forget(KEPT_FOR):
        rmtree(jobs.folder_of(number), ignore_errors=True)


@contextmanager
def snapshot() -> Iterator[None]:
    """One view of the database for everything that is read, outside of any request."""
    db.session.rollback()
    if not is_sqlite():  # there, reading is one snapshot by itself
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield
    finally:
        db.session.rollback()


def compose_apart() -> FinalDocument:
    """The document in a snapshot of its own."""
    with snapshot():
        return compose()


def write_final(argument: Mapping[str, Any], folder: Path, tell: jobs.Tell) -> str:
    """Write the format that the argument names, or what the page shows; answers the file's name."""
    name, language = argument["format"], argument.get("language", "")
    format = None if name == PAGE else by_name(name)
    tell(0, 2, "reading the record")
    whole = compose_apart()
    require_edition(whole, language)
    document = edition(whole, language)
    words = format.words if format else "HTML"
    tell(1, 2, f"writing {words}")
    if format is None:
        return jobs.leave(folder, PAGE_FILE, page_of(document, draw(document)).as_file())
    return jobs.leave(folder, file_name(document, format.suffix), format.write(document))
