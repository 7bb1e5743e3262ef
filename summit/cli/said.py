"""How commands fail: one plain sentence on stderr, exit 1 for a refusal (usage errors are 2)."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click
from sqlalchemy.exc import DBAPIError, OperationalError

from summit.domain.errors import Refusal

P = ParamSpec("P")
NO_SUCH_TABLE = "42P01"  # PostgreSQL's code; its words are in the server's language


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Turn a refusal into its sentence and exit status 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except Refusal as refusal:
            fail(str(refusal))
        except DBAPIError as error:
            said = str(error.orig).splitlines()[0]
            if "no such table" in said or getattr(error.orig, "sqlstate", None) == NO_SUCH_TABLE:
                fail("The database is empty. Run `flask db upgrade` first.")
            if not isinstance(error, OperationalError):
                raise
            fail(f"The database does not answer as it should: {said}. `flask doctor` says more.")

    return run


def fail(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)
