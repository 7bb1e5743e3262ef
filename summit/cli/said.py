"""How commands fail: one plain sentence on stderr, exit 1 for a refusal (usage errors are 2)."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click
from sqlalchemy.exc import OperationalError

from summit.domain.errors import Refusal

P = ParamSpec("P")


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Turn a refusal into its sentence and exit status 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except Refusal as refusal:
            fail(str(refusal))
        except OperationalError as error:
            if "no such table" not in str(error):
                raise
            fail("The database is empty. Run `flask db upgrade` first.")

    return run


def fail(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)
