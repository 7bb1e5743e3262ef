"""`flask people slips`, `badges` and `links`: what the accreditation desk prints, cuts and sends."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import click
from flask import current_app
from flask.cli import with_appcontext

from summit.cli.said import fail, plainly
from summit.db import now
from summit.domain.addresses import reaches_this_machine_only
from summit.domain.codes import grouped
from summit.domain.errors import Refusal
from summit.export.cards import Badge, LinkRow, SlipCard, heading, write_badges, write_slips, written_links
from summit.people.models import Attendance, Way
from summit.people.queries import Awaiting, accredited, any_from_afar, without_pin
from summit.people.services import issue_codes, new_code, new_link

T = TypeVar("T")

OUT = click.option(
    "--out", "file", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it."
)
ADDRESS = click.option(
    "--address", default="http://127.0.0.1:8000", show_default=True, help="Where people reach this summit."
)
ONLY_NEW = click.option("--only-new", is_flag=True, help="Leave out those who have an unused slip or link.")
YES = click.option("--yes", is_flag=True, help="Even if slips, links or sign-ins in use end by it.")
BADGES = click.argument("badges", nargs=-1)


@click.command()
@BADGES
@OUT
@ADDRESS
@ONLY_NEW
@YES
@with_appcontext
@plainly
def slips(badges: Sequence[str], file: Path, address: str, only_new: bool, yes: bool) -> None:
    """Issue a slip to everybody in the room without a PIN (or to BADGES), as PDF, eight to a page."""
    door, people = _door(address), _chosen(badges, only_new, yes, Attendance.ROOM)
    codes = {one.badge: new_code() for one in people}
    cards = [
        SlipCard(one.name, one.badge, one.role, grouped(codes[one.badge]), _link(door, codes[one.badge]))
        for one in people
    ]
    _hand_out(file, write_slips(heading(), door, cards, now()), codes, Way.SLIP, yes)
    click.echo(
        f"{file}: {len(cards)} slips issued. Whoever holds one can sign in: keep the file to yourself."
    )


@click.command()
@BADGES
@OUT
@ADDRESS
@ONLY_NEW
@YES
@with_appcontext
@plainly
def links(badges: Sequence[str], file: Path, address: str, only_new: bool, yes: bool) -> None:
    """Issue a personal link to everybody from afar without a PIN (or to BADGES) and write them as CSV.

    Where nobody is accredited as taking part from afar, everybody without a PIN gets one.
    """
    door, people = _door(address), _chosen(badges, only_new, yes, Attendance.REMOTE)
    codes = {one.badge: new_link() for one in people}
    rows = [
        LinkRow(one.name, one.badge, one.role, one.email, one.delegation, _link(door, codes[one.badge]))
        for one in people
    ]
    _hand_out(file, written_links(rows), codes, Way.LINK, yes)
    click.echo(
        f"{file}: {len(codes)} links issued. Whoever holds one can sign in: keep the file to yourself."
    )


@click.command()
@BADGES
@OUT
@with_appcontext
@plainly
def badges(badges: Sequence[str], file: Path) -> None:
    """Write the badges of everybody (or of BADGES) as PDF, ten to a page; a badge holds no secret."""
    people = _of(badges, {one.badge: one for one in accredited()}, "Nobody has badge {}.")
    if not people:
        fail("Nobody is accredited yet.")
    cards = [Badge(one.name, one.badge, one.role, one.delegation) for one in people]
    written = write_badges(heading(), cards, now())
    _or_fail(file, lambda: file.write_bytes(written))
    click.echo(f"{file}: {len(cards)} badges.")


def _chosen(badges: Sequence[str], only_new: bool, may_end: bool, attends: Attendance) -> list[Awaiting]:
    """Who gets a way in; nobody loses one by it unless that was allowed."""
    people = _of(badges, {one.badge: one for one in without_pin()}, "Nobody without a PIN has badge {}.")
    if not badges and (attends == Attendance.ROOM or any_from_afar()):
        people = [one for one in people if one.attends == attends]
    if only_new:
        people = [one for one in people if not one.has_way_in]
    if not people:
        fail("Nobody is waiting for a way in: everybody has a PIN" + (" or a slip." if only_new else "."))
    ending = sum(one.has_way_in for one in people)
    if ending and not may_end:
        fail(
            f"{ending} of {len(people)} people have a slip, a link or a sign-in in use, which would end. "
            "Nothing was issued. Add --only-new to leave them out, or --yes to go on."
        )
    return people


def _of(badges: Sequence[str], known: Mapping[str, T], refusal: str) -> list[T]:
    for badge in badges:
        if badge.upper() not in known:
            raise Refusal(refusal.format(badge))
    return [known[badge.upper()] for badge in badges] or list(known.values())


def _hand_out(file: Path, written: bytes, codes: Mapping[str, str], way: Way, may_end: bool) -> None:
    """The file is there before the codes become valid, and takes its name once they are."""
    unfinished = file.with_name(file.name + ".part")
    _or_fail(file, lambda: _write_for_owner(unfinished, written))
    try:
        issue_codes(None, codes, may_end, way)
        _or_fail(file, lambda: unfinished.replace(file))
    finally:
        unfinished.unlink(missing_ok=True)


def _write_for_owner(file: Path, written: bytes) -> None:
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(written)


def _or_fail(file: Path, act: Callable[[], object]) -> None:
    try:
        act()
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")


def _door(address: str) -> str:
    if not address.startswith(("http://", "https://")) or address.split() != [address]:
        raise click.UsageError("The address begins with http:// or https://.")
    if reaches_this_machine_only(address):
        click.echo(f"No other device reaches {address}: name the summit's with --address.", err=True)
    return address.rstrip("/") + current_app.url_map.bind("").build("people.enter")


def _link(door: str, signs: str) -> str:
    """The code stands behind #, where no server or log sees it."""
    return f"{door}#slip={grouped(signs)}"
