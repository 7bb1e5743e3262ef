"""Rank-column CSV: one row per ballot, its id, then one column per candidate with the rank given to it."""

from __future__ import annotations

import csv
import io

from summit.domain.formats.election import Election, FormatRejected
from summit.domain.tally.profile import Profile, Ranking


def read_rank_csv(text: str) -> Election:
    """Read the file; an empty cell is no rank, one rank for two candidates is an equal rank."""
    rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    if not rows or len(rows[0]) < 2:
        raise FormatRejected("The first row must name an id column and one column per candidate.")
    names = {str(place): name.strip() for place, name in enumerate(rows[0][1:], start=1)}
    rankings = tuple(_ranking(number, row, tuple(names)) for number, row in enumerate(rows[1:], start=2))
    return Election(Profile(tuple(names), rankings), 1, "", names)


def _ranking(number: int, row: list[str], options: tuple[str, ...]) -> Ranking:
    if len(row) > len(options) + 1:
        raise FormatRejected(f"Row {number} has more cells than there are candidates.")
    given: dict[int, list[str]] = {}
    for option, cell in zip(options, row[1:], strict=False):
        if not cell.strip():
            continue
        if not cell.strip().isdigit() or not 1 <= int(cell) <= 1000:
            raise FormatRejected(f"Row {number}: {cell.strip()!r} is not a rank.")
        given.setdefault(int(cell), []).append(option)
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
