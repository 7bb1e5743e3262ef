"""`flask backup FILE`, `flask backup --follow DIR`, `flask restore FILE`: copies, and how to put one back."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from summit.backup import copy_to, follow, restore
from summit.cli.said import fail, plainly
from summit.domain.wording import poll_name

A_PATH = click.Path(path_type=Path)


@click.command("backup")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--follow", "folder", type=A_PATH, help="Keep a warm copy in this folder until stopped.")
@click.option("--every", default=5.0, show_default=True, help="Seconds between two looks of --follow.")
@with_appcontext
@plainly
def backup(file: Path | None, folder: Path | None, every: float) -> None:
    """Copy the database to FILE while the server runs, or keep a warm copy in a folder."""
    if (file is None) == (folder is None):
        raise click.UsageError("Name a FILE, or a folder with --follow.")
    if folder is not None:
        follow(folder, max(every, 0.5), click.echo)
    if file is not None:
        copy_to(file)
        click.echo(f"{file}: {file.stat().st_size:,} bytes. It holds names and hashes: keep it safe.")


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
@plainly
def restore_command(file: Path) -> None:
    """Put the copy in FILE back in place of the database. The server must be stopped."""
    done = restore(file, current_app.config["INSTANCE"])
    click.echo(f"Restored: record {done.head[:12] or 'empty'} after {done.entries} entries.")
    for number in done.polls:
        name = poll_name(number)
        click.echo(f"{name} is open again; devices offer it the ballots that this copy does not hold.")
    if done.letters:
        click.echo(
            f"{done.letters} e-mail letters waited in this copy and may have gone out since: they were put "
            "aside. `flask mail aside --send` sends them, `flask mail aside --drop` drops them."
        )
    if done.faults:
        fail("\n".join(["What was restored does not fit in itself:", *done.faults]))
    click.echo("Verified: chain, texts, ballots and results fit. Start the server; every page begins anew.")
