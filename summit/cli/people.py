"""`flask people …`: accreditation from the server's own command line."""

import click
from flask.cli import with_appcontext

from summit.cli.accreditation import import_list
from summit.cli.printing import badges, links, slips
from summit.cli.said import plainly
from summit.domain.codes import grouped
from summit.people.models import Role
from summit.people.queries import accredited
from summit.people.services import accredit, issue_slip, unlock

ROLES = [Role.DELEGATE.value, Role.OBSERVER.value, Role.ORGANISER.value]


@click.group()
def people() -> None:
    """Persons, their badges and their ways in."""


for command in (import_list, slips, badges, links):
    people.add_command(command)


@people.command()
@click.argument("badge")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default=ROLES[0], show_default=True)
@with_appcontext
@plainly
def add(badge: str, name: str, role: str) -> None:
    """Accredit NAME under BADGE and print a slip."""
    person = accredit(None, name, Role(role), badge)
    click.echo(f"{person.badge}  {person.name}  {role}  slip {grouped(issue_slip(None, person.badge))}")


@people.command()
@click.argument("badge")
@with_appcontext
@plainly
def slip(badge: str) -> None:
    """Print a new slip for BADGE; the old one and every sign-in of that person end at once."""
    click.echo(grouped(issue_slip(None, badge)))


@people.command("unlock")
@click.argument("badge")
@with_appcontext
@plainly
def unlock_pin(badge: str) -> None:
    """Let BADGE try its PIN again after five failures."""
    unlock(None, badge)
    click.echo(f"The PIN of badge {badge} can be tried again.")


@people.command("list")
@with_appcontext
@plainly
def show() -> None:
    """Print everybody: badge, role, name."""
    for one in accredited():
        click.echo(f"{one.badge:<10} {one.role:<10} {one.name}")
