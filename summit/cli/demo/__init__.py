"""`flask demo …`: a small summit to walk through, and whom to be in it."""

import os
import urllib.request

import click
from flask import current_app
from flask.cli import with_appcontext

from summit.cli.demo.cast import PEOPLE, invite, read_pins
from summit.cli.demo.playing import Day
from summit.cli.demo.seeding import seed_demo
from summit.cli.said import fail, plainly
from summit.people.queries import the_summit

WHERE = {
    "organiser": "runs the order of business: /console",
    "delegate": "proposes, debates and votes: /",
    "observer": "reads along: /",
}
MOST_TOLD, MOST_SLOW = 20, 5


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
@click.option(
    "--people",
    default=30,
    show_default=True,
    help="How many invented delegates.",
    type=click.IntRange(1, 1000),
)
@click.option("--minutes", default=3.0, show_default=True, help="How long.", type=click.FloatRange(0.05, 600))
@click.option(
    "--server",
    default=lambda: f"http://127.0.0.1:{os.environ.get('PORT') or 8000}",
    show_default="http://127.0.0.1 and the PORT of the settings",
    help="The server that runs.",
)
@with_appcontext
@plainly
def live(people: int, minutes: float, server: str) -> None:
    """Play a day against the running server: they sign in, debate, second, vote, drop off and come back."""
    summit = the_summit()
    pins = read_pins(current_app.config["INSTANCE"])
    if summit is None or not summit.is_demo or "O-1" not in pins:
        fail("A rehearsal needs the demo summit and its PINs: `flask demo seed` in an empty database.")
    if not _answers(server):
        fail(f"No server answers at {server}: start it with `make run`, or name it with --server.")
    click.echo(
        f"· {people} invented delegates, {minutes:g} minutes at {server}; watch /projector/1 and /console/1"
    )
    heard = Day(server.rstrip("/"), invite(people), pins["O-1"], minutes * 60).play(click.echo)
    for what, number in sorted(heard.done.items()):
        click.echo(f"    {number:>6}  {what}")
    click.echo(
        f"· {heard.requests} requests, {heard.events} live events heard; the slowest kinds of request:"
    )
    for kind, seconds in sorted(heard.slowest.items(), key=lambda one: -one[1])[:MOST_SLOW]:
        click.echo(f"    {seconds:>6.2f} s  {kind}")
    if heard.waits:
        click.echo(f"· asked to wait {heard.waits} times, and waited")
    held = sum(len(receipts) for receipts in heard.receipts.values())
    click.echo(f"· {held} receipts held, {heard.verified} of their ballots found among those published")
    for sentence, times in heard.wrong.most_common(MOST_TOLD):
        click.echo(f"    wrong: {sentence}{f' ({times} times)' if times > 1 else ''}")
    if heard.wrong:
        fail(f"{heard.wrong.total()} things went wrong.")
    click.echo("· nothing went wrong")


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


def _answers(server: str) -> bool:
    try:
        urllib.request.urlopen(f"{server.rstrip('/')}/healthz", timeout=10).close()  # noqa: S310 - named by hand
    except (OSError, ValueError):
        return False
    return True
