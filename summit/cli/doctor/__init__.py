"""`flask doctor`: whether this deployment can carry a summit, and what to do where it cannot."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from summit.cli.doctor import databases, durability, environment, keys, mail, programs
from summit.cli.doctor.finding import Finding, bad

CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    environment.settings,
    environment.folder,
    environment.redis,
    mail.server,
    durability.room,
    programs.packages,
    programs.pdf,
    programs.pandoc,
    databases.database,
)
OF_A_SOUND_DATABASE: tuple[Callable[[], Iterator[Finding]], ...] = (
    durability.durability,
    durability.clock,
    keys.keys,
    mail.letters,
)
"""These would only repeat that the database does not answer, or is not migrated."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences.")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Check settings, database, Redis, worker mode, clock, keys and fonts, and say what to do.

    Exits 1 if anything is wrong. It changes nothing.
    """
    findings = [finding for check in CHECKS for finding in _examined(check)]
    if not any(one.state == "wrong" and one.name in databases.NAMES for one in findings):
        findings += [finding for check in OF_A_SOUND_DATABASE for finding in _examined(check)]
    is_well = not any(finding.state == "wrong" for finding in findings)
    if as_json:
        click.echo(json.dumps({"well": is_well, "findings": [asdict(one) for one in findings]}))
    else:
        for finding in findings:
            click.echo(str(finding))
    sys.exit(0 if is_well else 1)


def _examined(check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """A check that fails by itself is a finding, too."""
    try:
        yield from check()
    except Exception as error:
        said = str(error).split("\n", 1)[0]
        yield bad(check.__name__, "This could not be checked.", f"The error was: {said}")
