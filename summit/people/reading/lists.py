"""A list of people read line by line: who can be accredited, and what is wrong with every other line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from summit.people.reading.cells import Entry, cell_of, entry_of, shortened
from summit.people.reading.headings import NEEDED, column_of
from summit.people.reading.tables import MOST_LINES, SEPARATORS, ListRefused, Row, decoded, rows


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
    written = (row for row in rows(lines, separator, first) if not row.is_empty)
    found = list(islice(written, MOST_LINES + 2))[1:]
    if len(found) > MOST_LINES:
        raise ListRefused(f"The file has more people than the {MOST_LINES:,} that are read at once.")
    entries, faults = _sorted_out(found, _columns(head))
    ignored = tuple(shortened(cell.strip()) for cell in head if cell.strip() and column_of(cell) is None)
    return PeopleList(entries, faults, ignored, encoding, SEPARATORS[separator], sha256(content).hexdigest())


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
    words = shortened(" · ".join(" ".join(cell.split()) for cell in row.cells if cell.strip()))
    needed = max(columns[column] for column in NEEDED) + 1
    if len(row.cells) < needed:
        return Fault(row.line, words, (f"Too few columns: {len(row.cells)} where {needed} are needed.",))
    entry, what = entry_of(row.line, cell_of(row.cells, columns))
    if seen.setdefault(entry.badge, row.line) != row.line and entry.badge:
        what = (*what, f"Badge {shortened(entry.badge)} stands on line {seen[entry.badge]} already.")
    return Fault(row.line, words, what, entry.badge) if what else entry
