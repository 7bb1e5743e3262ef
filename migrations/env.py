"""How migrations reach the database: on the application's own engine, inside one transaction."""

from alembic import context
from flask import current_app

from summit.db import UtcDateTime

migrate = current_app.extensions["migrate"]
metadata = migrate.db.metadata


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column type as what it is in the database: a migration never imports the application."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def run() -> None:
    """Run on the live connection."""
    with migrate.db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_item=render_item,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
