"""`flask job run NUMBER ATTEMPT`: what a worker starts to have a long piece of work done."""

import os
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from summit import jobs
from summit.cli.said import plainly

POLITENESS = 5


@click.group()
def job() -> None:
    """Long work; the server starts it by itself."""


@job.command()
@click.argument("number", type=int)
@click.argument("attempt", type=int)
@with_appcontext
@plainly
def run(number: int, attempt: int) -> None:
    """Do job NUMBER, which was claimed as ATTEMPT."""
    os.nice(POLITENESS)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if not jobs.work(app, jobs.folder_of(number), number, attempt):
        sys.exit(1)
