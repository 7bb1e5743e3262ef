"""Comparing a count with the result a file states, cell by cell, as strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from summit.domain.formats.drawing import count_with_draws
from summit.domain.formats.election import FormatRejected
from summit.domain.formats.election1 import read_election1
from summit.domain.formats.expected import task_of
from summit.domain.tally.profile import Profile
from summit.domain.tally.result import Count, Round, Votes

AGREE, DIFFER, NOT_IMPLEMENTED = "agree", "differ", "not implemented"
_CAUSES = {
    "exhaustedChoices": "choices",
    "exhausted": "choices",
    "overvotes": "overvote",
    "overvote": "overvote",
    "repeatedRankings": "repeated",
    "skippedRankings": "skipped",
    "finalRoundSurplus": "last_surplus",
}
Cell = tuple[str, Any, Any]
"""Where, what the file states, what was counted."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the count of one stated rule set agrees; `where` is the first cell that differs."""

    method: str
    result: str
    where: str = ""


def check_election(document: dict[str, Any]) -> list[Verdict]:
    """Count an election/1 document under each rule set it states results for; raises FormatRejected."""
    profile = read_election1(document).profile
    entries = document.get("expected") or []
    if not isinstance(entries, list):
        raise FormatRejected("What the file states as expected is not a list of results.")
    return [_check(document, entry, profile, place) for place, entry in enumerate(entries, start=1)]


def _check(document: dict[str, Any], entry: dict[str, Any], profile: Profile, place: int) -> Verdict:
    with _stated(place):
        method = str(entry["rules"]["method"])
        task = task_of(document, entry, profile)
    if task is None:
        return Verdict(method, NOT_IMPLEMENTED)
    result = count_with_draws(task, document)
    with _stated(place):
        for where, stated, counted in _cells(entry, result):
            if stated != counted:
                return Verdict(method, DIFFER, f"{where}: the file says {stated}, the count {counted}")
    return Verdict(method, AGREE)


@contextmanager
def _stated(place: int) -> Iterator[None]:
    """Whatever a stated result lacks is said with its place in the file."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise FormatRejected(f"Result {place} of the file is not stated completely: {error!r}.") from error


def _cells(entry: dict[str, Any], result: Count) -> Iterator[Cell]:
    yield "winners", sorted(map(str, entry["winners"])), sorted(_winners(result))
    yield from _pair_cells(entry, result)
    if "rounds" in entry:
        yield from _round_cells(entry["rounds"], result.rounds)
    if "stages" in entry:
        yield from _stage_cells(entry, result)


def _winners(result: Count) -> tuple[str, ...]:
    """The winners; where only a casting vote could decide, all the options it could name."""
    if result.method in ("debian_a6", "schulze", "ranked_pairs") and result.ranking:
        return result.ranking[0]
    return result.winners


def _pair_cells(entry: dict[str, Any], result: Count) -> Iterator[Cell]:
    for one, row in entry.get("pairwise", {}).items():
        for other, votes in row.items():
            yield f"pairwise {one} over {other}", str(votes), str((result.pairwise or {})[one][other])
    for why in ("quorum", "majority"):
        if f"dropped_{why}" in entry:
            yield f"dropped_{why}", _ids(entry[f"dropped_{why}"]), _ids(result.dropped.get(why, ()))
    if "surviving" in entry:
        gone = {option for options in result.dropped.values() for option in options}
        yield "surviving", _ids(entry["surviving"]), _ids(o for o in result.options if o not in gone)
    if "ranking" in entry:
        yield "ranking", [str(o) for o in entry["ranking"]], [o for group in result.ranking for o in group]
    if "winners_in_order_of_election" in entry:
        yield "order", [str(o) for o in entry["winners_in_order_of_election"]], list(result.winners)


def _ids(options: Iterable[Any]) -> list[str]:
    return sorted(str(option) for option in options)


def _round_cells(stated: list[dict[str, Any]], rounds: tuple[Round, ...]) -> Iterator[Cell]:
    yield "number of rounds", len(stated), len(rounds)
    for expected, counted in zip(stated, rounds, strict=False):
        where = f"round {counted.number}"
        yield f"{where} tally", _plain(expected["tally"]), _texts(counted.tally)
        yield f"{where} threshold", _text(expected["threshold"]), str(counted.threshold)
        yield f"{where} elected", _ids(expected["elected"]), _ids(counted.elected)
        yield f"{where} eliminated", _ids(expected["eliminated"]), _ids(counted.eliminated)
        for cause, votes in expected["inactive"].items():
            yield f"{where} {cause}", _text(votes), str(counted.exhausted.get(_CAUSES.get(cause, cause), 0))


def _text(votes: str) -> str:
    """A stated number of votes without decimals that say nothing: 8 for 8.0000."""
    return str(Fraction(votes))


def _plain(tally: Mapping[str, str]) -> dict[str, str]:
    return {option: _text(votes) for option, votes in tally.items()}


def _texts(tally: Mapping[str, Votes]) -> dict[str, str]:
    return {option: str(votes) for option, votes in tally.items()}


def _stage_cells(entry: dict[str, Any], result: Count) -> Iterator[Cell]:
    """Tallies after each action; a closing stage that repeats the tally before it adds nothing."""
    stated = [stage["tally"] for stage in entry["stages"]]
    decimals = len(entry["quota"].partition(".")[2])
    rounds = result.rounds
    if result.rules.stv.variant in ("meek", "meek_fine"):
        rounds = (rounds[0], rounds[-1])
    if not entry["stages"][0]["action"].lower().startswith("begin"):
        rounds = rounds[1:]
    counted = [
        {option: rounded(one.tally.get(option, 0), decimals) for option in stated[0]} for one in rounds
    ]
    if result.rules.stv.variant in ("meek", "meek_fine"):
        counted[-1] = {
            option: votes if option in result.winners else rounded(0, decimals)
            for option, votes in counted[-1].items()
        }
    yield "quota", entry["quota"], rounded(result.quota or 0, decimals)
    stated, counted = _without_repeats(stated), _without_repeats(counted)
    yield "number of stages", len(stated), len(counted)
    for number, (expected, found) in enumerate(zip(stated, counted, strict=False), start=1):
        for option, votes in expected.items():
            yield f"stage {number}, {option}", votes, found[option]


def _without_repeats(tallies: list[dict[str, str]]) -> list[dict[str, str]]:
    while len(tallies) > 1 and tallies[-1] == tallies[-2]:
        tallies = tallies[:-1]
    return tallies


def rounded(votes: Votes, decimals: int) -> str:
    """Votes with so many decimals, rounded half up: how exact counts are printed."""
    units = (Fraction(votes) * 10**decimals + Fraction(1, 2)) // 1
    digits = str(units).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
