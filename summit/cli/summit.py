"""`flask summit init`: an empty, real summit, and the one-time way in for its first organiser."""

import click
from flask import current_app
from flask.cli import with_appcontext

from summit.cli.offices import found
from summit.cli.said import plainly
from summit.domain.codes import grouped
from summit.export.bundle import fingerprint, kept_key, spoken
from summit.people.models import Role
from summit.people.services import accredit, found_summit, issue_slip


@click.group()
def summit() -> None:
    """The summit itself."""


summit.add_command(found)


@summit.command("init")
@click.option("--name", required=True, help="The summit's name, as it stands on the final document.")
@click.option(
    "--zone", default="UTC", show_default=True, help="Its time zone, for example America/Guayaquil."
)
@click.option("--languages", default="en", show_default=True, help="Languages of its texts, with commas.")
@click.option("--body", default="Plenary", show_default=True, help="Who sits and decides.")
@click.option(
    "--organiser", default="First organiser", show_default=True, help="Name of the first organiser."
)
@with_appcontext
@plainly
def init(name: str, zone: str, languages: str, body: str, organiser: str) -> None:
    """Start an empty, real summit and print a one-time way in for its first organiser."""
    found_summit(name, zone, [one.strip() for one in languages.split(",") if one.strip()], body)
    accredit(None, organiser, Role.ORGANISER, "O-1")
    code = grouped(issue_slip(None, "O-1"))
    key = spoken(fingerprint(kept_key(current_app.config["INSTANCE"])))
    click.echo(f"{name} is founded; its times are shown in {zone}.")
    click.echo(f"First organiser: badge O-1, slip {code} (works once, for thirty days).")
    click.echo(f"Start the server, then open /sign-in#slip={code} and choose a PIN.")
    click.echo(f"The record is signed by the key {key}: put this on the order paper.")
