"""`flask mail …`: letters about which somebody has to decide."""

import click
from flask.cli import with_appcontext

from summit.cli.said import plainly
from summit.mail.queries import post
from summit.mail.services import drop_aside, send_aside


@click.group()
def mail() -> None:
    """E-mail, where it is configured."""


@mail.command()
@click.option("--send", "act", flag_value="send", help="Send them, the running server or the next one.")
@click.option("--drop", "act", flag_value="drop", help="Send none of them.")
@with_appcontext
@plainly
def aside(act: str | None) -> None:
    """Say how many letters a restore put aside, and send or drop them."""
    if act == "send":
        click.echo(f"{send_aside()} letters wait to be sent.")
    elif act == "drop":
        click.echo(f"{drop_aside()} letters are not sent.")
    else:
        click.echo(f"{post().aside} letters were put aside by a restore.")
