"""ABIF, the aggregated ballot information format: `42:A>B=C` and ratings `A/5>B/3`."""

from __future__ import annotations

import json
import re

from summit.domain.formats.election import MOST_BALLOTS, Election, FormatRejected, whole_number
from summit.domain.tally.profile import UNREADABLE, Profile, Ranking

_BALLOT = re.compile(r"^(\d+)\s*[:*]\s*(.*)$")
_NAME = re.compile(r"^=\s*([^:\[\]]+?|\[[^\]]*\])\s*:\s*\[?(.*?)\]?$")
_MARK = re.compile(r"\s*(\[[^\]]*\]|[^>=,/\s\[\]]+)\s*(?:/\s*(\d+))?\s*")
MOST_POINTS = 1000
Marks = list[tuple[str, int | None, str]]
"""Of a ballot: token, points where given, and the sign that follows."""


def read_abif(text: str) -> Election:
    """Read ABIF; the order of lines is free, a comma states no order, points come before signs."""
    title, names, ballots = "", dict[str, str](), list[tuple[int, Marks]]()
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _without_comment(raw)
        if not line:
            continue
        if line.startswith("{"):
            title = _title(number, line) or title
        elif line.startswith("="):
            token, name = _named(number, line)
            names[token] = name
        else:
            ballots.append(_ballot(number, line))
    declared = frozenset(names)
    for _, marks in ballots:
        for token, _, _ in marks:
            names.setdefault(token, token)
    unknown = [token for token in names if token not in declared]
    points = [given for _, marks in ballots for _, given, _ in marks if given is not None]
    scale = max(points) if points else None
    rankings = tuple(Ranking(_ranks(marks, scale), count) for count, marks in ballots)
    without = sum(count for count, marks in ballots if marks and all(given is None for _, given, _ in marks))
    warnings = _warnings(unknown if declared else [], without if points else 0)
    return Election(Profile(tuple(names), rankings), 1, title, names, scale=scale, warnings=warnings)


def _warnings(unknown: list[str], without: int) -> tuple[str, ...]:
    """What is sloppy: options on ballots only, and ballots `without` points where others give points."""
    said = []
    if unknown:
        said.append(f"Not declared, but on ballots, and taken for options: {', '.join(unknown)}.")
    if without:
        said.append(f"Ballots without points, though others have some: {without}; all they name has 0.")
    return tuple(said)


def _without_comment(raw: str) -> str:
    """The line up to a # outside brackets; what is in braces is JSON and has no comment."""
    if raw.lstrip().startswith("{"):
        return raw.strip()
    return re.sub(r"(\[[^\]]*\])|(?:^|\s)#.*$", lambda found: found.group(1) or "", raw).strip()


def _title(number: int, line: str) -> str:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise FormatRejected(f"Line {number}: what is in braces is not JSON.") from error
    return str(found.get("title", "")) if isinstance(found, dict) else ""


def _named(number: int, line: str) -> tuple[str, str]:
    found = _NAME.match(line)
    if not found:
        raise FormatRejected(f"Line {number}: expected =token:[name].")
    return found.group(1).strip("[] "), found.group(2)


def _ballot(number: int, line: str) -> tuple[int, Marks]:
    found = _BALLOT.match(line)
    if not found:
        raise FormatRejected(f"Line {number}: expected a number of ballots, a colon and a ranking.")
    rest, marks = found.group(2), Marks()
    while rest:
        mark = _MARK.match(rest)
        if not mark or (mark.end() < len(rest) and rest[mark.end()] not in ">=,"):
            raise FormatRejected(f"Line {number}: cannot read {rest!r}.")
        sign, rest = rest[mark.end() : mark.end() + 1], rest[mark.end() + 1 :]
        points = whole_number(mark.group(2), MOST_POINTS, f"Line {number}") if mark.group(2) else None
        marks.append((mark.group(1).strip("[] "), points, sign))
    return whole_number(found.group(1), MOST_BALLOTS, f"Line {number}"), marks


def _ranks(marks: Marks, scale: int | None) -> tuple[tuple[str, ...], ...]:
    if scale is not None:
        levels: list[list[str]] = [[] for _ in range(scale + 1)]
        for token, given, _ in marks:
            levels[scale - (given or 0)].append(token)
        while levels and not levels[-1]:
            levels.pop()
        return tuple(tuple(level) for level in levels)
    ranks: list[list[str]] = [[]]
    for token, _, sign in marks:
        ranks[-1].append(token)
        if sign == ">":
            ranks.append([])
    return tuple(tuple(rank) for rank in ranks if rank)


def write_abif(election: Election) -> str:
    """The election as ABIF; ballots with points keep them.

    Raises FormatRejected where ABIF has no way to say it: brackets or line breaks in an id or a name,
    unreadable marks.
    """
    _check_writable(election)
    tokens = {
        option: f"[{option}]" if re.search(r"[^\w-]", option) else option
        for option in election.profile.options
    }
    lines = [json.dumps({"title": election.title}, ensure_ascii=False)] if election.title else []
    lines += [f"={tokens[option]}:[{election.name(option)}]" for option in election.profile.options]
    for ranks, count in sorted(election.profile.aggregated().items(), key=lambda item: (-item[1], item[0])):
        lines.append(f"{count}:{_written(ranks, tokens, election.scale)}")
    return "\n".join([*lines, ""])


def _check_writable(election: Election) -> None:
    for option in election.profile.options:
        for text in (option, election.name(option)):
            if re.search(r"[\[\]\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text) or not text.strip():
                raise FormatRejected(f"ABIF cannot name the option {text!r}.")
    if any(UNREADABLE in rank for ranks in election.profile.aggregated() for rank in ranks):
        raise FormatRejected("ABIF cannot say that marks were unreadable.")


def _written(ranks: tuple[tuple[str, ...], ...], tokens: dict[str, str], scale: int | None) -> str:
    def mark(option: str, place: int) -> str:
        return tokens.get(option, option) + ("" if scale is None else f"/{scale - place}")

    return ">".join(
        "=".join(mark(option, place) for option in rank) for place, rank in enumerate(ranks) if rank
    )
