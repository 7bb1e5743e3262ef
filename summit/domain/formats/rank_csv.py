"""Rank-column CSV: one row per ballot, its id, then one column per candidate with the rank given to it."""

from __future__ import annotations

import csv
import io
import re

from summit.domain.formats.election import Election, FormatRejected, whole_number
from summit.domain.tally.profile import Profile, Ranking


def read_rank_csv(text: str) -> Election:
    """Read the file; an empty cell is no rank, one rank for two candidates is an equal rank."""
    rows, warnings = _rows(text)
    if not rows or len(rows[0]) < 2:
        raise FormatRejected("The first row must name an id column and one column per candidate.")
    names = {str(place): name.strip() for place, name in enumerate(rows[0][1:], start=1)}
    rankings = tuple(_ranking(number, row, tuple(names)) for number, row in enumerate(rows[1:], start=2))
    short = sum(len(row) < len(rows[0]) for row in rows[1:])
    if short:
        warnings.append(f"Rows with fewer cells than there are columns: {short}; what is missing is no rank.")
    if len(set(names.values())) < len(names):
        warnings.append("Two columns have the same name; each is taken for an option of its own.")
    return Election(Profile(tuple(names), rankings), 1, "", names, warnings=tuple(warnings))


def _rows(text: str) -> tuple[list[list[str]], list[str]]:
    """The rows that say anything; semicolons or tabs part the cells where the first has no bare comma."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    sign = next((sign for sign in (",", ";", "\t") if sign in bare), ",")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        raise FormatRejected(f"The table cannot be read: {error}.") from error
    named = {";": "semicolons", "\t": "tabs"}
    said = [f"The cells are parted by {named[sign]} instead of commas."] if sign in named else []
    return [row for row in rows if any(cell.strip() for cell in row)], said


def _ranking(number: int, row: list[str], options: tuple[str, ...]) -> Ranking:
    if len(row) > len(options) + 1:
        raise FormatRejected(f"Row {number} has more cells than there are candidates.")
    given: dict[int, list[str]] = {}
    for option, cell in zip(options, row[1:], strict=False):
        if not cell.strip():
            continue
        rank = whole_number(cell.strip(), 1000, f"Row {number}", "a rank")
        if rank == 0:
            raise FormatRejected(f"Row {number}: ranks begin with 1.")
        given.setdefault(rank, []).append(option)
    return Ranking(tuple(tuple(given.get(rank, ())) for rank in range(1, max(given, default=0) + 1)))


def write_rank_csv(election: Election) -> str:
    """One row per ballot, identical ballots together; the ids are row numbers and say nothing of voters.

    A candidate ranked twice keeps the first rank; unreadable marks cannot be written and are left out.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["ballot", *(election.name(option) for option in election.profile.options)])
    row = 0
    for ranks, count in sorted(election.profile.aggregated().items(), key=lambda item: (-item[1], item[0])):
        rank_of: dict[str, int] = {}
        for place, rank in enumerate(ranks, start=1):
            for option in rank:
                rank_of.setdefault(option, place)
        for _ in range(count):
            row += 1
            table.writerow([row, *(rank_of.get(option, "") for option in election.profile.options)])
    return out.getvalue()
