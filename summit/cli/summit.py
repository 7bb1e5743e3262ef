"""`flask summit init`: an empty, real summit, and the one-time way in for its first organiser."""

from datetime import timedelta
from shutil import rmtree

import click
from flask import current_app
from flask.cli import with_appcontext

from summit.cli.offices import found
from summit.cli.said import plainly
from summit.domain.codes import grouped
from summit.export.bundle import fingerprint, kept_key, spoken
from summit.export.ending import empty_logs, end_summit
from summit.people.models import Role
from summit.people.queries import NAMINGS
from summit.people.services import accredit, found_summit, issue_slip, name_role, plenary_in


@click.group()
def summit() -> None:
    """The summit itself."""


summit.add_command(found)


@summit.command("init")
@click.option("--name", required=True, help="The summit's name, as it stands on the final document.")
@click.option(
    "--zone", default="UTC", show_default=True, help="Its time zone, for example America/Guayaquil."
)
@click.option(
    "--languages",
    default="en",
    show_default=True,
    help="Languages of its texts with commas, the main one first: es,en.",
)
@click.option("--body", default="", help="Who sits and decides; without it “Plenary” in the first language.")
@click.option(
    "--organiser", default="First organiser", show_default=True, help="Name of the first organiser."
)
@with_appcontext
@plainly
def init(name: str, zone: str, languages: str, body: str, organiser: str) -> None:
    """Start an empty, real summit and print a one-time way in for its first organiser."""
    tongues = [one.strip() for one in languages.split(",") if one.strip()]
    found_summit(name, zone, tongues, body or plenary_in(tongues))
    accredit(None, organiser, Role.ORGANISER, "O-1")
    code = grouped(issue_slip(None, "O-1"))
    key = spoken(fingerprint(kept_key(current_app.config["INSTANCE"])))
    click.echo(f"{name} is founded; its times are shown in {zone}.")
    click.echo(f"First organiser: badge O-1, slip {code} (works once, for thirty days).")
    click.echo(
        f"Start the server, open its address with /sign-in#slip={code} behind it, as in"
        f" http://127.0.0.1:8000/sign-in#slip={code}, and choose a PIN."
    )
    click.echo(f"The record is signed by the key {key}: print this on the first agenda,")
    click.echo("so that everybody can compare it with the one that verify.py names.")


@summit.command()
@click.option(
    "--challenge-hours", default=24.0, show_default=True, help="Time for challenges after a result."
)
@click.option("--yes", is_flag=True, help="Do it; without this, only say what it does.")
@with_appcontext
@plainly
def close(challenge_hours: float, yes: bool) -> None:
    """Make the document final, and delete personal data that was only needed to run the summit."""
    if not yes:
        click.echo(
            "This ends every sign-in and deletes e-mail addresses, PIN hashes, slips, keys of sent forms"
        )
        click.echo("and names that the public record does not show. Nothing brings them back. Add --yes.")
        return
    done = end_summit(timedelta(hours=challenge_hours))
    empty_logs()
    rmtree(current_app.config["INSTANCE"] / "jobs", ignore_errors=True)
    click.echo(
        f"Closed. Deleted: {done.sign_ins} sign-ins, {done.slips} slips, {done.sent_forms} keys of forms,"
    )
    click.echo(f"{done.addresses} e-mail addresses, {done.names} names. Delete copies made before, too.")


@summit.command()
@click.argument("role", type=click.Choice([one.value for one in Role if one != Role.VISITOR]))
@click.argument("naming", type=click.Choice(NAMINGS))
@with_appcontext
@plainly
def naming(role: str, naming: str) -> None:
    """Say how the public record calls people of a ROLE: by name, seat, delegation, or not at all."""
    name_role(Role(role), naming)
    click.echo(
        f"The public record calls every {role} by {naming}."
        if naming != "nothing"
        else f"No {role} is named."
    )
