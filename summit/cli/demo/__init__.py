"""`flask demo …`: a small summit to walk through, and whom to be in it."""

import click
from flask import current_app
from flask.cli import with_appcontext

from summit.cli.demo.cast import PEOPLE, read_pins
from summit.cli.demo.seeding import seed_demo
from summit.cli.said import fail, plainly
from summit.people.queries import the_summit

WHERE = {
    "organiser": "runs the order of business: /console",
    "delegate": "proposes, debates and votes: /",
    "observer": "reads along: /",
}


@click.group()
def demo() -> None:
    """The demonstration summit."""


@demo.command()
@click.option("--if-empty", is_flag=True, help="Do nothing, without complaint, where a summit exists.")
@with_appcontext
@plainly
def seed(if_empty: bool) -> None:
    """Make the demonstration summit in an empty database."""
    if the_summit() is not None:
        if not if_empty:
            fail("There is a summit here already. Seed the demo into an empty database.")
        return
    click.echo("· demonstration summit")
    seed_demo(current_app.config["INSTANCE"])


@demo.command()
@with_appcontext
@plainly
def who() -> None:
    """Say whom one can be in the demo, with the badge numbers and PINs made at its seeding."""
    summit = the_summit()
    if summit is None or not summit.is_demo:
        return
    pins = read_pins(current_app.config["INSTANCE"])
    click.echo(f"· {summit.name}: sign in at /sign-in as")
    for person in PEOPLE:
        if person.badge in pins:
            line = f"{person.role:<9}  badge {person.badge:<5}  PIN {pins[person.badge]}  {person.name:<28}"
            click.echo(f"    {line} {WHERE[person.role]}")
