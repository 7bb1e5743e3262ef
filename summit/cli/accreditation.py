"""`flask people import`: accreditation from a list that an office keeps as CSV."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from summit.cli.said import fail, plainly
from summit.people.reading import PeopleList, but_for, read_people
from summit.people.services import import_people, known_to


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be stored and what is wrong.")
@with_appcontext
@plainly
def import_list(file: Path, dry_run: bool) -> None:
    """Accredit everybody on the list FILE (columns name, badge, role) whose line is in order."""
    listed = read_people(file.read_bytes())
    if listed.ignored:
        click.echo(f"Columns not read: {', '.join(listed.ignored)}.", err=True)
    seen = but_for(listed, known_to(None))
    if dry_run or not seen.entries:
        _name_faults(seen)
    if dry_run:
        click.echo(f"{len(seen.entries)} people can be accredited, {len(seen.faults)} lines are faulty.")
    elif not seen.entries:
        fail("No line of this list can be stored.")
    else:
        _store(listed)


def _store(listed: PeopleList) -> None:
    stored = import_people(None, listed)
    _name_faults(stored)
    click.echo(f"{len(stored.entries)} people are accredited, {len(stored.faults)} lines were not stored.")


def _name_faults(listed: PeopleList) -> None:
    for one in listed.faults:
        click.echo(f"line {one.line}: {' '.join(one.what)} ({one.words})", err=True)
