"""`flask people office` and `seat`, `flask summit body`: who sits where and who is in office."""

import click
from flask.cli import with_appcontext

from summit.cli.said import fail, plainly
from summit.people.models import Duty
from summit.people.queries import bodies
from summit.people.services import found_body, give_office, give_seat, take_office


@click.command()
@click.argument("badge")
@click.argument("duty", type=click.Choice([duty.value for duty in Duty]))
@click.option("--body", "name", help="Of which body; left out for an office of the whole summit.")
@click.option("--take", is_flag=True, help="Take the office away.")
@with_appcontext
@plainly
def office(badge: str, duty: str, name: str | None, take: bool) -> None:
    """Give BADGE an office, or with --take take it away."""
    (take_office if take else give_office)(None, badge, Duty(duty), _body(name) if name else None)
    click.echo(f"Badge {badge} is {'no longer ' if take else ''}{duty}{f' of {name}' if name else ''}.")


@click.command()
@click.argument("badge")
@click.argument("body")
@click.option("--number", default="", help="The seat's number; left out, the badge's.")
@with_appcontext
@plainly
def seat(badge: str, body: str, number: str) -> None:
    """Give BADGE a seat in BODY."""
    give_seat(None, badge, _body(body), number)
    click.echo(f"Badge {badge} has a seat in {body}.")


@click.command("body")
@click.argument("name")
@click.option("--room", default="", help="Where it sits.")
@click.option("--quorum", default="1/2", show_default=True, help="A number of seats or a share of them.")
@with_appcontext
@plainly
def found(name: str, room: str, quorum: str) -> None:
    """Found a body beside the plenary."""
    body = found_body(None, name, room, quorum)
    click.echo(f"{body.name} is founded; its quorum is {body.quorum}.")


def _body(name: str) -> int:
    known = {body.name: body.id for body in bodies()}
    if name not in known:
        fail(f"There is no body named {name}; there are {', '.join(known) or 'none'}.")
    return known[name]
