"""The format election/1: one JSON document with candidates, aggregated ballots and, perhaps, results."""

from __future__ import annotations

from typing import Any

from summit.domain.formats.election import MOST_BALLOTS, Election, FormatRejected
from summit.domain.tally.profile import UNREADABLE, Profile, Ranking


def read_election1(document: Any) -> Election:
    """Read a parsed election/1 document; raises FormatRejected with what is wrong."""
    if not isinstance(document, dict) or document.get("format") != "election/1":
        raise FormatRejected('The document does not say "format": "election/1".')
    candidates = _list(document, "candidates")
    try:
        names = {_id(each["id"]): str(each.get("name", each["id"])) for each in candidates}
        withdrawn = tuple(_id(each["id"]) for each in candidates if each.get("withdrawn"))
    except (KeyError, TypeError, AttributeError) as error:
        raise FormatRejected("A candidate has no id.") from error
    if len(names) != len(candidates):
        raise FormatRejected("Two candidates have the same id.")
    seats = document.get("seats", 1)
    if not isinstance(seats, int) or isinstance(seats, bool) or not 0 <= seats <= 10_000:
        raise FormatRejected("The number of seats is not a whole number up to 10000.")
    rankings = tuple(_ranking(place, each) for place, each in enumerate(_list(document, "ballots"), start=1))
    profile = Profile(tuple(names), rankings).without(withdrawn)
    title, kind = str(document.get("title", "")), str(document.get("kind", ""))
    return Election(profile, seats, title, names, withdrawn, kind, warnings=_warnings(document, rankings))


def _warnings(document: dict[str, Any], rankings: tuple[Ranking, ...]) -> tuple[str, ...]:
    stated, found = document.get("ballots_cast"), sum(ranking.count for ranking in rankings)
    if stated is None or stated == found:
        return ()
    return (f"The file says that {stated} ballots were cast and holds {found}.",)


def _list(document: dict[str, Any], key: str) -> list[Any]:
    value = document.get(key)
    if not isinstance(value, list):
        raise FormatRejected(f"The document has no list of {key}.")
    return value


def _ranking(place: int, ballot: Any) -> Ranking:
    try:
        ranks = tuple(tuple(_option(option) for option in _rank(rank)) for rank in ballot["ranking"])
        number = ballot.get("count", 1)
    except (KeyError, TypeError, AttributeError) as error:
        raise FormatRejected(f"Ballot {place} has no ranking made of lists of ids.") from error
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST_BALLOTS:
        raise FormatRejected(f"The count of ballot {place} is not a whole number.")
    return Ranking(ranks, number)


def _rank(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a rank is a list")
    return value


def _option(value: Any) -> str:
    return UNREADABLE if value == -1 else _id(value)


def _id(value: Any) -> str:
    """An id as text: 7 and "7" are the same; a list or a truth value is none."""
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise TypeError("an id is a text or a whole number")
    return str(value)


def write_election1(election: Election) -> dict[str, Any]:
    """The election as an election/1 document; identical ballots are put together, most frequent first."""
    numbers = sorted(election.profile.aggregated().items(), key=lambda item: (-item[1], item[0]))
    gone = set(election.withdrawn)
    listed = [
        *election.profile.options,
        *(o for o in election.withdrawn if o not in election.profile.options),
    ]
    return {
        "format": "election/1",
        "title": election.title,
        "kind": election.kind,
        "seats": election.seats,
        "candidates": [
            {"id": option, "name": election.name(option), **({"withdrawn": True} if option in gone else {})}
            for option in listed
        ],
        "slots": "raw",
        "ballots_cast": sum(number for _, number in numbers),
        "ballots": [
            {"count": number, "ranking": [_ids(rank) for rank in ranks]} for ranks, number in numbers
        ],
    }


def _ids(rank: tuple[str, ...]) -> list[str | int]:
    return [-1 if option == UNREADABLE else option for option in rank]
