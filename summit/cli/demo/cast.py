"""The people of the demonstration summit, none of whom exists, and the PINs made for them."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from summit.cli.demo.playing import Invented, invented_name
from summit.domain.errors import Unacceptable
from summit.people.models import Attendance, Body, Duty, Role
from summit.people.queries import bodies
from summit.people.services import accredit, give_office, issue_slip, redeem_slip

FILE = "demo_people.json"
BETWEEN_S = 0.02
"""A command that writes without a pause would keep the server beside it from writing."""


FARMING = "Table 4: Open agriculture"
SOFTWARE = "Table 12: Free software"
TABLES = ((FARMING, "Room 4"), (SOFTWARE, "Room 12"))


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of the cast; `is_shown` when `flask demo who` names them. `table` has a seat for them."""

    badge: str
    name: str
    role: Role
    is_shown: bool = False
    table: str = ""
    duty: Duty | None = None
    attends: Attendance = Attendance.ROOM


PEOPLE = (
    Somebody("O-1", "Paz Cevallos", Role.ORGANISER, is_shown=True),
    Somebody("04-07", "Lucía Andrango", Role.DELEGATE, is_shown=True, table=FARMING),
    Somebody("11-03", "Tomás Okafor-Leiva", Role.DELEGATE, is_shown=True, table=SOFTWARE),
    Somebody("B-1", "Inés Bravo", Role.OBSERVER, is_shown=True),
    Somebody("09-02", "Rosa Quilumba", Role.DELEGATE, table=FARMING, attends=Attendance.REMOTE),
    Somebody("02-05", "Amaru Chimbo", Role.DELEGATE, table=FARMING),
    Somebody("07-01", "Maribel Cuji", Role.DELEGATE, table=SOFTWARE, attends=Attendance.REMOTE),
    Somebody("03-06", "Inti Farinango-Etxeberria", Role.DELEGATE),
    Somebody("05-02", "Noemí Tanguila", Role.DELEGATE, table=FARMING, duty=Duty.CHAIR),
    Somebody("06-04", "Gaspard Mbemba", Role.DELEGATE, table=SOFTWARE, duty=Duty.CHAIR),
    Somebody("08-03", "Ana Lucía Yánez", Role.DELEGATE, table=FARMING, duty=Duty.SECRETARY),
    Somebody("10-01", "Wilmer Shiguango", Role.DELEGATE),
    Somebody("12-05", "Odile Marchetti", Role.DELEGATE, table=SOFTWARE, duty=Duty.SECRETARY),
    Somebody("13-02", "Samuel Guamán", Role.DELEGATE),
    Somebody("T-1", "Killa Tene", Role.OBSERVER, is_shown=True, duty=Duty.TRANSLATOR),
    Somebody("T-2", "Marc Duval", Role.OBSERVER, duty=Duty.TRANSLATOR),
)


def enter(folder: Path) -> dict[str, int]:
    """Accredit everybody and seat them at their tables, which are there.

    Those who are shown get a random PIN, kept in `instance/` for this machine only. Answers the person's id
    by badge.
    """
    ids = {one.badge: _accredited(one) for one in PEOPLE}
    pins = {one.badge: _with_pin(one.badge) for one in PEOPLE if one.is_shown}
    descriptor = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(pins, file)
    return ids


def _accredited(one: Somebody) -> int:
    tables = [one.table] if one.table else []
    person = accredit(None, one.name, one.role, one.badge, attends=one.attends, bodies=tables)
    if one.duty is not None:
        give_office(None, one.badge, one.duty, body_named(one.table).id if one.table else None)
    return person.id


def body_named(name: str) -> Body:
    """One of the demo's bodies."""
    return next(body for body in bodies() if body.name == name)


def _with_pin(badge: str) -> str:
    while True:
        pin = f"{secrets.randbelow(10**6):06}"
        try:
            redeem_slip(issue_slip(None, badge), pin)
        except Unacceptable:  # too easy to guess: draw again
            continue
        return pin


def invite(many: int) -> list[Invented]:
    """Accredit invented delegates for a rehearsal, half of them remote, each with a slip."""
    series = secrets.token_hex(2).upper()
    invited = []
    for number in range(many):
        badge, name = f"L{series}-{number + 1}", invented_name(number)
        attends = Attendance.REMOTE if number % 2 else Attendance.ROOM
        accredit(None, name, Role.DELEGATE, badge, attends=attends)
        invited.append(Invented(name, badge, issue_slip(None, badge)))
        sleep(BETWEEN_S)
    return invited


def read_pins(folder: Path) -> dict[str, str]:
    """PIN by badge; empty where the file is gone."""
    path = folder / FILE
    pins: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    return pins
