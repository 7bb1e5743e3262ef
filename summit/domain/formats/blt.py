"""BLT, the ballot file of OpenSTV, OpaVote and the Electoral Reform Society."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summit.domain.formats.election import MOST_BALLOTS, Election, FormatRejected, whole_number
from summit.domain.tally.profile import UNREADABLE, Profile, Ranking

MOST_OPTIONS = 10_000
_COMMENT = re.compile(r'((?:"[^"]*"|[^"#])*)#')


def read_blt(text: str) -> Election:
    """Read a BLT file leniently: names with or without quotes, `2=3` equal, `-` a skipped rank."""
    lines = iter(
        [
            (number, line)
            for number, raw in enumerate(text.splitlines(), start=1)
            if (line := _without_comment(raw))
        ]
    )
    options, seats = _head(*_next(lines))
    withdrawn, rankings = _ballots(lines, frozenset(options))
    named = [_name(line) for _, line in lines]
    names = dict(zip(options, named, strict=False))
    title = named[len(options)] if len(named) > len(options) else ""
    profile = Profile(options, rankings).without(withdrawn)
    return Election(profile, seats, title, names, withdrawn, warnings=_warnings(len(options), len(named)))


def _warnings(options: int, named: int) -> tuple[str, ...]:
    if named < options:
        return (f"{named} of {options} candidates have a name; the others are shown by their number.",)
    if named > options + 1:
        return (f"After the names and the title {named - options - 1} more lines were left out.",)
    return ()


def _without_comment(line: str) -> str:
    """The line up to a # outside quotation marks."""
    found = _COMMENT.match(line)
    return (found.group(1) if found else line).strip()


def _next(lines: Iterator[tuple[int, str]]) -> tuple[int, str]:
    for number, line in lines:
        return number, line
    raise FormatRejected("The file ends before the ballots do: a line with a single 0 is missing.")


def _head(number: int, line: str) -> tuple[tuple[str, ...], int]:
    parts = line.split()
    if len(parts) != 2:
        raise FormatRejected(f"Line {number}: expected the number of candidates and of seats.")
    size, seats = (whole_number(part, MOST_OPTIONS, f"Line {number}") for part in parts)
    return tuple(str(place) for place in range(1, size + 1)), seats


def _ballots(
    lines: Iterator[tuple[int, str]], options: frozenset[str]
) -> tuple[tuple[str, ...], tuple[Ranking, ...]]:
    withdrawn: list[str] = []
    rankings: list[Ranking] = []
    while True:
        number, line = _next(lines)
        parts = re.sub(r"^\([^)]*\)\s*", "", line).split()
        if parts == ["0"]:
            return tuple(withdrawn), tuple(rankings)
        if line.startswith("["):
            continue
        if all(part.startswith("-") and part[1:] in options for part in parts):
            withdrawn += [part[1:] for part in parts]
        else:
            rankings.append(_ballot(number, parts, options))


def _ballot(number: int, parts: list[str], options: frozenset[str]) -> Ranking:
    if not parts:
        raise FormatRejected(f"Line {number}: a ballot begins with the whole number of equal ballots.")
    count = whole_number(parts[0], MOST_BALLOTS, f"Line {number}", "the whole number of equal ballots")
    if parts[-1] != "0" or len(parts) < 2:
        raise FormatRejected(f"Line {number}: a ballot ends with 0.")
    ranks = tuple(() if part == "-" else tuple(part.split("=")) for part in parts[1:-1])
    for rank in ranks:
        if unknown := [option for option in rank if option not in options and option != UNREADABLE]:
            raise FormatRejected(f"Line {number}: there is no candidate {unknown[0]!r}.")
    return Ranking(ranks, count)


def _name(line: str) -> str:
    """A name with or without quotation marks around it, whatever quotation marks it holds itself."""
    if line.startswith('"'):
        line = line[1:].rpartition('"')[0] or line[1:]
    return line.strip()


def write_blt(election: Election) -> str:
    """The election as BLT; candidates are numbered from 1, withdrawn ones are listed as such."""
    everyone = [
        *election.profile.options,
        *(o for o in election.withdrawn if o not in election.profile.options),
    ]
    number = {option: str(place) for place, option in enumerate(everyone, start=1)}
    number[UNREADABLE] = UNREADABLE
    lines = [f"{len(everyone)} {election.seats}"]
    lines += [f"-{number[option]}" for option in election.withdrawn]
    for ranks, count in sorted(election.profile.aggregated().items(), key=lambda item: (-item[1], item[0])):
        marks = ["=".join(number[option] for option in rank) or "-" for rank in ranks]
        lines.append(" ".join([str(count), *marks, "0"]))
    names = [f'"{_unquoted(election.name(option))}"' for option in everyone]
    return "\n".join([*lines, "0", *names, f'"{_unquoted(election.title)}"', ""])


def _unquoted(text: str) -> str:
    return " ".join(text.replace('"', "'").split())
