"""Whether the database answers, is at the latest migration and takes writes."""

from collections.abc import Iterator

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from summit.cli.doctor.finding import Finding, bad, well
from summit.db import db

NAMES = ("database", "migrations", "writing")
UPGRADE = "Run `flask db upgrade`."


def database() -> Iterator[Finding]:
    """Stops at the first thing that is wrong: the next would only repeat it."""
    try:
        with db.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_heads()
    except DBAPIError as error:
        yield bad(
            "database", f"It does not answer: {_first_line(error)}", "Start it, or correct DATABASE_URL."
        )
        return
    yield well("database", f"{db.engine.dialect.name} answers.")
    wanted = ScriptDirectory(current_app.extensions["migrate"].directory).get_heads()
    if set(found) != set(wanted):
        stands = ", ".join(found) or "nothing yet"
        yield bad("migrations", f"The database is at {stands}, the code at {', '.join(wanted)}.", UPGRADE)
        return
    yield well("migrations", f"The database is at {', '.join(found)}, as the code is.")
    yield _takes_writes()


def _takes_writes() -> Finding:
    """A write that changes no row, taken back: it needs every right and lock that a real one needs."""
    try:
        db.session.rollback()
        db.session.connection(execution_options={"summit_write": True})
        db.session.execute(text("UPDATE summit SET name = name WHERE 1 = 0"))
    except DBAPIError as error:
        return bad(
            "writing", f"The database takes no write: {_first_line(error)}", "Free it, or grant the right."
        )
    finally:
        db.session.rollback()
    return well("writing", "The database takes writes.")


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).splitlines()[0]
