"""`flask people …`: accreditation from the server's own command line."""

from collections.abc import Sequence

import click
from flask.cli import with_appcontext

from summit.cli.accreditation import import_list
from summit.cli.offices import office, seat
from summit.cli.printing import badges, links, slips
from summit.cli.said import fail, plainly
from summit.domain.codes import grouped
from summit.people.models import Attendance, Role
from summit.people.queries import Wanted, accredited, bodies, ids_of
from summit.people.services import (
    accredit,
    end_by_command,
    issue_slip,
    readmit_person,
    unlock,
    withdraw_person,
)

ROLES = [Role.DELEGATE.value, Role.SUBSTITUTE.value, Role.OBSERVER.value, Role.ORGANISER.value]


@click.group()
def people() -> None:
    """Persons, their badges and their ways in."""


for command in (import_list, slips, badges, links, office, seat):
    people.add_command(command)


@people.command()
@click.argument("badge")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default=ROLES[0], show_default=True)
@click.option("--delegation", default="", help="Whom they speak for.")
@click.option(
    "--body", "names", multiple=True, help="A body besides the plenary; can be given several times."
)
@click.option("--remote", is_flag=True, help="They take part from afar.")
@click.option("--email", default="", help="Where a personal link is sent.")
@with_appcontext
@plainly
def add(
    badge: str, name: str, role: str, delegation: str, names: Sequence[str], remote: bool, email: str
) -> None:
    """Accredit NAME under BADGE and print a slip."""
    attends = Attendance.REMOTE if remote else Attendance.ROOM
    person = accredit(None, name, Role(role), badge, delegation, attends, email, names)
    click.echo(f"{person.badge}  {person.name}  {role}  slip {grouped(issue_slip(None, person.badge))}")


@people.command()
@click.argument("badge")
@with_appcontext
@plainly
def slip(badge: str) -> None:
    """Print a new slip for BADGE; the old one, the PIN and every sign-in of that person end at once."""
    click.echo(grouped(issue_slip(None, badge)))


@people.command("unlock")
@click.argument("badge")
@with_appcontext
@plainly
def unlock_pin(badge: str) -> None:
    """Let BADGE try its PIN on new devices again after five failures."""
    unlock(None, badge)
    click.echo(f"The PIN of badge {badge} can be tried again.")


@people.command()
@click.argument("badge")
@click.option("--undo", is_flag=True, help="Take the withdrawal back.")
@with_appcontext
@plainly
def withdraw(badge: str, undo: bool) -> None:
    """End the accreditation of BADGE: slips, PIN, sign-ins, offices and seats end at once."""
    if undo:
        readmit_person(None, badge)
        click.echo(f"Badge {badge} is accredited again; issue a slip to let them in.")
    else:
        withdraw_person(None, badge)
        click.echo(f"Badge {badge} is withdrawn.")


@people.command("end-ways-in")
@click.option("--body", "name", help="Only of those who sit in this body.")
@click.option("--yes", is_flag=True, help="Do it; without this, only say how many people it concerns.")
@with_appcontext
@plainly
def end_ways_in(name: str | None, yes: bool) -> None:
    """End slips, links, PINs and sign-ins of everybody but organisers, so that they are issued anew."""
    found = [body.id for body in bodies() if body.name == name]
    if name and not found:
        fail(f"There is no body named {name}.")
    ids = ids_of(Wanted(body_id=found[0] if found else None))
    if not yes:
        click.echo(f"{len(ids)} people are found. Add --yes to end their ways in (organisers keep theirs).")
    else:
        click.echo(f"The ways in of {end_by_command(ids)} people have ended. Print slips and links now.")


@people.command("list")
@with_appcontext
@plainly
def show() -> None:
    """Print everybody: badge, role, name."""
    for one in accredited():
        click.echo(f"{one.badge:<10} {one.role:<10} {one.name}")
