"""A list of people read line by line: who can be accredited, and what is wrong with every other line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from summit.domain.badges import faults_of_badge, faults_of_name, written_badge, written_name
from summit.people.models import Role
from summit.people.reading.headings import BADGE, NAME, NEEDED, ROLE, column_of, role_of
from summit.people.reading.tables import MOST_LINES, SEPARATORS, ListRefused, Row, decoded, rows

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """A person who can be accredited, and the line of the file that says so."""

    line: int
    name: str
    badge: str
    role: Role


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not stored: its words, shortened, what is wrong with it in sentences, its badge."""

    line: int
    words: str
    what: tuple[str, ...]
    badge: str = ""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """What a file says; `ignored` are headings of columns not read here, `digest` is the file's SHA-256."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]
    encoding: str
    separator: str
    digest: str


def read_people(content: bytes) -> PeopleList:
    """Read a CSV file of people, its columns separated by commas, semicolons or tabs.

    Raises ListRefused when the file as a whole is nothing to go by: empty, too large, too many lines, no
    text, or a first line that does not name the columns.
    """
    text, encoding = decoded(content)
    lines, first, separators = _after_declaration(text.removesuffix("\n").split("\n"))
    separator = max(separators, key=lambda sign: len(_places(_head(lines, sign))))
    head = _head(lines, separator)
    found = [row for row in rows(lines, separator, first) if not row.is_empty][1:]
    if len(found) > MOST_LINES:
        raise ListRefused(f"The file has {len(found):,} people; at most {MOST_LINES:,} are read at once.")
    entries, faults = _sorted_out(found, _columns(head))
    ignored = tuple(cell.strip() for cell in head if cell.strip() and column_of(cell) is None)
    return PeopleList(entries, faults, ignored, encoding, SEPARATORS[separator], sha256(content).hexdigest())


def but_for(listed: PeopleList, holders: Mapping[str, str]) -> PeopleList:
    """The list without those whose badge somebody (`holders`: name by badge) has already; they are faults."""
    sound = (Fault(one.line, f"{one.name} · {one.badge}", (), one.badge) for one in listed.entries)
    lines = [*listed.faults, *sound]
    told = [replace(one, what=_with_holder(one, holders)) for one in lines]
    free = tuple(one for one in listed.entries if one.badge not in holders)
    faults = sorted((one for one in told if one.what), key=lambda fault: fault.line)
    return replace(listed, entries=free, faults=tuple(faults))


def _with_holder(fault: Fault, holders: Mapping[str, str]) -> tuple[str, ...]:
    holder = holders.get(fault.badge)
    return (*fault.what, f"Badge {fault.badge} belongs to {holder} already.") if holder else fault.what


def _after_declaration(lines: list[str]) -> tuple[list[str], int, Sequence[str]]:
    """The lines from the first that is not empty, its number, and which separators are possible.

    Some programmes declare the separator in a line of its own: `sep=;`.
    """
    first = next(at for at, line in enumerate(lines) if line.strip())
    declared = lines[first].strip(' "').lower().removeprefix("sep=")
    if lines[first].lower().lstrip('"').startswith("sep=") and declared in SEPARATORS:
        return lines[first + 1 :], first + 2, (declared,)
    return lines[first:], first + 1, tuple(SEPARATORS)


def _head(lines: Sequence[str], separator: str) -> tuple[str, ...]:
    row = next((row for row in rows(lines, separator) if not row.is_empty), None)
    return (row.cells or ()) if row else ()


def _places(head: Sequence[str]) -> dict[str, list[int]]:
    """Where each column stands."""
    places: dict[str, list[int]] = {}
    for at, cell in enumerate(head):
        if column := column_of(cell):
            places.setdefault(column, []).append(at)
    return places


def _columns(head: Sequence[str]) -> dict[str, int]:
    places = _places(head)
    if lacking := [column for column in NEEDED if column not in places]:
        raise ListRefused(
            "The first line has to name the columns name, badge and role (in English, Spanish or French); "
            f"missing: {', '.join(lacking)}."
        )
    if doubled := [column for column, at in places.items() if len(at) > 1]:
        raise ListRefused(f"The first line names the column {doubled[0]} more than once.")
    return {column: at[0] for column, at in places.items()}


def _sorted_out(
    found: Iterable[Row], columns: Mapping[str, int]
) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    entries, faults = [], []
    seen: dict[str, int] = {}
    for row in found:
        read = _read(row, columns, seen)
        if isinstance(read, Entry):
            entries.append(read)
        else:
            faults.append(read)
    return tuple(entries), tuple(faults)


def _read(row: Row, columns: Mapping[str, int], seen: dict[str, int]) -> Entry | Fault:
    """The row as an entry, or what is wrong with it; `seen` remembers on which line a badge stood first."""
    if row.cells is None:
        return Fault(row.line, "", ("The quotation marks do not pair.",))
    words = _shortened(" · ".join(" ".join(cell.split()) for cell in row.cells if cell.strip()))
    needed = max(columns.values()) + 1
    if len(row.cells) < needed:
        return Fault(row.line, words, (f"Too few columns: {len(row.cells)} where {needed} are needed.",))
    name, badge = written_name(row.cells[columns[NAME]]), written_badge(row.cells[columns[BADGE]])
    word = row.cells[columns[ROLE]].strip()
    role = role_of(word)
    what = [*faults_of_name(name), *faults_of_badge(badge)]
    if seen.setdefault(badge, row.line) != row.line and badge:
        what.append(f"Badge {_shortened(badge)} stands on line {seen[badge]} already.")
    if role is None:
        what.append(
            f"“{_shortened(word)}” is no role: write delegate, observer or organiser."
            if word
            else "The role is empty: write delegate, observer or organiser."
        )
        return Fault(row.line, words, tuple(what), badge)
    return Fault(row.line, words, tuple(what), badge) if what else Entry(row.line, name, badge, role)


def _shortened(words: str) -> str:
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
