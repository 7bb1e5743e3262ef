"""`flask record …`: the bundle that anybody can verify, the key that signs it, what it has of debates."""

import json
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from summit.cli.said import fail, plainly
from summit.debates.queries import altered
from summit.domain.wording import poll_name
from summit.export.bundle import fingerprint, kept_key, make_bundle, spoken, write_scrutiny
from summit.voting.services import recount_poll


@click.group()
def record() -> None:
    """The record of the summit."""


@record.command()
@click.option(
    "--out", "file", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it."
)
@with_appcontext
@plainly
def bundle(file: Path) -> None:
    """Write the record as it stands as one signed zip, to be verified by `python3 verify.py FILE`."""
    made = make_bundle(lambda done, total, step: None)
    try:
        file.write_bytes(made.content)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
    click.echo(f"{file}: {len(made.content):,} bytes, record {made.head}, key {spoken(made.fingerprint)}")


@record.command()
@click.option("--anew", is_flag=True, help="Make another key; the record says so.")
@with_appcontext
@plainly
def key(anew: bool) -> None:
    """Print the fingerprint of the signing key, which is made if there is none yet."""
    click.echo(spoken(fingerprint(kept_key(current_app.config["INSTANCE"], anew=anew))))


@record.command()
@with_appcontext
@plainly
def debates() -> None:
    """Hold the words of debates against the digests that the record has of them; exit 1 where one differs."""
    if found := altered():
        fail(f"Not the words that the record has digests of: interventions {', '.join(map(str, found))}.")
    click.echo("All words of debates are those that the record has digests of.")


@record.command()
@click.argument("number", type=int)
@click.option(
    "--out",
    "file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write them.",
)
@with_appcontext
@plainly
def ballots(number: int, file: Path) -> None:
    """Write the ballots of poll NUMBER for its scrutineers, however few they are."""
    written = write_scrutiny(number)
    try:
        file.touch(mode=0o600)
        file.write_bytes(written)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
    click.echo(
        f"{file}: for the scrutineers of {poll_name(number)}; "
        f"`verify.py BUNDLE --ballots {file}` counts them."
    )


@record.command()
@click.argument("number", type=int)
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences.")
@with_appcontext
@plainly
def recount(number: int, as_json: bool) -> None:
    """Count the stored ballots of poll NUMBER again and say every difference; exit 1 where there is one."""
    found = recount_poll(None, number)
    if as_json:
        told = {"poll": number, "ballots": found.ballots, "equal": found.is_equal}
        click.echo(json.dumps({**told, "differences": list(found.differences)}, ensure_ascii=False))
    else:
        for sentence in found.differences:
            click.echo(sentence)
        verdict = "equal to the published result" if found.is_equal else "the result differs"
        click.echo(f"{poll_name(number)}: {found.ballots} stored ballots counted again, {verdict}.")
    sys.exit(0 if found.is_equal else 1)
