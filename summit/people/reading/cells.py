"""The cells of one line read into an entry, and what is wrong with them, each in a sentence."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from summit.domain.badges import (
    faults_of_badge,
    faults_of_delegation,
    faults_of_email,
    faults_of_name,
    written_badge,
    written_name,
)
from summit.people.models import Attendance, Duty, Role
from summit.people.reading.headings import (
    ATTENDS,
    BADGE,
    BODIES,
    DELEGATION,
    EMAIL,
    NAME,
    OFFICES,
    ROLE,
    attendance_of,
    duty_of,
    role_of,
)

SHOWN = 60
ROLES_TO_WRITE = "write delegate, substitute, observer or organiser"
OFFICES_TO_WRITE = (
    "write chair, secretary, rapporteur, teller or member with the body they are of (“chair: Table 3”), "
    "or accreditation desk, translator, moderator or scrutineer"
)
_SEVERAL = re.compile(r"[;|\n]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A person who can be accredited, and the line of the file that says so.

    `bodies` are names, `offices` a duty each with the name of its body (none for the summit's own).
    """

    line: int
    name: str
    badge: str
    role: Role
    delegation: str = ""
    bodies: tuple[str, ...] = ()
    attends: Attendance = Attendance.ROOM
    email: str = ""
    offices: tuple[tuple[Duty, str], ...] = ()


Cell = Callable[[str], str]
"""The words of a column on this line; none where the line or the file has no such column."""


def cell_of(cells: tuple[str, ...], columns: Mapping[str, int]) -> Cell:
    def cell(column: str) -> str:
        at = columns.get(column, len(cells))
        return cells[at].strip() if at < len(cells) else ""

    return cell


def entry_of(line: int, cell: Cell) -> tuple[Entry, tuple[str, ...]]:
    """The line as an entry, and its faults; an entry with faults is not to be stored."""
    faults: list[str] = []
    entry = Entry(
        line=line,
        name=written_name(cell(NAME)),
        badge=written_badge(cell(BADGE)),
        role=_role(cell(ROLE), faults),
        delegation=written_name(cell(DELEGATION)),
        bodies=several(cell(BODIES)),
        attends=_attends(cell(ATTENDS), faults),
        email=cell(EMAIL),
        offices=_offices(cell(OFFICES), faults),
    )
    words = [*faults_of_name(entry.name), *faults_of_badge(entry.badge), *faults]
    words += [*faults_of_delegation(entry.delegation), *faults_of_email(entry.email)]
    return entry, tuple(words)


def several(words: str) -> tuple[str, ...]:
    """The parts of a cell that holds more than one thing: between semicolons, bars or line ends."""
    return tuple(" ".join(part.split()) for part in _SEVERAL.split(words) if part.strip())


def shortened(words: str) -> str:
    """Words of a file as they are told: not too many, and no signs that move a terminal or turn a line."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in words[: SHOWN + 1])
    return shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"


def _role(word: str, faults: list[str]) -> Role:
    role = role_of(word)
    if role is None:
        said = f"“{shortened(word)}” is no role" if word else "The role is empty"
        faults.append(f"{said}: {ROLES_TO_WRITE}.")
    return role or Role.OBSERVER


def _attends(word: str, faults: list[str]) -> Attendance:
    attends = attendance_of(word) if word else Attendance.ROOM
    if attends is None:
        faults.append(f"“{shortened(word)}” is no way to take part: write room or remote.")
    return attends or Attendance.ROOM


def _offices(words: str, faults: list[str]) -> tuple[tuple[Duty, str], ...]:
    """Offices as they are written: "translator", "chair: Table 3"."""
    offices = []
    for part in several(words):
        word, _, body = part.partition(":")
        duty = duty_of(word)
        if duty is None:
            faults.append(f"“{shortened(word.strip())}” is no office: {OFFICES_TO_WRITE}.")
        else:
            offices.append((duty, body.strip()))
    return tuple(offices)
