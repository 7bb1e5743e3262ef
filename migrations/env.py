"""How migrations reach the database: on the application's own engine, inside one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from alembic import context
from alembic.migration import MigrationContext
from alembic.util import CommandError
from flask import current_app
from sqlalchemy import Connection

from summit.backup import NotCopied, copy_beforehand
from summit.db import UtcDateTime

migrate = current_app.extensions["migrate"]
metadata = migrate.db.metadata


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column type as what it is in the database: a migration never imports the application."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def copy_first() -> None:
    """Before anything changes, up or down; commands that only look have no destination."""
    try:
        target = context.get_revision_argument()
    except KeyError:
        return
    with migrate.db.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_heads()
    try:
        wanted = (target,) if isinstance(target, str) else tuple(target or ())
        told = copy_beforehand(current, wanted, current_app.config["INSTANCE"])
    except NotCopied as failure:
        raise CommandError(f"{failure} Nothing was changed.") from failure
    if told:
        click.echo(f"· {told}")


def run() -> None:
    """Run on the live connection."""
    with migrate.db.engine.connect() as connection, without_references(connection):
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_item=render_item,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def without_references(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, and would not drop the old one while rows refer to it.

    Afterwards every reference is looked at; the switch works outside of transactions only.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if broken := driver.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"after the migration rows refer to nothing: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


copy_first()
run()
